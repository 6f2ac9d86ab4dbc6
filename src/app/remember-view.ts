import type { StoreApi } from 'zustand/vanilla';
import type { ViewState } from '../studio/view-state.ts';

/** public/theme.js reads the same entry before the first paint. */
const entry = 'text4seg.view';

const flag = (value: unknown): value is boolean => typeof value === 'boolean';
const within =
  (least: number, most: number) =>
  (value: unknown): value is number =>
    typeof value === 'number' && value >= least && value <= most;
const oneOf =
  <Value extends string>(...values: readonly Value[]) =>
  (value: unknown): value is Value =>
    values.some((known) => known === value);

/** What of the view is remembered, and what of it is valid. Rules that change drawing unseen start off each time. */
const remembered = {
  theme: oneOf('system', 'dark', 'light'),
  panelOpen: flag,
  stripOpen: flag,
  brushSize: within(1, 4096),
  showGrid: flag,
  snapToEdges: flag,
  fillTolerance: within(0, 255),
  pressureSize: flag,
  penDraws: flag,
  maskOpacity: within(0, 1),
  maskStyle: oneOf('fill', 'outline', 'hatch'),
} satisfies { readonly [Key in keyof ViewState]?: (value: unknown) => value is ViewState[Key] };

type Remembered = Pick<ViewState, keyof typeof remembered>;

const keys = Object.keys(remembered) as readonly (keyof Remembered)[];

/** Brings back how things were looked at, and keeps it from now on. A page without storage just forgets. */
export function rememberView(
  view: StoreApi<ViewState>,
  storage: Pick<Storage, 'getItem' | 'setItem'>,
): () => void {
  view.setState(readRemembered(storage.getItem(entry)));
  return view.subscribe((state, before) => {
    if (keys.every((key) => state[key] === before[key])) return;
    try {
      storage.setItem(entry, JSON.stringify(Object.fromEntries(keys.map((key) => [key, state[key]]))));
    } catch (error) {
      // A full or closed storage only costs the preferences of the next visit.
      console.warn('View preferences were not kept.', error);
    }
  });
}

/** What an entry holds that is valid; anything may be in there. */
export function readRemembered(text: string | null): Partial<Remembered> {
  let kept: unknown;
  try {
    kept = JSON.parse(text ?? '{}');
  } catch {
    return {};
  }
  if (typeof kept !== 'object' || kept === null) return {};
  const values = kept as Record<string, unknown>;
  return Object.fromEntries(
    keys.filter((key) => remembered[key](values[key])).map((key) => [key, values[key]]),
  );
}
