import type { PackageCache } from './package-cache.ts';

/** Cache keys must be URLs of the origin; nothing is ever fetched from this folder. */
const folder = '/.model-package-cache/';

/**
 * A PackageCache in the browser's Cache Storage: whole files only, shared by tabs and workers of the origin, evicted
 * by the browser when it must. `storage` is handed in because it is missing in insecure contexts.
 */
export class BrowserPackageCache implements PackageCache {
  readonly #storage: CacheStorage;
  readonly #name: string;

  constructor(storage: CacheStorage, packageId: string) {
    this.#storage = storage;
    this.#name = `model-package-${packageId}`;
  }

  async get(key: string): Promise<Uint8Array | null> {
    const cache = await this.#storage.open(this.#name);
    const response = await cache.match(folder + key);
    return response ? new Uint8Array(await response.arrayBuffer()) : null;
  }

  async put(key: string, bytes: Uint8Array): Promise<void> {
    const cache = await this.#storage.open(this.#name);
    const headers = { 'Content-Type': 'application/octet-stream', 'Content-Length': String(bytes.length) };
    await cache.put(folder + key, new Response(bytes as Uint8Array<ArrayBuffer>, { headers }));
  }

  async delete(key: string): Promise<void> {
    const cache = await this.#storage.open(this.#name);
    await cache.delete(folder + key);
  }

  async keys(): Promise<readonly string[]> {
    const cache = await this.#storage.open(this.#name);
    const requests = await cache.keys();
    return requests.map((request) => new URL(request.url).pathname.slice(folder.length));
  }
}
