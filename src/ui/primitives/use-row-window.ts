import { type RefObject, useCallback, useEffect, useState } from 'react';
import { layoutHeight, type RowLayout, rowsInSight, rowTop } from './row-window.ts';
import { watchScroll } from './watch-scroll.ts';

export interface RowWindow {
  readonly layout: RowLayout;
  /** Length of the whole list in CSS pixels. */
  readonly height: number;
  /** Rows [from, to) to keep in the page. */
  readonly from: number;
  readonly to: number;
  /** Scrolls a row into sight, no further than it must. */
  show(index: number): void;
}

interface Seen {
  readonly scrollTop: number;
  readonly height: number;
  readonly pitch: number;
}

/**
 * Keeps only the rows in sight in the page, so that a list of a thousand stays light. The rows of the scrolling element
 * are as high as its CSS variable `--pitch`.
 */
export function useRowWindow(
  list: RefObject<HTMLElement | null>,
  count: number,
  block: RowLayout['block'] = null,
): RowWindow {
  const [seen, setSeen] = useState<Seen>({ scrollTop: 0, height: 600, pitch: 34 });
  useEffect(() => {
    const element = list.current;
    if (!element) return;
    const measure = () => {
      const pitch = Number.parseFloat(getComputedStyle(element).getPropertyValue('--pitch')) || 34;
      const { scrollTop, clientHeight: height } = element;
      setSeen((before) =>
        before.scrollTop === scrollTop && before.height === height && before.pitch === pitch
          ? before
          : { scrollTop, height, pitch },
      );
    };
    return watchScroll(element, measure);
  }, [list]);

  const { pitch, scrollTop, height } = seen;
  const layout: RowLayout = { count, pitch, block };
  const after = block?.after ?? -1;
  const blockHeight = block?.height ?? 0;
  const show = useCallback(
    (index: number) => {
      const element = list.current;
      if (!element || index < 0) return;
      const opened = after < 0 ? null : { after, height: blockHeight };
      const top = rowTop({ count, pitch, block: opened }, index);
      const bottom = top + pitch + (index === after ? blockHeight : 0);
      if (top < element.scrollTop) element.scrollTop = top;
      else if (bottom > element.scrollTop + element.clientHeight)
        element.scrollTop = Math.min(top, bottom - element.clientHeight);
    },
    [list, count, pitch, after, blockHeight],
  );
  return { layout, height: layoutHeight(layout), ...rowsInSight(layout, scrollTop, height), show };
}
