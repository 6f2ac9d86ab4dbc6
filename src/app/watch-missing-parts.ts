import type { Studio } from '../studio/studio.ts';

const missing = new WeakSet<object>();

/** Whether an error is that a part of the app could not be loaded. */
export function isMissingPart(error: unknown): boolean {
  return typeof error === 'object' && error !== null && missing.has(error);
}

/**
 * Says what to do when a part of the app that is loaded on demand can't be: a new version has taken its place on the
 * server, or the network is away.
 */
export function watchMissingParts(studio: Pick<Studio, 'tell'>, page: EventTarget = window): void {
  page.addEventListener('vite:preloadError', (event) => {
    const { payload } = event as VitePreloadErrorEvent;
    missing.add(payload);
    void serverAnswers().then((answers) => {
      if (answers)
        studio.tell('warning', 'A new version is ready. Reload to go on.', {
          label: 'Reload',
          run: () => location.reload(),
        });
      else studio.tell('warning', 'A part of the app could not be loaded: the network is away.');
    });
  });
}

/** HEAD, which no cache answers. */
async function serverAnswers(): Promise<boolean> {
  try {
    return (await fetch(document.baseURI, { method: 'HEAD', cache: 'no-store' })).ok;
  } catch {
    return false;
  }
}
