import type { StoreApi } from 'zustand/vanilla';
import type { CanvasController } from '../canvas/canvas-controller.ts';
import type { Studio } from '../studio/studio.ts';
import type { Desk } from './desk.ts';
import { isAnnotationFile } from './files/is-annotation-file.ts';
import type { ScreenState } from './screen.ts';

export interface DeskParts {
  readonly studio: Studio;
  readonly controller: CanvasController;
  readonly screen: StoreApi<ScreenState>;
  readonly pickPhotos: (from: 'files' | 'folder' | 'annotations') => void;
}

export function createDesk({ studio, controller, screen, pickPhotos }: DeskParts): Desk {
  /** Goes to the studio as soon as the first new photo is in the project, so that a large folder is not waited for. */
  const followNewPhotos = async (opening: Promise<void>) => {
    const before = new Set(studio.project.getState().document.images.map(({ id }) => id));
    const enter = () => {
      const { document } = studio.project.getState();
      if (document.images.some(({ id }) => !before.has(id))) screen.setState({ page: 'studio' });
    };
    const unsubscribe = studio.project.subscribe(enter);
    try {
      await opening;
      enter();
    } finally {
      unsubscribe();
    }
  };

  return {
    studio,
    controller,
    screen,
    pickPhotos: (from = 'files') => pickPhotos(from),
    pickAnnotations: () => pickPhotos('annotations'),
    openPhotos: (files) => {
      if (files.length === 0) return Promise.resolve();
      if (!files.some(isAnnotationFile)) return followNewPhotos(studio.openFiles(files));
      studio.setView({ dialog: 'import' });
      return studio.beginImport(files);
    },
    openSample: async (id) => {
      await followNewPhotos(studio.openSample(id));
      // A sample that is already in the project brings no new photo.
      if (studio.project.getState().currentImage !== null) screen.setState({ page: 'studio' });
    },
    focusPrompt: (draft) => {
      const { tab } = studio.view.getState();
      studio.setView({ panelOpen: true, tab: tab === 'objects' ? tab : 'objects' });
      screen.setState(({ promptCalls }) => ({
        promptCalls: promptCalls + 1,
        ...(draft !== undefined && { draft }),
      }));
    },
    say: (text) => screen.setState({ said: { text, at: Date.now() } }),
  };
}
