import type { ProjectState } from '../studio/project-state.ts';
import type { Studio } from '../studio/studio.ts';

/**
 * Saves at once what waits to be saved when the page is hidden or about to go, and has the browser ask people who close a
 * page whose last changes are on no disk.
 */
export function guardLeaving(
  studio: Pick<Studio, 'project' | 'saveNow'>,
  page: Pick<Window, 'addEventListener'> = window,
): void {
  for (const kind of ['visibilitychange', 'pagehide']) page.addEventListener(kind, () => studio.saveNow());
  page.addEventListener('beforeunload', (event) => {
    studio.saveNow();
    if (wouldBeLost(studio.project.getState())) event.preventDefault();
  });
}

function wouldBeLost({ id, save, undo, redo }: ProjectState): boolean {
  if (id === null) return false;
  switch (save.kind) {
    case 'saved':
      return false;
    case 'saving':
    case 'failing':
      return true;
    case 'read-only':
      return save.unsaved === true;
    case 'unkept':
      return undo.length + redo.length > 0;
  }
}
