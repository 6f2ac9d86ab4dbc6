import type { OfflineMessage } from '../offline/offline-list.ts';
import type { Studio } from '../studio/studio.ts';

/**
 * Keeps the app in this browser, so that it starts without a network from the second visit on, and takes new versions.
 * Nothing is fetched for it before the model is ready, or can't be had: the first question comes first.
 */
export function workOffline(
  studio: Pick<Studio, 'model' | 'tell'>,
  container: ServiceWorkerContainer | undefined = navigator.serviceWorker,
  script: () => URL = () => new URL('service-worker.js', document.baseURI),
): void {
  // Missing in insecure contexts and in some private windows.
  if (!container) return;
  tellNewVersion(studio, container);
  let registered = false;
  const follow = () => {
    const model = studio.model.getState();
    if (model.kind !== 'ready' && model.kind !== 'failed') return;
    if (!registered) {
      registered = true;
      container.register(script()).catch((error: unknown) => {
        console.warn('The app was not kept for use without a network.', error);
      });
    }
    const device = model.kind === 'ready' ? model.description.device : null;
    if (device !== 'wasm' && device !== 'webgpu') return;
    const message: OfflineMessage = { kind: 'keep-device', device };
    container.ready.then(({ active }) => active?.postMessage(message)).catch(() => undefined);
  };
  studio.model.subscribe(follow);
  follow();
}

function tellNewVersion(studio: Pick<Studio, 'tell'>, container: ServiceWorkerContainer): void {
  // The first one that takes control is of the page's own version.
  let updates = container.controller !== null;
  container.addEventListener('controllerchange', () => {
    if (updates)
      studio.tell('info', 'A new version is ready. Reload to use it.', {
        label: 'Reload',
        run: () => location.reload(),
      });
    updates = true;
  });
}
