import type { ImageId, ReviewStatus, TurnId } from '../document/document.ts';
import { imageById } from '../document/lookup.ts';
import type { Place } from '../mask/place.ts';
import { assembleStudio, type StudioParts } from './assemble-studio.ts';
import { ClassEditor } from './class-editor.ts';
import { createObjectEditing } from './editing/create-object-editing.ts';
import type { ObjectEditing } from './editing/object-editing.ts';
import { formatInfos } from './exchange/format-info.ts';
import { photoAfter } from './photo-selection.ts';
import { placePrompt } from './place-question.ts';
import { ProjectSession } from './project-session.ts';
import { untitled } from './projects/project-name.ts';
import { reviewStep } from './review-step.ts';
import { samplePhotos } from './samples.ts';
import type { Studio } from './studio.ts';
import type { StudioDependencies } from './studio-dependencies.ts';
import { watchStudio } from './watch-studio.ts';

/** The studio as its screen and its tests know it; see `Studio` for what each method promises. */
export function createStudio(deps: StudioDependencies, session = new ProjectSession()): Studio {
  const parts = assembleStudio(deps, session);
  const stopWatching = watchStudio(parts);
  return {
    ...stores(parts),
    ...projects(parts),
    ...photos(parts),
    ...questions(parts),
    ...history(parts),
    ...editing(parts),
    ...exchange(parts),
    setView: (patch) => parts.view.setState(patch),
    tell: (...notice) => parts.notices.tell(...notice),
    dismiss: (notice) => parts.notices.dismiss(notice),
    retryModel: () => void parts.model.load(deps.device, true),
    dispose: () => {
      stopWatching();
      return dispose(parts);
    },
  };
}

type Part<K extends keyof Studio> = Pick<Studio, K>;

function stores(
  parts: StudioParts,
): Part<
  | 'project'
  | 'view'
  | 'model'
  | 'answer'
  | 'photos'
  | 'thumbnails'
  | 'formats'
  | 'exporting'
  | 'importing'
  | 'notices'
  | 'announcement'
  | 'samples'
  | 'projects'
  | 'bundle'
  | 'photoSearch'
> {
  return {
    project: parts.session.store,
    view: parts.view,
    model: parts.model.store,
    answer: parts.conversation.store,
    photos: parts.shelf.store,
    thumbnails: parts.thumbnails.store,
    formats: formatInfos,
    exporting: parts.exporter.store,
    importing: parts.importer.store,
    notices: parts.notices.store,
    announcement: parts.announcement,
    samples: samplePhotos,
    projects: parts.keeper.store,
    bundle: parts.bundles.store,
    photoSearch: parts.photoSearch.store,
  };
}

function projects({
  deps,
  keeper,
  bundles,
  model,
}: StudioParts): Part<
  | 'start'
  | 'refreshProjects'
  | 'openProject'
  | 'projectCover'
  | 'newProject'
  | 'renameProject'
  | 'duplicateProject'
  | 'removeProject'
  | 'saveBundle'
  | 'isBundle'
  | 'openBundle'
  | 'cancelBundle'
  | 'resetBundle'
  | 'saveNow'
  | 'leaveProject'
  | 'whenAbandoned'
  | 'takeOver'
