import { objectsOf } from '../document/lookup.ts';
import type { Studio } from '../studio/studio.ts';
import type { CanvasController } from './canvas-controller.ts';
import { type CanvasInput, strokeOf } from './canvas-input.ts';
import { pressCanvasKey, tabThroughObjects } from './canvas-keys.ts';

/**
 * Keys of the focused surface: the tool's first, then those of the view. What it handles goes no further, so that no key
 * table acts on it twice. Tab walks from the end at which the focus came in, or from the selected object after a click.
 * Returns a function that stops.
 */
export function listenForKeys(
  surface: HTMLElement,
  studio: Studio,
  controller: CanvasController,
  input: CanvasInput,
): () => void {
  const listeners = new AbortController();
  const { signal } = listeners;
  let cameBy: 'tab' | 'shift-tab' | 'other' = 'other';
  let place = -1;

  const noteKey = ({ key, shiftKey }: KeyboardEvent) => {
    cameBy = key !== 'Tab' ? 'other' : shiftKey ? 'shift-tab' : 'tab';
  };
  const notePointer = () => {
    cameBy = 'other';
  };
  const enter = () => {
    if (cameBy === 'tab') place = -1;
    else if (cameBy === 'shift-tab') place = Number.POSITIVE_INFINITY;
    else place = selectedPlace(studio);
  };
  const press = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const { key, shiftKey: shift, altKey: alt } = event;
    const control = event.ctrlKey || event.metaKey;
    if (key === 'Tab' && !control && !alt) {
      // After Escape has let go of the selection the walk begins anew.
      const none = studio.view.getState().selection.length === 0;
      const from = none ? (shift ? Number.POSITIVE_INFINITY : -1) : place;
      const next = tabThroughObjects(studio, from, shift ? -1 : 1);
      if (next === null) return;
      place = next.place;
      studio.select([next.object]);
    } else if (!input.pressKey(strokeOf(event)) && !pressCanvasKey({ key, shift, alt, control }, controller))
      return;
    event.preventDefault();
    event.stopPropagation();
  };

  window.addEventListener('keydown', noteKey, { signal, capture: true });
  window.addEventListener('pointerdown', notePointer, { signal, capture: true });
  surface.addEventListener('focus', enter, { signal });
  surface.addEventListener('pointerup', () => (place = selectedPlace(studio)), { signal });
  surface.addEventListener('keydown', press, { signal });
  return () => listeners.abort();
}

function selectedPlace(studio: Studio): number {
  const { document, currentImage } = studio.project.getState();
  const [selected] = studio.view.getState().selection;
  const objects = currentImage === null ? [] : objectsOf(document, currentImage);
  return objects.findIndex(({ id }) => id === selected);
}
