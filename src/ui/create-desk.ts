import type { StoreApi } from 'zustand/vanilla';
import type { CanvasController } from '../canvas/canvas-controller.ts';
import type { Studio } from '../studio/studio.ts';
import type { Desk } from './desk.ts';
import type { PickedFrom } from './files/file-inputs.tsx';
import { isAnnotationFile } from './files/is-annotation-file.ts';
import { canPickFolders, pickFolder } from './files/pick-folder.ts';
import type { ScreenState } from './screen.ts';

export interface DeskParts {
  readonly studio: Studio;
  readonly controller: CanvasController;
  readonly screen: StoreApi<ScreenState>;
  readonly pickPhotos: (from: PickedFrom) => void;
}

export function createDesk({ studio, controller, screen, pickPhotos }: DeskParts): Desk {
  /** What is opened on the start page begins a project of its own; false when the one before could not be saved. */
  const beginProject = async (): Promise<boolean> =>
    screen.getState().page !== 'welcome' || (await studio.leaveProject());
  /** Samples share a project. */
  const openSamples = async (): Promise<boolean> => {
    if (screen.getState().page !== 'welcome') return true;
    const projects = studio.projects.getState();
    const samples = projects.kind === 'ready' && projects.projects.find(({ name }) => name === 'Samples');
    return (samples && (await studio.openProject(samples.id))) || (await studio.leaveProject());
  };
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

  const bundleIn = async (files: readonly File[]): Promise<File | null> => {
    const [first] = files;
    const mayBe = first && files.length === 1 && /\.zip$/iu.test(first.name);
    return mayBe && (await studio.isBundle(first)) ? first : null;
  };
  const openBundle = async (file: File) => {
    studio.setView({ dialog: 'open-bundle' });
    await studio.openBundle(file);
    const state = studio.bundle.getState();
    if (state.kind === 'opened') screen.setState({ page: 'studio', draft: '' });
    if (state.kind === 'failed') return;
    if (state.kind === 'opened') {
      await studio.lookForLostPhotos();
      const search = studio.photoSearch.getState();
      if (state.problems.length > 0 || (search.kind === 'lost' && search.photos.length > 0)) return;
    }
    studio.resetBundle();
    studio.setView({ dialog: 'none' });
  };

  return {
    studio,
    controller,
    screen,
    pickPhotos: (from = 'files') => pickPhotos(from),
    pickAnnotations: () => pickPhotos('annotations'),
    pickBundle: () => pickPhotos('bundle'),
    findPhotos: async (from) => {
      if (from === 'files') return pickPhotos('lost-files');
      if (!canPickFolders()) return pickPhotos('lost-folder');
      const folder = await pickFolder('read');
      if (folder) await studio.findPhotos(folder);
    },
    openBundle,
    openProject: async (id) => {
      if (studio.project.getState().id !== id) screen.setState({ page: 'opening', draft: '' });
      const opened = await studio.openProject(id);
      screen.setState({ page: opened ? 'studio' : 'welcome' });
      if (!opened) await studio.refreshProjects();
    },
    newProject: async () => {
      if (await studio.newProject()) screen.setState({ page: 'studio', draft: '' });
    },
    closeProject: async () => {
      screen.setState({ page: 'welcome', draft: '' });
      if (!(await studio.leaveProject())) screen.setState({ page: 'studio' });
    },
    openPhotos: async (files) => {
      if (files.length === 0) return;
      const bundle = await bundleIn(files);
      if (bundle) return openBundle(bundle);
      if (!(await beginProject())) return;
      if (!files.some(isAnnotationFile)) return followNewPhotos(studio.openFiles(files));
      studio.setView({ dialog: 'import' });
      // A zip of photos alone opens them.
      return followNewPhotos(studio.beginImport(files));
    },
    importFiles: async (files) => {
      if (files.length === 0) return;
      const bundle = await bundleIn(files);
      if (bundle) return openBundle(bundle);
      studio.setView({ dialog: 'import' });
      // A zip of photos alone opens them.
      return followNewPhotos(studio.beginImport(files));
    },
    openUrls: async (urls) => {
      if (!(await beginProject())) return;
      await followNewPhotos(studio.openUrls(urls));
    },
    linkFolder: async () => {
      const folder = await pickFolder('read');
      if (!folder || !(await beginProject())) return;
      await followNewPhotos(studio.linkFolder(folder));
    },
    openSample: async (id) => {
      if (!(await openSamples())) return;
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