> {
  return {
    start: async (project) => {
      void model.load(deps.device);
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
    saveBundle: (photos) => bundles.save(photos),
    isBundle: async (file) => (await import('../storage/bundle/read-bundle.ts')).isBundle(file),
    openBundle: (file) => bundles.open(file),
    cancelBundle: () => bundles.cancel(),
    resetBundle: () => bundles.reset(),
    saveNow: () => keeper.saver.hurry(),
    leaveProject: () => keeper.leave(),
    whenAbandoned: (run) => {
      keeper.onAbandoned = run;
    },
    takeOver: async () => {
      await keeper.takeOver();
    },
  };
}

function photos(
  parts: StudioParts,
): Part<
  | 'openFiles'
  | 'openUrls'
  | 'linkFolder'
  | 'openSample'
  | 'showImage'
  | 'showNeighbour'
  | 'wantThumbnails'
  | 'lookForLostPhotos'
  | 'findPhotos'
  | 'stopFindingPhotos'
  | 'resetPhotoSearch'
  | 'removeImage'
  | 'removeImages'
  | 'setReview'
> {
  const { session, conversation, encoder, shelf, thumbnails, stage, intake, keeper, photoSearch } = parts;
  const changing = whereChangeable(parts);
  const removeImages = changing((images: readonly ImageId[]) => {
    const { document, currentImage } = session;
    const records = images.flatMap((id) => imageById(document, id) ?? []);
    const [first] = records;
    if (!first) return;
    const removed = records.map(({ id }) => id);
    const next = photoAfter(document.images, new Set(removed), currentImage);
    for (const image of removed) conversation.forget(image);
    const what = records.length === 1 ? first.name : `${records.length} photos`;
    session.run(`Remove ${what}`, { kind: 'remove-images', images: removed });
    for (const image of removed) {
      encoder.forget(image);
      shelf.remove(image);
      thumbnails.remove(image);
    }
    if (next) stage.show(next);
  });
  return {
    openFiles: (files) => intake.openFiles(files),
    openUrls: (urls) => intake.openUrls(urls),
    linkFolder: (folder) => intake.linkFolder(folder),
    openSample: (id) => intake.openSample(id),
    showImage: (image) => stage.show(image),
    showNeighbour: (step) => stage.showNeighbour(step),
    wantThumbnails: (images) => thumbnails.want(images),
    lookForLostPhotos: () => photoSearch.look(),
    findPhotos: async (place) => {
      if (keeper.mayChange()) await photoSearch.search(place);
    },
    stopFindingPhotos: () => photoSearch.cancel(),
    resetPhotoSearch: () => photoSearch.reset(),
    removeImage: (image) => removeImages([image]),
    removeImages,
    setReview: changing((images: readonly ImageId[], status: ReviewStatus) => {
      const step = reviewStep(session.document, images, status);
      if (step) session.run(step.name, step.command);
    }),
  };
}

function questions(parts: StudioParts): Part<'ask' | 'askAt' | 'stop' | 'unqueue' | 'retry'> {
  const { session, conversation } = parts;
  const changing = whereChangeable(parts);
  return {
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
  };
}

function history(parts: StudioParts): Part<'undo' | 'redo' | 'compare' | 'jumpTo'> {
  const { session, view, desk } = parts;
  const changing = whereChangeable(parts);
  return {
    undo: changing(() => desk.undo()),
    redo: changing(() => void desk.redo()),
    compare: (on) => view.setState({ compared: on ? session.previous : null }),
    jumpTo: changing((steps: number) => {
      desk.pending.cancelAll();
      session.jumpTo(steps);
    }),
  };
}

function editing({
  deps,
  session,
  notices,
  selection,
  desk,
  keeper,
}: StudioParts): ObjectEditing & Part<'select' | 'selectNeighbour' | 'classes'> {
  return {
    ...createObjectEditing(desk),
    select: (objects) => selection.select(objects),
    selectNeighbour: (step) => selection.selectNeighbour(desk.scene()?.objects ?? [], step),
    classes: new ClassEditor(session, notices, deps.newId, () => keeper.mayChange()),
  };
}

function exchange({
  keeper,
  stage,
  exporter,
  importer,
}: StudioParts): Part<
  | 'planExport'
  | 'saveExport'
  | 'cancelExport'
  | 'resetExport'
  | 'beginImport'
  | 'changeImport'
  | 'applyImport'
  | 'cancelImport'
> {
  return {
    planExport: (request, signal) => exporter.plan(request, signal),
    saveExport: (request, folder) => exporter.save(request, folder),
    cancelExport: () => exporter.cancel(),
    resetExport: () => exporter.reset(),
    beginImport: async (files) => {
      if (await keeper.ensure(untitled)) await importer.begin(files);
    },
    changeImport: (choice) => importer.change(choice),
    applyImport: async () => {
      if (!keeper.mayChange()) return;
      await importer.apply();
      stage.showCurrent();
    },
    cancelImport: () => importer.cancel(),
  };
}

/** Makes a method do nothing, and say why, in a tab that only shows the project. */
function whereChangeable({ keeper }: StudioParts) {
  return <Args extends readonly unknown[]>(run: (...args: Args) => void) =>
    (...args: Args): void => {
      if (keeper.mayChange()) run(...args);
    };
}

/** What runs is stopped and what is changed is saved before the workers go. */
async function dispose(parts: StudioParts): Promise<void> {
  parts.desk.pending.cancelAll();
  parts.conversation.dispose();
  parts.exporter.cancel();
  parts.bundles.cancel();
  parts.importer.cancel();
  await parts.keeper.dispose();
  parts.model.dispose();
  parts.shelf.dispose();
  parts.thumbnails.clear();
  parts.deps.inference.dispose();
  parts.deps.pixels.dispose();
}
