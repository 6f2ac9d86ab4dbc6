import { type PointerEvent, type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import type { ObjectId } from '../../document/document.ts';
import { type RowLayout, rowTop } from '../primitives/row-window.ts';
import { type DraggedList, RowDragger, type ShownDrag } from './row-dragger.ts';

export interface RowDrag {
  /** Row being dragged, or null. */
  readonly object: ObjectId | null;
  /** Where the line that says "here" stands, in CSS pixels of the list. */
  readonly line: number | null;
  start(event: PointerEvent<HTMLElement>): void;
  /** True for the click that ends a drag. */
  endedDrag(): boolean;
}

/**
 * Drags rows to another place in the list. A mouse takes the row anywhere, a finger by its number, so that it can still
 * scroll. Escape leaves everything as it was. `drop` gets the place among the rows afterwards.
 */
export function useRowDrag(
  element: RefObject<HTMLElement | null>,
  objects: readonly { readonly id: ObjectId }[],
  layout: RowLayout,
  drop: (object: ObjectId, to: number) => void,
): RowDrag {
  const [shown, setShown] = useState<ShownDrag | null>(null);
  const latest = useRef<DraggedList>({ element: null, layout, count: 0, drop });
  latest.current = { element: element.current, layout, count: objects.length, drop };
  const dragger = useMemo(() => new RowDragger(() => latest.current, setShown), []);
  useEffect(() => dragger.listen(), [dragger]);

  return {
    object: shown?.object ?? null,
    line: shown ? rowTop(layout, shown.gap) : null,
    start: (event) => {
      const target = event.target as Element;
      const row = target.closest<HTMLElement>('[data-object]');
      const index = objects.findIndex(({ id }) => id === row?.dataset.object);
      const object = objects[index];
      if (!object || event.button !== 0 || target.closest('button,input')) return;
      if (event.pointerType === 'touch' && !target.closest('.sws')) return;
      dragger.hold(object.id, index, event.clientY);
    },
    endedDrag: () => dragger.justEnded,
  };
}
