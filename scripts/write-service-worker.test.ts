import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listOfflineFiles, writeServiceWorker } from './write-service-worker.ts';

const runtimes = {
  wasm: ['assets/ort-wasm-simd-threaded-4byDm7i3.wasm', 'assets/ort-wasm-simd-threaded-BQJNh0bu.mjs'],
  webgpu: [
    'assets/ort-wasm-simd-threaded.asyncify-CxOG5pUO.wasm',
    'assets/ort-wasm-simd-threaded.asyncify-DXIbolS2.mjs',
    'assets/ort.webgpu.min-Da-IhOmT.js',
  ],
};
const shell = ['assets/index-Bpewr0Wv.js', 'index.html', 'samples/cat.jpg'];
const leftOut = ['models/text4seg-nano/weights.bin', 'samples/SOURCES.md', 'service-worker.js'];

let folder: string;
const write = (name: string, text = name) => {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  writeFileSync(path.join(folder, name), text);
};

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'text4seg-built-'));
  for (const name of [...shell, ...leftOut, ...runtimes.wasm, ...runtimes.webgpu]) write(name);
});
afterEach(() => rmSync(folder, { recursive: true }));

test('lists what pages need, the runtimes by device, and nothing else', () => {
  const list = listOfflineFiles(folder);
  expect(list.shell.map(({ path }) => path)).toEqual(['assets/index-Bpewr0Wv.js', '', 'samples/cat.jpg']);
  expect(list.devices.wasm.map(({ path }) => path)).toEqual(runtimes.wasm);
  expect(list.devices.webgpu.map(({ path }) => path)).toEqual(runtimes.webgpu);
  const digest = createHash('sha256').update('index.html').digest('base64');
  expect(list.shell[1]?.integrity).toBe(`sha256-${digest}`);
});

test('another content is another version, what is left out is not', () => {
  const { version } = listOfflineFiles(folder);
  write('models/text4seg-nano/weights.bin', 'trained on');
  expect(listOfflineFiles(folder).version).toBe(version);
  write('samples/cat.jpg', 'another cat');
  expect(listOfflineFiles(folder).version).not.toBe(version);
});

test('a build whose runtime has other names is refused: it would not work offline', () => {
  for (const name of runtimes.wasm) rmSync(path.join(folder, name));
  expect(() => listOfflineFiles(folder)).toThrow('no runtime for wasm');
});

test('writes one classic script that holds the list and imports nothing', async () => {
  const { version } = await writeServiceWorker(folder);
  const script = readFileSync(path.join(folder, 'service-worker.js'), 'utf8');
  expect(script).toContain(version);
  expect(script).not.toMatch(/\bimport\b|\bexport\b/);
  expect(() => new Function(script)).not.toThrow();
});
