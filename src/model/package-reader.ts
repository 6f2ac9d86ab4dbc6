export interface PackageReadOptions {
  readonly signal?: AbortSignal;
  /** Called with the number of bytes that just arrived. */
  readonly onBytes?: (bytes: number) => void;
}

/**
 * Where the files of a model package come from: a folder on a server, or a folder on disk. Reads whole files; knows
 * nothing of hashes (`fetchPackageFile` verifies).
 */
export interface PackageReader {
  /** Names the package in messages, e.g. its address. */
  readonly name: string;
  /** `path` is relative to manifest.json. Rejects with StudioError `network-failed` or `package-unreadable`. */
  read(path: string, options?: PackageReadOptions): Promise<Uint8Array>;
}
