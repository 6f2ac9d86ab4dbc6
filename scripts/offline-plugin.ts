import path from 'node:path';
import type { Plugin } from 'vite';
import { writeServiceWorker } from './write-service-worker.ts';

/** Writes the service worker when everything else of the built app is on the disk. There is none in development. */
export function offlinePlugin(): Plugin {
  let folder = '';
  return {
    name: 'offline',
    apply: 'build',
    enforce: 'post',
    configResolved({ root, build }) {
      folder = path.resolve(root, build.outDir);
    },
    writeBundle: {
      order: 'post',
      sequential: true,
      async handler() {
        await writeServiceWorker(folder);
      },
    },
  };
}
