import { type FocusEvent, useLayoutEffect, useRef } from 'react';
import type { ObjectId } from '../../document/document.ts';

/**
 * After a focused row is deleted, focus goes to the row that took its place, or to the last. Spread the result on the
 * grid; `focusRow` brings a row into sight and gives it the focus.
 */
export function useKeepFocus(
  objects: readonly { readonly id: ObjectId }[],
  focusRow: (index: number) => void,
) {
  const place = useRef<number | null>(null);
  const before = useRef(objects.length);

  useLayoutEffect(() => {
    const fewer = objects.length < before.current;
    before.current = objects.length;
    const { activeElement, body } = document;
    if (!fewer || place.current === null || (activeElement !== null && activeElement !== body)) return;
    focusRow(Math.min(place.current, objects.length - 1));
  });

  return {
    onFocus: (event: FocusEvent) => {
      const row = event.target.closest<HTMLElement>('[data-object]');
      const index = objects.findIndex(({ id }) => id === row?.dataset.object);
      place.current = index < 0 ? null : index;
    },
    onBlur: (event: FocusEvent) => {
      // No related target: the row went, or the window did; both may come back.
      if (event.relatedTarget !== null) place.current = null;
    },
  };
}
