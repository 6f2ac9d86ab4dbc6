import { createStore } from 'zustand/vanilla';
import type { ImageId, ObjectId, ReviewStatus, TurnId } from '../document/document.ts';
import { imageById, objectsOf } from '../document/lookup.ts';
import { StudioError } from '../errors/studio-error.ts';
import type { Place } from '../mask/place.ts';
import { ClassEditor } from './class-editor.ts';
import { Conversation } from './conversation.ts';
import { createObjectEditing } from './editing/create-object-editing.ts';
import { EditDesk } from './editing/edit-desk.ts';
import { formatInfos } from './exchange/format-info.ts';
import { ProjectExport } from './exchange/project-export.ts';
import { ProjectImport } from './exchange/project-import.ts';
import { fetchPhotos } from './fetch-photos.ts';
import { listPhotos } from './list-photos.ts';
import { ModelLoader } from './model-loader.ts';
import { NoticeBoard } from './notice-board.ts';
import { type NewPhoto, openPhoto, openPhotos } from './open-photos.ts';
import { PhotoEncoder } from './photo-encoder.ts';
import { PhotoShelf } from './photo-shelf.ts';
import { placePrompt } from './place-question.ts';
import { prepareTools } from './prepare-tools.ts';
import { ProjectSession } from './project-session.ts';
import { FolderLinks } from './projects/folder-links.ts';
import { linkFolder } from './projects/link-folder.ts';
import { PhotoCopies } from './projects/photo-copies.ts';
import { PhotoFiles } from './projects/photo-files.ts';
import { ProjectBundles } from './projects/project-bundles.ts';
import { ProjectKeeper } from './projects/project-keeper.ts';
import { projectNameFor, samplesProject, untitled } from './projects/project-name.ts';
import { reviewStep } from './review-step.ts';
import { samplePhotos } from './samples.ts';
import { photoBeside } from './strip-filter.ts';
import type { Studio } from './studio.ts';
import type { StudioDependencies } from './studio-dependencies.ts';
import { ThumbnailShelf } from './thumbnail-shelf.ts';
import { startView } from './view-state.ts';

/** More photos than these are listed by their headers and copied behind people; fewer are decoded and stored at once. */
const mostAtOnce = 16;

