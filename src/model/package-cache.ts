/**
 * Verified copies of package files, by content hash, so that a second visit needs no network. A cache may lose or
 * damage anything at any time: readers verify what they get, and a failing cache never stops loading.
 */
export interface PackageCache {
  /** The stored bytes, or null. */
  get(key: string): Promise<Uint8Array | null>;
  put(key: string, bytes: Uint8Array): Promise<void>;
  delete(key: string): Promise<void>;
  keys(): Promise<readonly string[]>;
}
