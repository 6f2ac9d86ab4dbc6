import { StudioError } from '../errors/studio-error.ts';
import { createExchangeClient } from '../exchange/client/create-exchange-client.ts';
import { createProjectLock } from '../storage/create-project-lock.ts';
import type { ProjectStorage } from '../storage/project-storage.ts';
import type { StudioDependencies } from '../studio/studio-dependencies.ts';
import { createInferenceClient } from '../worker/client/create-inference-client.ts';
import { createPixelClient } from '../worker/client/create-pixel-client.ts';
import { deferredStorage } from './deferred-storage.ts';
import { temporaryFile } from './temporary-file.ts';

/** A hidden tab gets no animation frames; answers must go on there all the same. */
const hiddenFrame = 200;

/** The browser's side of the studio: workers, storage, clock, downloads. */
export function browserDependencies(device: StudioDependencies['device']): StudioDependencies {
  return {
    inference: createInferenceClient(),
    pixels: createPixelClient(),
    exchange: createExchangeClient(),
    storage: deferredStorage(loadStorage),
    lock: createProjectLock(),
    packageUrl: new URL('models/text4seg-nano/', document.baseURI).href,
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

async function loadStorage(): Promise<ProjectStorage> {
  try {
    const { createProjectStorage } = await import('../storage/create-project-storage.ts');
    return createProjectStorage();
  } catch (error) {
    throw new StudioError(
      'storage-failed',
      'The part of the app that saves could not be loaded. Reload the page.',
      {
        cause: error,
      },
    );
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
    new StudioError('network-failed', `${url} could not be read from the app's own server.`, { cause });
  const response = await fetch(new URL(url, document.baseURI)).catch((error: unknown) => {
    throw failed(error);
  });
  if (!response.ok) throw failed(response.status);
  return response.blob();
}
