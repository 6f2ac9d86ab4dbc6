import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { StudioError } from '../errors/studio-error.ts';
import type { Manifest } from './manifest.ts';
import { ModelPackage } from './model-package.ts';
import type { PackageCache } from './package-cache.ts';
import type { PackageReader, PackageReadOptions } from './package-reader.ts';

const folder = path.resolve('models/text4seg-nano');

/** The committed package, with files that can be damaged and a network that can fail. */
class TestReader implements PackageReader {
  readonly name = 'test';
  readonly changed = new Map<string, (bytes: Uint8Array) => Uint8Array>();
  readonly reads: string[] = [];
  offline = false;

  async read(file: string, options: PackageReadOptions = {}): Promise<Uint8Array> {
    this.reads.push(file);
    if (this.offline) throw new StudioError('network-failed', 'offline');
    const bytes = new Uint8Array(readFileSync(path.join(folder, file)));
    const result = this.changed.get(file)?.(bytes) ?? bytes;
    // In pieces, as a network delivers.
    for (let at = 0; at < result.length; at += 65_536)
      options.onBytes?.(Math.min(65_536, result.length - at));
    return result;
  }
}

class MemoryCache implements PackageCache {
  readonly stored = new Map<string, Uint8Array>();
  async get(key: string) {
    return this.stored.get(key) ?? null;
  }
  async put(key: string, bytes: Uint8Array) {
    this.stored.set(key, bytes.slice());
  }
  async delete(key: string) {
    this.stored.delete(key);
  }
  async keys() {
    return [...this.stored.keys()];
  }
}

const failing: PackageCache = {
  get: () => Promise.reject(new Error('private window')),
  put: () => Promise.reject(new DOMException('full', 'QuotaExceededError')),
  delete: () => Promise.reject(new Error('private window')),
  keys: () => Promise.reject(new Error('private window')),
};

const wasm = (manifest: Manifest) => manifest.variants.find(({ device }) => device === 'wasm')!;

async function load(reader: PackageReader, cache: PackageCache | null = null) {
  const modelPackage = await ModelPackage.open(reader, cache);
  return modelPackage.loadVariant(wasm(modelPackage.manifest));
}

describe('a model package', () => {
  test('is loaded whole, with progress in real bytes up to the total', async () => {
    const modelPackage = await ModelPackage.open(new TestReader(), null);
    const seen: { loadedBytes: number; totalBytes: number }[] = [];
    const files = await modelPackage.loadVariant(wasm(modelPackage.manifest), {
      onProgress: (progress) => seen.push(progress),
    });
    expect([...files.graphs.keys()].toSorted()).toEqual(['decoder', 'vision_prefix']);
    expect(files.externalData).toHaveLength(wasm(modelPackage.manifest).externalData.length);
    expect(seen.at(-1)).toEqual({ loadedBytes: files.bytes, totalBytes: files.bytes });
    expect(seen.length).toBeGreaterThan(20);
    seen.forEach((progress, i) => {
      expect(progress.loadedBytes).toBeGreaterThanOrEqual(seen[i - 1]?.loadedBytes ?? 0);
    });
  });

  test('with a file cut short is refused, naming it and the sizes', async () => {
    const reader = new TestReader();
    reader.changed.set('weights.bin', (bytes) => bytes.subarray(0, 1000));
    await expect(load(reader)).rejects.toMatchObject({
      code: 'package-corrupt',
      message: expect.stringMatching(
        /weights\.bin is cut short: 1000 bytes arrived where its manifest says \d+/,
      ),
    });
  });

  test('with a changed byte is refused', async () => {
    const reader = new TestReader();
    reader.changed.set('tokenizer.json', (bytes) => bytes.with(500, bytes[500]! ^ 1));
    await expect(load(reader)).rejects.toMatchObject({
      code: 'package-corrupt',
      message: expect.stringContaining('tokenizer.json is not the one'),
    });
  });

  test('comes from the cache on a second visit, without a network', async () => {
    const cache = new MemoryCache();
    const first = await load(new TestReader(), cache);
    const offline = new TestReader();
    offline.offline = true;
    const second = await load(offline, cache);
    expect(offline.reads).toEqual(['manifest.json']);
    const weights = [first, second].map((files) => Buffer.from(files.externalData[0]!.data));
    expect(weights[0]!.equals(weights[1]!)).toBe(true);
    expect(second.tokenizer).toEqual(first.tokenizer);
  });

  test('needs a network on a first visit', async () => {
    const offline = new TestReader();
    offline.offline = true;
    await expect(load(offline, new MemoryCache())).rejects.toMatchObject({ code: 'network-failed' });
  });

  test('whose cached copy was damaged is fetched again', async () => {
    const cache = new MemoryCache();
    await load(new TestReader(), cache);
    for (const [key, bytes] of cache.stored) {
      if (key !== 'manifest.json') cache.stored.set(key, bytes.subarray(1));
    }
    const reader = new TestReader();
    await load(reader, cache);
    expect(reader.reads.filter((file) => file === 'weights.bin')).toHaveLength(1);
  });

  test('loads where nothing can be cached', async () => {
    const modelPackage = await ModelPackage.open(new TestReader(), failing);
    expect((await modelPackage.loadVariant(wasm(modelPackage.manifest))).bytes).toBeGreaterThan(1e6);
    await modelPackage.pruneCache();
  });

  test('drops cached files of an earlier version and keeps its own', async () => {
    const cache = new MemoryCache();
    await cache.put('f'.repeat(64), new Uint8Array(3));
    const modelPackage = await ModelPackage.open(new TestReader(), cache);
    await modelPackage.loadVariant(wasm(modelPackage.manifest));
    const before = cache.stored.size;
    await modelPackage.pruneCache();
    expect(cache.stored.size).toBe(before - 1);
  });

  test('stops loading when told to', async () => {
    const modelPackage = await ModelPackage.open(new TestReader(), null);
    const controller = new AbortController();
    const loading = modelPackage.loadVariant(wasm(modelPackage.manifest), {
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    await expect(loading).rejects.toMatchObject({ code: 'aborted' });
  });
});
