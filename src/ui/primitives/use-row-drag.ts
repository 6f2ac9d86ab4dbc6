import { type PointerEvent, type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { type DraggedList, RowDragger, type ShownDrag } from './row-dragger.ts';
import { type RowLayout, rowTop } from './row-window.ts';

export interface RowDrag<Id> {
  /** Row being dragged, or null. */
  readonly id: Id | null;
  /** Where the line that says "here" stands, in CSS pixels of the list. */
  readonly line: number | null;
  start(event: PointerEvent<HTMLElement>): void;
  /** True for the click that ends a drag. */
  endedDrag(): boolean;
}

/**
 * Drags rows to another place in the list. Rows carry their index as `data-row`. A mouse takes a row anywhere, a finger
 * by what is marked `data-grip`, so that it can still scroll. Escape leaves everything as it was. `drop` gets the place
 * among the rows afterwards.
 */
export function useRowDrag<Id extends string>(
  element: RefObject<HTMLElement | null>,
  rows: readonly { readonly id: Id }[],
  layout: RowLayout,
  drop: (id: Id, to: number) => void,
): RowDrag<Id> {
  const [shown, setShown] = useState<ShownDrag<Id> | null>(null);
  const latest = useRef<DraggedList<Id>>({ element: null, layout, count: 0, drop });
  latest.current = { element: element.current, layout, count: rows.length, drop };
  const dragger = useMemo(() => new RowDragger<Id>(() => latest.current, setShown), []);
  useEffect(() => dragger.listen(), [dragger]);

  return {
    id: shown?.id ?? null,
    line: shown ? rowTop(layout, shown.gap) : null,
    start: (event) => {
      const target = event.target as Element;
      const index = Number(target.closest<HTMLElement>('[data-row]')?.dataset.row ?? -1);
      const row = rows[index];
      if (!row || event.button !== 0 || target.closest('button,input')) return;
      if (event.pointerType === 'touch' && !target.closest('[data-grip]')) return;
      dragger.hold(row.id, index, event.clientY);
    },
    endedDrag: () => dragger.justEnded,
  };
}
