/** Frames kept ready on each side, so that scrolling meets no gap. */
const margin = 6;

/** Indices [from, to) of frames that a scrolled row shows, with a margin. All lengths in CSS pixels. */
export function visibleRange(
  scrollLeft: number,
  width: number,
  pitch: number,
): { readonly from: number; readonly to: number } {
  const from = Math.max(0, Math.floor(scrollLeft / pitch) - margin);
  return { from, to: Math.ceil((scrollLeft + width) / pitch) + margin };
}
