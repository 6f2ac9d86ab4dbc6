import { type CSSProperties, type KeyboardEvent, type PointerEvent, type RefObject, useRef } from 'react';
import { useDesk, useScreen } from '../desk.ts';

export interface Split {
  readonly halves: RefObject<HTMLDivElement | null>;
  /** Height of the upper half; without one it follows its content up to a limit. */
  readonly style: CSSProperties | undefined;
  readonly share: number | null;
  set(share: number | null): void;
}

const smallest = 0.12;
const largest = 0.75;

export function useSplit(): Split {
  const { screen } = useDesk();
  const halves = useRef<HTMLDivElement>(null);
  const share = useScreen((state) => state.split);
  return {
    halves,
    share,
    style: share === null ? undefined : ({ '--share': `${100 * share}%` } as CSSProperties),
    set: (next) =>
      screen.setState({ split: next === null ? null : Math.min(largest, Math.max(smallest, next)) }),
  };
}

/** Drag, or arrow keys; a double click lets the list size itself again. */
export function Splitter({ split }: { readonly split: Split }) {
  const shareAt = (clientY: number) => {
    const box = split.halves.current?.getBoundingClientRect();
    return box && box.height > 0 ? (clientY - box.top) / box.height : 0.5;
  };
  const shown = split.share ?? 0.3;
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) split.set(shareAt(event.clientY));
  };
  const step = (event: KeyboardEvent) => {
    const by = { ArrowUp: -0.04, ArrowDown: 0.04 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    split.set((split.share ?? shareAt(event.currentTarget.getBoundingClientRect().top)) + by);
  };
  return (
    <div
      className="split"
      role="separator"
      aria-label="Resize objects and chat"
      aria-orientation="horizontal"
      aria-valuemin={100 * smallest}
      aria-valuemax={100 * largest}
      aria-valuenow={Math.round(100 * shown)}
      tabIndex={0}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onDoubleClick={() => split.set(null)}
      onKeyDown={step}
    />
  );
}
