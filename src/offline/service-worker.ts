import { OfflineFiles } from './offline-files.ts';
import type { OfflineList, OfflineMessage } from './offline-list.ts';

/** Put in when the app is built. */
declare const offlineList: OfflineList;

/** Entry of the service worker: lets the app start, and run, without a network. */
const scope = globalThis as unknown as ServiceWorkerGlobalScope;

const files = new OfflineFiles(offlineList, {
  caches: scope.caches,
  fetch: (request, init) => scope.fetch(request, init),
  base: scope.registration.scope,
  othersOpen: async () =>
    (await scope.clients.matchAll({ type: 'window', includeUncontrolled: true })).length > 0,
});

// A new version takes over at once: pages that run the old one go on being given its files.
scope.addEventListener('install', (event) => {
  event.waitUntil(files.install().then(() => scope.skipWaiting()));
});

scope.addEventListener('activate', (event) => {
  event.waitUntil(scope.clients.claim().then(() => files.dropOlder()));
});

scope.addEventListener('fetch', (event) => {
  const answer = files.answer(event.request);
  if (!answer) return;
  event.respondWith(answer);
  if (event.request.mode === 'navigate') event.waitUntil(answer.then(() => files.dropOlder()));
});

scope.addEventListener('message', (event) => {
  const message = event.data as OfflineMessage;
  if (message.kind === 'keep-device') event.waitUntil(files.keepDevice(message.device));
});
