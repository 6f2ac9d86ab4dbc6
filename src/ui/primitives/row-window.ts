/** Rows of one height, with at most one block of another height opened after one of them. All in CSS pixels. */
export interface RowLayout {
  readonly count: number;
  readonly pitch: number;
  readonly block: { readonly after: number; readonly height: number } | null;
}

/** Rows kept ready above and below what is in sight, so that scrolling meets no gap. */
const margin = 6;

/** Top edge of a row; of the row after the last, the whole length. */
export function rowTop({ pitch, block }: RowLayout, index: number): number {
  return index * pitch + (block !== null && index > block.after ? block.height : 0);
}

export function layoutHeight(layout: RowLayout): number {
  return rowTop(layout, layout.count);
}

/** Indices [from, to) of the rows that a scrolled list shows, with a margin. */
export function rowsInSight(
  layout: RowLayout,
  scrollTop: number,
  height: number,
): { readonly from: number; readonly to: number } {
  const { count } = layout;
  const from = Math.max(0, rowAt(layout, scrollTop) - margin);
  return { from, to: Math.min(count, rowAt(layout, scrollTop + height) + 1 + margin) };
}

/** The row that covers a height in the list; the block belongs to the row before it. */
export function rowAt({ count, pitch, block }: RowLayout, y: number): number {
  const blockTop = block === null ? Number.POSITIVE_INFINITY : (block.after + 1) * pitch;
  const above = y < blockTop ? y : Math.max(blockTop - 1, y - (block?.height ?? 0));
  return Math.min(Math.max(0, count - 1), Math.max(0, Math.floor(above / pitch)));
}

/** Rows that Page Up and Page Down pass. */
const pageRows = 8;

/** Where an arrow, Page Up or Down, Home or End leads from a row, not past the ends; null for other keys. */
export function rowByKey(key: string, at: number, count: number): number | null {
  const to = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + pageRows,
    PageUp: at - pageRows,
    Home: 0,
    End: count - 1,
  }[key];
  return to === undefined || count === 0 ? null : Math.min(count - 1, Math.max(0, to));
}
