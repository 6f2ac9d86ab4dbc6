import type { StoreApi } from 'zustand/vanilla';
import type { ViewState } from '../studio/view-state.ts';

/** public/theme.js reads the same entry before the first paint. */
const entry = 'text4seg.view';

type Remembered = Pick<ViewState, 'theme' | 'panelOpen' | 'stripOpen' | 'brushSize' | 'showGrid'>;

/** Brings back how things were looked at, and keeps it from now on. A page without storage just forgets. */
export function rememberView(
  view: StoreApi<ViewState>,
  storage: Pick<Storage, 'getItem' | 'setItem'>,
): () => void {
  view.setState(readRemembered(storage.getItem(entry)));
  let written = '';
  return view.subscribe(({ theme, panelOpen, stripOpen, brushSize, showGrid }) => {
    const next = JSON.stringify({ theme, panelOpen, stripOpen, brushSize, showGrid } satisfies Remembered);
    if (next === written) return;
    written = next;
    try {
      storage.setItem(entry, next);
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
  const { theme, panelOpen, stripOpen, brushSize, showGrid } = kept as Record<string, unknown>;
  return {
    ...((theme === 'system' || theme === 'dark' || theme === 'light') && { theme }),
    ...(typeof panelOpen === 'boolean' && { panelOpen }),
    ...(typeof stripOpen === 'boolean' && { stripOpen }),
    ...(typeof brushSize === 'number' && brushSize >= 1 && brushSize <= 4096 && { brushSize }),
    ...(typeof showGrid === 'boolean' && { showGrid }),
  };
}
