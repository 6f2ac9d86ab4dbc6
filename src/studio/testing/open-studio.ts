import type { Turn } from '../../document/conversation.ts';
import type { ImageId, SegmentedObject } from '../../document/document.ts';
import { objectsOf } from '../../document/lookup.ts';
import type { RememberedProject } from '../../document/project-event.ts';
import type { ProjectId } from '../../document/project-summary.ts';
import { createExchangeClient } from '../../exchange/client/create-exchange-client.ts';
import { LocalExchangeWorker } from '../../exchange/testing/local-exchange-worker.ts';
import type { LinkedFolders } from '../../storage/linked-folders.ts';
import { MemoryFolder } from '../../storage/memory-folder.ts';
import type { ProjectLock } from '../../storage/project-lock.ts';
import type { ProjectStore } from '../../storage/project-store.ts';
import { ProjectLibrary } from '../../storage/projects/project-library.ts';
import { createStudio } from '../create-studio.ts';
import { memoryFile } from '../exchange/memory-file.ts';
import { ProjectSession } from '../project-session.ts';
import type { Studio } from '../studio.ts';
import type { StudioDependencies } from '../studio-dependencies.ts';
import { ScriptedInference } from './scripted-inference.ts';
import { photoFile, ScriptedPixels } from './scripted-pixels.ts';

let browsers = 0;
let ids = 0;

export const freeLock: ProjectLock = {
  acquire: async () => true,
  takeOver: async () => undefined,
  release: () => undefined,
};

export interface OpenOptions {
  /** Two studios with one name share a browser: the real storage on a disk in memory. */
  readonly browser?: string;
  readonly lock?: ProjectLock;
  readonly inference?: ScriptedInference;
  readonly pixels?: ScriptedPixels;
  /** Frames come when the test calls `frame`, and not by themselves. */
  readonly manualFrames?: boolean;
  readonly fetchFile?: (url: string) => Promise<Blob>;
  readonly temporaryFile?: StudioDependencies['temporaryFile'];
  /** The clock of the storage, in milliseconds. */
  readonly now?: () => number;
}

export interface OpenStudio {
  readonly studio: Studio;
  /** The project behind it, which it shows only in parts. */
  readonly session: ProjectSession;
  readonly browser: string;
  readonly inference: ScriptedInference;
  readonly pixels: ScriptedPixels;
  readonly projects: ProjectStore;
  readonly linkedFolders: LinkedFolders;
  /** What is saved of the open project. */
  onDisk(): Promise<RememberedProject>;
  /** The same browser after this tab was killed, with the project open again; `start` was called. */
  reload(options?: OpenOptions): Promise<OpenStudio>;
  /** Files handed to the person. */
  readonly files: { readonly name: string; readonly file: Blob }[];
  readonly clock: { now: number };
  /** Frames asked for and not yet run. */
  readonly frames: Set<() => void>;
  frame(): void;
  readonly image: ImageId;
  objects(image?: ImageId): readonly SegmentedObject[];
  turns(image?: ImageId): readonly Turn[];
  /** Names of the objects' classes, back to front. */
  names(): readonly string[];
  notices(): readonly string[];
  /** Resolves when no question runs or waits. */
  answered(): Promise<void>;
  ask(prompt: string): Promise<Turn>;
  /** Resolves when the state says that everything is on disk. */
  saved(): Promise<void>;
}

const disks = new Map<string, MemoryFolder>();

/** What a tab of that browser sees of its disk. */
function libraryOf(browser: string, now = () => Date.now()): ProjectLibrary {
  const root = disks.get(browser) ?? new MemoryFolder();
  disks.set(browser, root);
  return new ProjectLibrary({ root, kept: true, now, newId: () => `project-${ids++}` });
}

interface LinkedFolder {
  readonly folder: FileSystemDirectoryHandle;
  readonly projects: Set<ProjectId>;
}

const folders = new Map<string, Map<string, LinkedFolder>>();

/** Without IndexedDB, which in Node would give copies of test folders instead of themselves. */
function foldersOf(browser: string): LinkedFolders {
  const kept = folders.get(browser) ?? new Map<string, LinkedFolder>();
  folders.set(browser, kept);
  return {
    keep: async (key, folder, project) => {
      kept.set(key, { folder, projects: new Set([project]) });
    },
    find: async (key, project) => {
      kept.get(key)?.projects.add(project);
      return kept.get(key)?.folder ?? null;
    },
    share: async (from, copy) => {
      for (const { projects } of kept.values()) if (projects.has(from)) projects.add(copy);
    },
    release: async (project) => {
      for (const [key, { projects }] of kept)
        if (projects.delete(project) && projects.size === 0) kept.delete(key);
    },
  };
}

