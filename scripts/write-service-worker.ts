import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';
import type { OfflineDevice, OfflineFile, OfflineList } from '../src/offline/offline-list.ts';

export const serviceWorkerName = 'service-worker.js';

/** The model has a cache of its own, by the hashes of its manifest; the rest is not for pages. */
const leftOut = /^models\/|\.(md|map)$|^service-worker\.js$/;

/** onnxruntime's files that only one device runs on; the first that matches. */
const runtimes: readonly (readonly [device: OfflineDevice, pattern: RegExp])[] = [
  ['webgpu', /^assets\/ort(\.webgpu|-wasm-simd-threaded\.asyncify)[-.]/],
  ['wasm', /^assets\/ort-wasm-simd-threaded-/],
];

/** What a page needs of the files in a built app's folder, with their contents' hashes. */
export function listOfflineFiles(folder: string): OfflineList {
  const shell: OfflineFile[] = [];
  const devices: Record<OfflineDevice, OfflineFile[]> = { wasm: [], webgpu: [] };
  for (const name of filesIn(folder)) {
    if (leftOut.test(name)) continue;
    const digest = createHash('sha256')
      .update(readFileSync(path.join(folder, name)))
      .digest('base64');
    const file = { path: name === 'index.html' ? '' : name, integrity: `sha256-${digest}` };
    const device = runtimes.find(([, pattern]) => pattern.test(name))?.[0];
    (device ? devices[device] : shell).push(file);
  }
  for (const [device, files] of Object.entries(devices))
    if (files.length === 0) throw new Error(`The built app has no runtime for ${device}: ${folder}`);
  const contents = JSON.stringify({ shell, devices });
  return { version: createHash('sha256').update(contents).digest('hex').slice(0, 12), shell, devices };
}

/** Builds the service worker of the app in `folder`, as it is there, into it. */
export async function writeServiceWorker(folder: string): Promise<OfflineList> {
  const list = listOfflineFiles(folder);
  await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    define: { offlineList: JSON.stringify(list) },
    build: {
      target: 'es2023',
      outDir: path.resolve(folder),
      emptyOutDir: false,
      modulePreload: false,
      rolldownOptions: {
        input: path.resolve(import.meta.dirname, '../src/offline/service-worker.ts'),
        output: { format: 'iife', entryFileNames: serviceWorkerName },
      },
    },
  });
  return list;
}

/** Files below a folder, by their paths with slashes, in the order of their names. */
function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
    .sort();
}