/** Puts the studio together from its parts; see `Studio` for what each method promises. */
export function createStudio(deps: StudioDependencies, session = new ProjectSession()): Studio {
  const notices = new NoticeBoard();
  const links = new FolderLinks({
    session,
    folders: deps.linkedFolders,
    notices,
    pixels: deps.pixels,
    onAllowed: () => {
      shelf.forgive();
      thumbnails.forgive();
      if (session.currentImage) void prepare(session.currentImage);
    },
    onChanged: (image) => thumbnails.remove(image),
  });
  const files = new PhotoFiles(deps.projects, links);
  const shelf = new PhotoShelf(deps.pixels, files);
  const thumbnails = new ThumbnailShelf({
    pixels: deps.pixels,
    files,
    projects: deps.projects,
    openProject: () => session.store.getState().id,
    onFailed: (image, error) => shelf.markUnreadable(image, error),
  });
  const copies = new PhotoCopies({
    session,
    files,
    onProgress: (left) => keeper.saver.copies(left),
    onFailed: (error) => storeFailed(error),
    onUnreadable: (image, error) => shelf.markUnreadable(image, error),
    onStored: (id) => {
      const image = imageById(session.document, id);
      if (image) thumbnails.keep(image);
    },
  });
  const encoder = new PhotoEncoder(deps.inference, deps.pixels);
  const loader = new ModelLoader(deps.inference, deps.packageUrl, notices);
  const view = createStore(() => startView);
  const exporter = new ProjectExport(session, files, deps);
  const storeFailed = (error: StudioError) => keeper.saver.photoFailed(error);
  const photoParts = { shelf, notices, files, storeFailed, deps };
  const importer = new ProjectImport(
    session,
    deps,
    (name, file, taken) => openPhoto({ name, file }, taken, photoParts),
    (images) => {
      for (const { id } of images) shelf.remove(id);
    },
    async (photos) => {
      view.setState({ dialog: 'none' });
      await open(photos.map((file) => ({ name: file.name, file })));
    },
  );
  const announcement = createStore(() => '');
  const select = (selection: readonly ObjectId[]) => {
    const [first] = selection;
    view.setState(first ? { selection, inspected: first } : { selection });
  };
  const desk = new EditDesk({
    session,
    notices,
    photos: shelf,
    deps,
    view,
    select,
    showImage: (image) => showImage(image),
  });
  const conversation = new Conversation({
    session,
    desk,
    photos: shelf,
    encoder,
    model: loader,
    deps,
    view: {
      selectIfNone: (object) => {
        if (view.getState().selection.length === 0) select([object]);
        else view.setState({ inspected: object });
      },
      announce: (text) => announcement.setState(text, true),
    },
  });

  /** The way in which people went last. */
  let heading: 1 | -1 = 1;

  /** Has the photo open that people most likely go to next, within what the shelf holds. */
  const prefetch = async (from: ImageId) => {
    const next =
      session.currentImage === from &&
      photoBeside(session.document, view.getState().stripFilter, from, heading);
    // A failure is marked on the photo itself.
    if (next) await shelf.ensure(next).catch(() => undefined);
  };

  /** Opens the photo, rests others, and encodes it ahead of the first question. */
  const prepare = async (id: ImageId) => {
    const image = imageById(session.document, id);
    if (!image) return;
    const running = conversation.store.getState().running?.image;
    shelf.pin(running ? [id, running] : [id]);
    try {
      await shelf.ensure(image);
      thumbnails.renew(id);
      void prefetch(id);
      void links.learn(image).catch(() => undefined);
      if (loader.store.getState().kind !== 'ready' || session.currentImage !== id) return;
      await encoder.prepare(id);
    } catch (error) {
      // Said where it matters: on the photo itself, or by the question that needs the encoding.
      if (!(error instanceof StudioError)) throw error;
    }
  };

  const showImage = (image: ImageId) => {
    if (!imageById(session.document, image)) return;
    if (image !== session.currentImage)
      view.setState({
        selection: [],
        hovered: null,
        region: null,
        inspected: null,
        inspectedRow: null,
        replayRow: null,
      });
    session.showImage(image);
    void prepare(image);
  };

  const open = async (photos: readonly NewPhoto[]) => {
    const opened =
      photos.length > mostAtOnce
        ? await listPhotos(photos, { session, notices, copies, deps })
        : await openPhotos(photos, { session, ...photoParts });
    const [first] = opened;
    if (first) showImage(first);
    return first ?? null;
  };

  /** Leaves the photos, questions and prefixes of the open project. */
  const leaveProject = () => {
    desk.pending.cancelAll();
    for (const { id } of session.document.images) {
      conversation.forget(id);
      encoder.forget(id);
    }
    shelf.clear();
    thumbnails.clear();
    // Its photos can be read no more.
    if (bundles.store.getState().kind === 'saving') bundles.cancel();
    links.clear();
    const { drawingClass, stripFilter } = startView;
    view.setState({
      selection: [],
      hovered: null,
      region: null,
      inspected: null,
      drawingClass,
      stripFilter,
    });
  };

  const keeper = new ProjectKeeper({
    session,
    files,
    notices,
    deps,
    leave: leaveProject,
    copied: () => copies.done(),
    closed: () => copies.clear(),
    offerBundle: () => view.setState({ dialog: 'save-bundle' }),
    halt: () => {
      for (const { id } of session.document.images) conversation.forget(id);
    },
    show: () => {
      if (session.currentImage) showImage(session.currentImage);
    },
  });
  const bundles = new ProjectBundles({
    session,
    files,
    deps,
    createdAt: () => keeper.createdAt ?? deps.now(),
    open: async (id) => {
      const opened = await keeper.open(id);
      // After it, as what was open before has been saved by then.
      await keeper.refresh();
      return opened;
    },
  });
  const mayChange = () => keeper.mayChange();
  desk.mayEdit = mayChange;
  /** A method that does nothing, and says why, in a tab that only shows the project. */
  const changing =
    <Args extends readonly unknown[]>(run: (...args: Args) => void) =>
    (...args: Args): void => {
      if (mayChange()) run(...args);
    };
  const addPhotos = async (photos: readonly NewPhoto[], projectName: string) =>
    (await keeper.ensure(projectName)) ? open(photos) : null;

  let persisted = false;
  const stopWatching = [
    session.store.subscribe(({ document }) => {
      // Selection of objects that undo or delete took away would act on nothing.
      const { selection } = view.getState();
      if (selection.length > 0) {
        const objects = session.currentImage ? objectsOf(document, session.currentImage) : [];
        const here = new Set(objects.map(({ id }) => id));
        if (selection.some((id) => !here.has(id)))
          view.setState({ selection: selection.filter((id) => here.has(id)) });
      }
      if (persisted || document.objects.size === 0) return;
      persisted = true;
      // Best effort by design: browsers may refuse, and autosave reports real failures itself.
      deps.persistStorage().catch(() => undefined);
    }),
    loader.store.subscribe((model, before) => {
      if (model.kind === 'ready' && before.kind !== 'ready' && session.currentImage)
        void prepare(session.currentImage);
    }),
    prepareTools(view, session, shelf, deps.pixels),
  ];

  return {
    project: session.store,
    view,
    model: loader.store,
    answer: conversation.store,
    photos: shelf.store,
    thumbnails: thumbnails.store,
    wantThumbnails: (images) => thumbnails.want(images),
    formats: formatInfos,
    exporting: exporter.store,
    importing: importer.store,
    notices: notices.store,
    announcement,
    samples: samplePhotos,
    classes: new ClassEditor(session, notices, deps.newId, mayChange),
    projects: keeper.store,

    start: async (project) => {
      void loader.load(deps.device);
      await keeper.start();
      if (project) await keeper.open(project);
    },
    refreshProjects: () => keeper.refresh(),
    openProject: (id) => keeper.open(id),
    projectCover: (id, cover) => deps.projects.getThumbnail(id, cover).catch(() => null),
    newProject: (name = untitled) => keeper.create(name),
    renameProject: (id, name) => keeper.rename(id, name),
    duplicateProject: (id, name) => keeper.duplicate(id, name),
    removeProject: (id) => keeper.remove(id),
    bundle: bundles.store,
    saveBundle: (photos) => bundles.save(photos),
    isBundle: async (file) => (await import('../storage/bundle/read-bundle.ts')).isBundle(file),
    openBundle: (file) => bundles.open(file),
    cancelBundle: () => bundles.cancel(),
    resetBundle: () => bundles.reset(),
    leaveProject: () => keeper.leave(),
    takeOver: async () => {
      await keeper.takeOver();
    },
    openFiles: async (files) => {
      if (files.length === 0) return;
      await addPhotos(
        files.map((file) => ({ name: file.name, file })),
        projectNameFor(files),
      );
    },
    openUrls: async (urls) => {
      const photos = await fetchPhotos(urls, { deps, notices });
      if (photos.length > 0) await addPhotos(photos, untitled);
    },
    linkFolder: async (folder) => {
      if (!(await keeper.ensure(folder.name))) return;
      try {
        const first = await linkFolder(folder, { session, links, notices, deps });
        if (first) showImage(first);
      } catch (error) {
        notices.tellError(error, `Linking the folder ${folder.name}`);
      }
    },
    openSample: async (id) => {
      const sample = samplePhotos.find((known) => known.id === id);
      if (!sample) return;
      try {
        const file = await deps.fetchFile(sample.url);
        const image = await addPhotos(
          [{ name: sample.fileName, file, credit: sample.credit }],
          samplesProject,
        );
        if (image) conversation.ask(image, sample.prompt);
      } catch (error) {
        notices.tellError(error, `Opening the sample ${sample.title}`);
      }
    },
    showImage,
    showNeighbour: (step) => {
      heading = step;
      const next = photoBeside(session.document, view.getState().stripFilter, session.currentImage, step);
      if (next) showImage(next.id);
    },
    removeImage: changing((image: ImageId) => {
      const record = imageById(session.document, image);
      if (!record) return;
      conversation.forget(image);
      session.run(`Remove ${record.name}`, { kind: 'remove-images', images: [image] });
      encoder.forget(image);
      shelf.remove(image);
      thumbnails.remove(image);
      if (session.currentImage) showImage(session.currentImage);
    }),
    setReview: changing((images: readonly ImageId[], status: ReviewStatus) => {
      const step = reviewStep(session.document, images, status);
      if (step) session.run(step.name, step.command);
    }),

    ask: changing((prompt: string) => {
      if (session.currentImage) conversation.ask(session.currentImage, prompt);
    }),
    askAt: changing((place: Place<'canvas'>, words?: string) => {
      if (session.currentImage) conversation.ask(session.currentImage, placePrompt(words), place);
    }),
    stop: () => conversation.stop(),
    unqueue: (turn) => conversation.unqueue(turn),
    retry: changing((turn: TurnId) => {
      const image = session.currentImage;
      const asked = image ? session.turns(image).find(({ id }) => id === turn) : undefined;
      if (image && asked) conversation.ask(image, asked.prompt, asked.place);
    }),

    undo: changing(() => desk.undo()),
    redo: changing(() => void desk.redo()),
    compare: (on) => view.setState({ compared: on ? session.previous : null }),
    jumpTo: changing((steps: number) => {
      desk.pending.cancelAll();
      session.jumpTo(steps);
    }),

    select,
    selectNeighbour: (step) => {
      const objects = desk.scene()?.objects ?? [];
      if (objects.length === 0) return;
      const [selected] = view.getState().selection;
      const at = objects.findIndex(({ id }) => id === selected);
      const next = at < 0 ? (step > 0 ? 0 : objects.length - 1) : at + step;
      const object = objects[next];
      select(object ? [object.id] : []);
    },
    ...createObjectEditing(desk),

    setView: (patch) => view.setState(patch),

    planExport: (request, signal) => exporter.plan(request, signal),
    saveExport: (request, folder) => exporter.save(request, folder),
    cancelExport: () => exporter.cancel(),
    resetExport: () => exporter.reset(),
    beginImport: async (files) => {
      if (await keeper.ensure(untitled)) await importer.begin(files);
    },
    changeImport: (choice) => importer.change(choice),
    applyImport: async () => {
      if (!mayChange()) return;
      await importer.apply();
      const { currentImage } = session;
      if (currentImage) showImage(currentImage);
    },
    cancelImport: () => importer.cancel(),

    tell: (...notice) => notices.tell(...notice),
    dismiss: (notice: string) => notices.dismiss(notice),
    retryModel: () => void loader.load(deps.device, true),
    dispose: async () => {
      for (const stop of stopWatching) stop();
      desk.pending.cancelAll();
      conversation.dispose();
      exporter.dispose();
      bundles.cancel();
      importer.cancel();
      await keeper.dispose();
      loader.dispose();
      shelf.dispose();
      thumbnails.clear();
      deps.inference.dispose();
      deps.pixels.dispose();
    },
  };
}
