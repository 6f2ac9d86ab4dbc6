import { type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react';
import type { ObjectId } from '../../document/document.ts';
import { layoutHeight, type RowLayout, rowAt, rowTop } from '../primitives/row-window.ts';

export interface RowDrag {
  /** Row being dragged, or null. */
  readonly object: ObjectId | null;
  /** Where the line that says "here" stands, in CSS pixels of the list. */
  readonly line: number | null;
  start(event: PointerEvent<HTMLElement>): void;
  /** True for the click that ends a drag, once. */
  endedDrag(): boolean;
}

interface Held {
  readonly object: ObjectId;
  readonly index: number;
  readonly startY: number;
  moved: boolean;
  clientY: number;
}

const threshold = 5;
const edge = 28;
const scrollStep = 9;

/**
 * Drags rows to another place in the list. A mouse takes the row anywhere, a finger by its number, so that it can still
 * scroll. Escape leaves everything as it was. `drop` gets the place among the rows afterwards.
 */
export function useRowDrag(
  list: RefObject<HTMLElement | null>,
  objects: readonly { readonly id: ObjectId }[],
  layout: RowLayout,
  drop: (object: ObjectId, to: number) => void,
): RowDrag {
  const held = useRef<Held | null>(null);
  const ended = useRef(false);
  const [shown, setShown] = useState<{ readonly object: ObjectId; readonly gap: number } | null>(null);
  const latest = useRef({ layout, count: objects.length, drop });
  latest.current = { layout, count: objects.length, drop };

  useEffect(() => {
    const listeners = new AbortController();
    const { signal } = listeners;
    let frame = 0;
    const follow = () => {
      const now = held.current;
      const element = list.current;
      if (!now?.moved || !element) return;
      const { top, bottom } = element.getBoundingClientRect();
      if (now.clientY < top + edge) element.scrollTop -= scrollStep;
      else if (now.clientY > bottom - edge) element.scrollTop += scrollStep;
      const gap = gapAt(list.current, latest.current, now.clientY);
      setShown((before) =>
        before?.gap === gap && before.object === now.object ? before : { object: now.object, gap },
      );
      frame = requestAnimationFrame(follow);
    };
    const stop = () => {
      cancelAnimationFrame(frame);
      held.current = null;
      setShown(null);
    };
    const move = (event: globalThis.PointerEvent) => {
      const now = held.current;
      if (!now) return;
      now.clientY = event.clientY;
      if (now.moved || Math.abs(event.clientY - now.startY) < threshold) return;
      now.moved = true;
      follow();
    };
    const up = () => {
      const now = held.current;
      if (!now) return;
      if (now.moved) {
        const gap = gapAt(list.current, latest.current, now.clientY);
        const to = gap > now.index ? gap - 1 : gap;
        ended.current = true;
        // The click that belongs to this release comes next, if it comes at all.
        setTimeout(() => {
          ended.current = false;
        });
        if (to !== now.index) latest.current.drop(now.object, to);
      }
      stop();
    };
    const key = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !held.current?.moved) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      stop();
    };
    window.addEventListener('pointermove', move, { signal });
    window.addEventListener('pointerup', up, { signal });
    window.addEventListener('pointercancel', stop, { signal });
    window.addEventListener('keydown', key, { signal, capture: true });
    return () => {
      listeners.abort();
      cancelAnimationFrame(frame);
    };
  }, [list]);

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
      held.current = {
        object: object.id,
        index,
        startY: event.clientY,
        clientY: event.clientY,
        moved: false,
      };
    },
    endedDrag: () => ended.current,
  };
}

interface DraggedList {
  readonly layout: RowLayout;
  readonly count: number;
}

/** The gap between rows, 0 before the first, that is nearest to a pointer. */
function gapAt(element: HTMLElement | null, { layout, count }: DraggedList, clientY: number): number {
  if (!element) return 0;
  const y = clientY - element.getBoundingClientRect().top + element.scrollTop;
  const row = Math.min(rowAt(layout, Math.max(0, Math.min(y, layoutHeight(layout) - 1))), count - 1);
  return y > rowTop(layout, row) + layout.pitch / 2 ? row + 1 : row;
}
