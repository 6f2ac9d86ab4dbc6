import type { OfflineDevice, OfflineFile, OfflineList } from './offline-list.ts';

export interface OfflineSurroundings {
  readonly caches: CacheStorage;
  readonly fetch: typeof fetch;
  /** Absolute address of the app's folder, with its last slash. */
  readonly base: string;
  /** Whether pages of this app are open that may still run an older version. */
  othersOpen(): Promise<boolean>;
}

/** Versions whose files are kept for the pages that still run them. */
const olderKept = 2;
const fetchedAtOnce = 4;
/** Content-hashed names: the same address is the same content in every version. */
const hashed = 'assets/';

/**
 * The built app in the browser's Cache Storage: one cache a version, filled whole before it is used. A page gets all
 * its files from the version that it was itself read from, since its chunks have names that change with their content.
 */
export class OfflineFiles {
  readonly #list: OfflineList;
  readonly #around: OfflineSurroundings;
  /** Several copies of the app on one origin don't touch each other. */
  readonly #prefix: string;
  readonly #shell: ReadonlySet<string>;

  constructor(list: OfflineList, around: OfflineSurroundings) {
    this.#list = list;
    this.#around = around;
    this.#prefix = `text4seg-offline ${new URL(around.base).pathname} `;
    this.#shell = new Set(list.shell.map(({ path }) => path));
  }

  /**
   * Fetches what this version has and older ones don't. Rejects when a file can't be had as it was built, as while a
   * server is changing versions; what was fetched stays for the next try.
   */
  async install(): Promise<void> {
    // Caches are listed by age: a version that comes back is the newest again.
    if ((await this.#versions()).at(-1) !== this.#name) await this.#around.caches.delete(this.#name);
    const device = await this.#device();
    await this.#fill([...this.#list.shell, ...(device ? this.#list.devices[device] : [])]);
  }

  /** Keeps what the model needs on `device`, now and in later versions, and nothing of other devices. */
  async keepDevice(device: OfflineDevice): Promise<void> {
    const marker = await this.#around.caches.open(this.#markerName);
    await marker.put(this.#around.base, new Response(device));
    await this.#fill(this.#list.devices[device]);
    const own = await this.#own();
    const others = Object.entries(this.#list.devices).filter(([name]) => name !== device);
    for (const { path } of others.flatMap(([, files]) => files)) await own.delete(this.#address(path));
  }

  /** Drops older versions, except, while pages are open that may run them, the latest two. */
  async dropOlder(): Promise<void> {
    const versions = await this.#versions();
    // What comes after this one is being fetched.
    const older = versions.slice(0, Math.max(0, versions.indexOf(this.#name)));
    const dropped = (await this.#around.othersOpen()) ? older.slice(0, -olderKept) : older;
    await Promise.all(dropped.map((name) => this.#around.caches.delete(name)));
  }

  /** The answer to a request of a page; null for what is not the app's own, which the network is left to answer. */
  answer(request: Pick<Request, 'method' | 'mode' | 'url'>): Promise<Response> | null {
    if (request.method !== 'GET') return null;
    const { origin, pathname } = new URL(request.url);
    const base = new URL(this.#around.base);
    if (origin !== base.origin || !pathname.startsWith(base.pathname)) return null;
    const rest = pathname.slice(base.pathname.length);
    const path = rest === 'index.html' ? '' : rest;
    if (request.mode === 'navigate' && path !== '') return null;
    if (!this.#shell.has(path) && !path.startsWith(hashed)) return null;
    return this.#read(path, request);
  }

  async #read(path: string, request: Pick<Request, 'url'>): Promise<Response> {
    const kept = (await (await this.#own()).match(this.#address(path))) ?? (await this.#fromOlder(path));
    return kept ?? this.#around.fetch(request as Request);
  }

  async #fill(files: readonly OfflineFile[]): Promise<void> {
    const own = await this.#own();
    const waiting = [...files];
    const work = async () => {
      for (let file = waiting.shift(); file; file = waiting.shift()) {
        const address = this.#address(file.path);
        if (await own.match(address)) continue;
        await own.put(address, (await this.#fromOlder(file.path)) ?? (await this.#fetch(file)));
      }
    };
    await Promise.all(Array.from({ length: fetchedAtOnce }, work));
  }

  async #fetch({ path, integrity }: OfflineFile): Promise<Response> {
    const response = await this.#around.fetch(this.#address(path), {
      integrity,
      mode: 'same-origin',
      redirect: 'error',
      // Hashed files that the page has fetched before come from the HTTP cache, without a request.
      cache: path.startsWith(hashed) ? 'default' : 'no-cache',
    });
    if (!response.ok) throw new Error(`${path} could not be kept: the server answered ${response.status}.`);
    return response;
  }

  async #fromOlder(path: string): Promise<Response | undefined> {
    if (!path.startsWith(hashed)) return undefined;
    for (const name of await this.#versions()) {
      const kept = await (await this.#around.caches.open(name)).match(this.#address(path));
      if (kept) return kept;
    }
    return undefined;
  }

  async #device(): Promise<OfflineDevice | null> {
    const marker = await this.#around.caches.open(this.#markerName);
    const text = await (await marker.match(this.#around.base))?.text();
    return text === 'wasm' || text === 'webgpu' ? text : null;
  }

  /** Names of this app's versions, oldest first. */
  async #versions(): Promise<readonly string[]> {
    const names = await this.#around.caches.keys();
    return names.filter((name) => name.startsWith(this.#prefix) && name !== this.#markerName);
  }

  get #name(): string {
    return this.#prefix + this.#list.version;
  }

  get #markerName(): string {
    return `${this.#prefix}device`;
  }

  #own(): Promise<Cache> {
    return this.#around.caches.open(this.#name);
  }

  #address(path: string): string {
    return new URL(path, this.#around.base).href;
  }
}
