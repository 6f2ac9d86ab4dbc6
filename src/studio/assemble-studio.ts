import { createStore, type StoreApi } from 'zustand/vanilla';
import { imageById } from '../document/lookup.ts';
import type { StudioError } from '../errors/studio-error.ts';
import { Conversation } from './conversation.ts';
import { EditDesk } from './editing/edit-desk.ts';
import { ProjectExport } from './exchange/project-export.ts';
import { ProjectImport } from './exchange/project-import.ts';
import { takePhotos } from './exchange/take-photos.ts';
import { leavePhotos } from './leave-photos.ts';
import { ModelLoader } from './model-loader.ts';
import { NoticeBoard } from './notice-board.ts';
import { ObjectSelection } from './object-selection.ts';
import { PhotoEncoder } from './photo-encoder.ts';
import { PhotoIntake } from './photo-intake.ts';
import { selectedPhotos } from './photo-selection.ts';
import { PhotoShelf } from './photo-shelf.ts';
import { PhotoStage } from './photo-stage.ts';
import type { ProjectSession } from './project-session.ts';
import { FolderLinks } from './projects/folder-links.ts';
import { PhotoCopies } from './projects/photo-copies.ts';
import { PhotoFiles } from './projects/photo-files.ts';
import { PhotoSearch } from './projects/photo-search.ts';
import { ProjectBundles } from './projects/project-bundles.ts';
import { ProjectKeeper } from './projects/project-keeper.ts';
import type { StudioDependencies } from './studio-dependencies.ts';
import { ThumbnailShelf } from './thumbnail-shelf.ts';
import { startView, type ViewState } from './view-state.ts';

interface SharedParts {
  readonly deps: StudioDependencies;
  readonly session: ProjectSession;
  readonly notices: NoticeBoard;
  readonly announcement: StoreApi<string>;
  readonly view: StoreApi<ViewState>;
  readonly selection: ObjectSelection;
}

interface PhotoParts {
  readonly links: FolderLinks;
  readonly files: PhotoFiles;
  readonly shelf: PhotoShelf;
  readonly thumbnails: ThumbnailShelf;
  readonly copies: PhotoCopies;
  readonly photoSearch: PhotoSearch;
}

interface WorkParts {
  readonly encoder: PhotoEncoder;
  readonly model: ModelLoader;
  readonly stage: PhotoStage;
  readonly desk: EditDesk;
  readonly conversation: Conversation;
}

interface ProjectParts {
  readonly keeper: ProjectKeeper;
  readonly bundles: ProjectBundles;
}

interface ExchangeParts {
  readonly intake: PhotoIntake;
  readonly exporter: ProjectExport;
  readonly importer: ProjectImport;
}

/** The parts of a studio, each with its one job; `Studio` is what they do together. */
export interface StudioParts extends SharedParts, PhotoParts, WorkParts, ProjectParts, ExchangeParts {}

/** All parts, for those that are built before what they tell of something. Nothing is told before all are built. */
type Up = () => StudioParts;

/** Builds the parts from the photos' files up to the projects and hands each of them what is below it. */
export function assembleStudio(deps: StudioDependencies, session: ProjectSession): StudioParts {
  const up: Up = () => parts;
  const view = createStore(() => startView);
  const shared: SharedParts = {
    deps,
    session,
    notices: new NoticeBoard(),
    announcement: createStore(() => ''),
    view,
    selection: new ObjectSelection(session, view),
  };
  const photos = photoParts(shared, up);
  const work = workParts(shared, photos, up);
  const project = projectParts(shared, photos, up);
  const exchange = exchangeParts(shared, photos, work, project);
  const parts: StudioParts = { ...shared, ...photos, ...work, ...project, ...exchange };
  return parts;
}