/** A whole studio without a screen: real storage, scripted workers. */
export function openStudio(options: OpenOptions = {}): OpenStudio {
  const browser = options.browser ?? `browser-${browsers++}`;
  const inference = options.inference ?? new ScriptedInference();
  const pixels = options.pixels ?? new ScriptedPixels();
  const projects = libraryOf(browser, options.now);
  const linkedFolders = foldersOf(browser);
  const files: OpenStudio['files'] = [];
  const clock = { now: 1_000_000 };
  const frames = new Set<() => void>();
  const session = new ProjectSession();
  const dependencies: StudioDependencies = {
    inference,
    pixels,
    exchange: createExchangeClient({
      createWorker: () => new LocalExchangeWorker() as unknown as Worker,
    }),
    projects,
    linkedFolders,
    lockOf: () => options.lock ?? freeLock,
    moveOldProject: async () => undefined,
    packageUrl: 'http://localhost/models/text4seg-nano/',
    device: 'auto',
    now: () => clock.now,
    newId: () => `id-${ids++}`,
    onNextFrame: (run) => {
      const once = () => {
        frames.delete(once);
        run();
      };
      frames.add(once);
      if (!options.manualFrames) setTimeout(() => frames.has(once) && once());
      return () => frames.delete(once);
    },
    temporaryFile: options.temporaryFile ?? (async () => memoryFile()),
    saveFile: (name, file) => files.push({ name, file }),
    fetchFile: options.fetchFile ?? (async (url) => photoFile(url)),
    persistStorage: async () => undefined,
  };
  const studio = createStudio(dependencies, session);
  const project = () => studio.project.getState();
  const current = () => {
    const { currentImage } = project();
    if (!currentImage) throw new Error('No photo is open.');
    return currentImage;
  };
  const turns = (image = current()) => project().conversations.get(image) ?? [];
  const answered = () =>
    until(studio.answer, ({ running, queue }) => running === null && queue.length === 0, 'an answer');
  return {
    studio,
    session,
    browser,
    inference,
    pixels,
    projects,
    linkedFolders,
    onDisk: async () => {
      const { id } = project();
      if (!id) throw new Error('No project is open.');
      return (await libraryOf(browser).open(id, 'read')).project;
    },
    reload: async (other = {}) => {
      const { id } = project();
      disks.get(browser)?.letGo();
      const again = openStudio({ ...other, browser });
      await again.studio.start(id ?? undefined);
      return again;
    },
    files,
    clock,
    frames,
    frame: () => {
      for (const run of [...frames]) run();
    },
    get image() {
      return current();
    },
    objects: (image = current()) => objectsOf(project().document, image),
    turns,
    names: () =>
      objectsOf(project().document, current()).map(
        ({ category }) => project().document.categories.find(({ id }) => id === category)!.name,
      ),
    notices: () => studio.notices.getState().map(({ text }) => text),
    answered,
    ask: async (prompt) => {
      studio.ask(prompt);
      await answered();
      return turns().at(-1)!;
    },
    saved: () => until(studio.project, ({ save }) => save.kind === 'saved', 'saving'),
  };
}

/** Resolves when a store's state is as wanted. */
export function until<T>(
  store: { getState(): T; subscribe(listener: (state: T) => void): () => void },
  wanted: (state: T) => boolean,
  what: string,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      stop();
      reject(new Error(`Waited in vain for ${what}: ${JSON.stringify(store.getState())?.slice(0, 300)}`));
    }, 5000);
    const check = (state: T) => {
      if (!wanted(state)) return;
      clearTimeout(late);
      stop();
      // Not within the change itself: others hear of it first.
      setTimeout(resolve);
    };
    const stop = store.subscribe(check);
    check(store.getState());
  });
}

/** A studio with its model ready and one photo shown. */
export async function openWithPhoto(options: OpenOptions = {}): Promise<OpenStudio> {
  const open = openStudio(options);
  await open.studio.start();
  await open.studio.openFiles([photoFile('street.jpg')]);
  return open;
}
