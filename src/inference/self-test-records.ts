/** Whether a device passed the self-test; `reason` in words when it didn't. */
export type SelfTestRecord = { readonly passed: true } | { readonly passed: false; readonly reason: string };

/** Results of self-tests, kept between visits. A store that fails only costs another test. */
export interface SelfTestRecords {
  get(key: string): Promise<SelfTestRecord | null>;
  put(key: string, record: SelfTestRecord): Promise<void>;
}

/** Records in the browser's Cache Storage, which unlike localStorage a worker can reach. */
export class BrowserSelfTestRecords implements SelfTestRecords {
  readonly #storage: CacheStorage;

  constructor(storage: CacheStorage) {
    this.#storage = storage;
  }

  async get(key: string): Promise<SelfTestRecord | null> {
    const response = await (await this.#cache()).match(address(key));
    return response ? ((await response.json()) as SelfTestRecord) : null;
  }

  async put(key: string, record: SelfTestRecord): Promise<void> {
    await (await this.#cache()).put(address(key), Response.json(record));
  }

  #cache(): Promise<Cache> {
    return this.#storage.open('model-self-tests');
  }
}

function address(key: string): string {
  return `/.model-self-tests/${encodeURIComponent(key)}`;
}
