import type { ProjectId } from '../document/project-summary.ts';
import { StudioError } from '../errors/studio-error.ts';
import { createExchangeClient } from '../exchange/client/create-exchange-client.ts';
import { embeddedPackagePath } from '../model/embedded-package-path.ts';
import { createProjectLock } from '../storage/create-project-lock.ts';
import { createLinkedFolders } from '../storage/linked-folders.ts';
import type { ProjectLock } from '../storage/project-lock.ts';
import type { ProjectStore } from '../storage/project-store.ts';
import { createProjectStore } from '../storage/worker/create-project-store.ts';
import type { StudioDependencies } from '../studio/studio-dependencies.ts';
import { createInferenceClient } from '../worker/client/create-inference-client.ts';
import { createPixelClient } from '../worker/client/create-pixel-client.ts';
import { temporaryFile } from './temporary-file.ts';

/** A hidden tab gets no animation frames; answers must go on there all the same. */
const hiddenFrame = 200;

/** The browser's side of the studio: workers, storage, clock, downloads. */
export function browserDependencies(device: StudioDependencies['device']): StudioDependencies {
  const projects = createProjectStore();
  return {
    inference: createInferenceClient(),
    pixels: createPixelClient(),
    exchange: createExchangeClient(),
    projects,
    linkedFolders: createLinkedFolders(),
    lockOf,
    moveOldProject: () => moveOldProject(projects),
    packageUrl: new URL(embeddedPackagePath, document.baseURI).href,
    device,
    now: () => Date.now(),
    newId: () => crypto.randomUUID(),
    onNextFrame: nextFrame,
    temporaryFile,
    saveFile,
    fetchFile,
    persistStorage: async () => {
      await navigator.storage?.persist?.();
    },
  };
}

const locks = new Map<ProjectId, ProjectLock>();

function lockOf(id: ProjectId): ProjectLock {
  let lock = locks.get(id);
  if (!lock) {
    lock = createProjectLock({ name: `text4seg-project-${id}` });
    locks.set(id, lock);
  }
  return lock;
}

/** Database of the versions that kept one project in IndexedDB. */
const oldDatabase = 'text4seg-project';

async function moveOldProject(projects: ProjectStore): Promise<void> {
  // Browsers without the list of databases never ran those versions' successors here: asking would make an empty one.
  // Where the page may keep nothing, there is nothing either.
  const databases = (await globalThis.indexedDB?.databases?.().catch(() => [])) ?? [];
  if (!databases.some(({ name }) => name === oldDatabase)) return;
  // Two tabs that start at once would move it twice.
  const lock = createProjectLock({ name: oldDatabase });
  if (!(await lock.acquire(() => undefined))) return;
  try {
    const [{ OldProject }, mover] = await Promise.all([
      import('../storage/old-project/old-project.ts'),
      import('../storage/old-project/move-old-project.ts'),
    ]);
    await mover.moveOldProject(new OldProject(oldDatabase), projects);
  } finally {
    lock.release();
  }
}

function nextFrame(run: () => void): () => void {
  let done = false;
  const once = () => {
    if (done) return;
    cancel();
    run();
  };
  const frame = requestAnimationFrame(once);
  const timer = setTimeout(once, hiddenFrame);
  const cancel = () => {
    done = true;
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
  return cancel;
}

function saveFile(name: string, file: Blob): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has its own hold on the data by the next task; a minute is for slow browsers.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

async function fetchFile(url: string): Promise<Blob> {
  const failed = (cause?: unknown) =>
    new StudioError(
      'network-failed',
      `${url} could not be read from the app's own server. Check the network and try again.`,
      { cause },
    );
  const address = new URL(url, document.baseURI);
  if (address.origin !== location.origin)
    throw new StudioError(
      'network-failed',
      `${address.host} is another server: photos are read from this app's own only, so that nothing leaves it. Save the photo and open the file.`,
    );
  const response = await fetch(address).catch((error: unknown) => {
    throw failed(error);
  });
  if (!response.ok) throw failed(response.status);
  return response.blob();
}
