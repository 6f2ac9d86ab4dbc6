import { type FocusEvent, type RefObject, useLayoutEffect, useRef } from 'react';

/**
 * After a focused row is deleted, focus goes to the row that took its place, or to the last. Spread the result on the
 * grid.
 */
export function useKeepFocus(grid: RefObject<HTMLElement | null>, rows: number) {
  const place = useRef<number | null>(null);
  const before = useRef(rows);

  useLayoutEffect(() => {
    const fewer = rows < before.current;
    before.current = rows;
    const { activeElement, body } = document;
    if (!fewer || place.current === null || (activeElement !== null && activeElement !== body)) return;
    const all = grid.current?.querySelectorAll<HTMLElement>('[data-object]');
    all?.[Math.min(place.current, rows - 1)]?.focus();
  }, [grid, rows]);

  return {
    onFocus: (event: FocusEvent) => {
      const row = event.target.closest('[data-object]');
      const all = grid.current?.querySelectorAll('[data-object]');
      place.current = row && all ? [...all].indexOf(row) : null;
    },
    onBlur: (event: FocusEvent) => {
      // No related target: the row went, or the window did; both may come back.
      if (event.relatedTarget !== null) place.current = null;
    },
  };
}
