/** An annotation file that somebody chose, from disk or out of a zip. */
export interface ImportFile {
  /** As it came, folders and all; only ever compared and shown, never written to. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  bytes(): Promise<Uint8Array>;
  /** Decoded as UTF-8, without a byte order mark. */
  text(): Promise<string>;
}

/** A photo that came along with annotation files: its hash finds it in the project under whatever name. */
export interface PhotoFile {
  readonly path: string;
  readonly size: number;
  /** Lower-case hex SHA-256. */
  readonly sha256: string;
}