/** Where the photos of the open project are, and those of them that are in memory. */
function photoParts({ deps, session, notices }: SharedParts, up: Up): PhotoParts {
  const { pixels, projects } = deps;
  const links = new FolderLinks({
    session,
    folders: deps.linkedFolders,
    notices,
    pixels,
    onAllowed: () => readAgain(),
    onChanged: (image) => thumbnails.remove(image),
  });
  const files = new PhotoFiles(projects, links);
  const shelf = new PhotoShelf(pixels, files);
  const thumbnails = new ThumbnailShelf({
    pixels,
    files,
    projects,
    openProject: () => session.store.getState().id,
    onFailed: (image, error) => shelf.markUnreadable(image, error),
  });
  const copies = new PhotoCopies({
    session,
    files,
    onProgress: (left) => up().keeper.saver.copies(left),
    onFailed: (error) => up().keeper.saver.photoFailed(error),
    onUnreadable: (image, error) => shelf.markUnreadable(image, error),
    onStored: (id) => {
      const image = imageById(session.document, id);
      if (image) thumbnails.keep(image);
    },
  });
  /** What could not be read is tried again. */
  const readAgain = () => {
    shelf.forgive();
    thumbnails.forgive();
    up().stage.prepareCurrent();
  };
  const photoSearch = new PhotoSearch({ session, files, links, copies, deps, onFound: readAgain });
  return { links, files, shelf, thumbnails, copies, photoSearch };
}

/** What is done with the photo that is shown: edited by hand, and asked about. */
function workParts(shared: SharedParts, { shelf, thumbnails, links }: PhotoParts, up: Up): WorkParts {
  const { deps, session, notices, announcement, view, selection } = shared;
  const encoder = new PhotoEncoder(deps.inference, deps.pixels);
  const model = new ModelLoader(deps.inference, deps.packageUrl, notices);
  const stage = new PhotoStage({
    session,
    view,
    shelf,
    thumbnails,
    links,
    model,
    encoder,
    answering: () => up().conversation.store.getState().running?.image ?? null,
  });
  const desk = new EditDesk({
    session,
    notices,
    photos: shelf,
    deps,
    view,
    select: (objects) => selection.select(objects),
    showImage: (image) => stage.show(image),
    mayEdit: () => up().keeper.mayChange(),
  });
  const conversation = new Conversation({
    session,
    desk,
    photos: shelf,
    encoder,
    model,
    deps,
    view: {
      selectIfNone: (object) => selection.selectIfNone(object),
      announce: (text) => announcement.setState(text, true),
    },
  });
  return { encoder, model, stage, desk, conversation };
}

/** Which project is open, and how it goes to the disk and travels. */
function projectParts(
  { deps, session, notices, view }: SharedParts,
  { links, files, copies }: PhotoParts,
  up: Up,
): ProjectParts {
  const keeper = new ProjectKeeper({
    session,
    files,
    notices,
    deps,
    leave: () => leavePhotos(up()),
    copied: () => copies.done(),
    closed: () => copies.clear(),
    offerBundle: () => view.setState({ dialog: 'save-bundle' }),
    halt: () => {
      up().importer.cancel();
      for (const { id } of session.document.images) up().conversation.forget(id);
    },
    show: () => up().stage.showCurrent(),
  });
  const bundles = new ProjectBundles({
    session,
    files,
    deps,
    createdAt: () => keeper.createdAt ?? deps.now(),
    learn: (image) => links.learn(image),
    open: async (id) => {
      const opened = await keeper.open(id);
      // After it, as what was open before has been saved by then.
      await keeper.refresh();
      return opened;
    },
  });
  return { keeper, bundles };
}

/** How photos and annotations come into the project and go out of it. */
function exchangeParts(
  { deps, session, notices, view }: SharedParts,
  { links, files, shelf, copies }: PhotoParts,
  { stage, conversation }: WorkParts,
  { keeper }: ProjectParts,
): ExchangeParts {
  const storeFailed = (error: StudioError) => keeper.saver.photoFailed(error);
  const opening = { session, notices, shelf, files, deps, storeFailed };
  const intake = new PhotoIntake({
    ...opening,
    copies,
    links,
    stage,
    conversation,
    ensureProject: (name) => keeper.ensure(name),
  });
  const exporter = new ProjectExport(session, files, deps, () =>
    selectedPhotos(session.document, view.getState(), session.currentImage),
  );
  const importer = new ProjectImport(
    session,
    deps,
    (photos, names) => takePhotos(photos, names, opening),
    async (photos) => {
      view.setState({ dialog: 'none' });
      await intake.open(photos.map((file) => ({ name: file.name, file })));
    },
  );
  return { intake, exporter, importer };
}
