import { type RefObject, useLayoutEffect, useState } from 'react';

export interface RowFocus {
  /** A row that must be in the page for it to take the focus, or null. */
  readonly wanted: number | null;
  /** Brings a row into sight and gives it the focus. */
  focusRow(index: number): void;
}

/** Moves the focus among rows of which only some are in the page. Rows carry their index as `data-row`. */
export function useRowFocus(list: RefObject<HTMLElement | null>, show: (index: number) => void): RowFocus {
  const [wanted, setWanted] = useState<number | null>(null);
  useLayoutEffect(() => {
    if (wanted === null) return;
    list.current?.querySelector<HTMLElement>(`[data-row="${wanted}"]`)?.focus({ preventScroll: true });
    setWanted(null);
  }, [list, wanted]);
  return {
    wanted,
    focusRow: (index) => {
      show(index);
      setWanted(index);
    },
  };
}
