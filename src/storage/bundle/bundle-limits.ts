/**
 * What a bundle from anywhere may ask of this machine. Far above what the studio itself can hold, and low enough that a
 * file made to hurt is refused before it does.
 */
export interface BundleLimits {
  /** Files in the zip. */
  readonly entries: number;
  /** Bytes of the zip's own list of files. */
  readonly directoryBytes: number;
  readonly manifestBytes: number;
  /** Bytes of the project's state, unpacked. */
  readonly stateBytes: number;
  /**
   * The state may unpack to more than `roomyBytes` only when it was packed to no less than one part in `ratio`. What the
   * studio writes packs to a tenth, or to a fiftieth where all objects are small and their canvases all but empty.
   */
  readonly roomyBytes: number;
  readonly ratio: number;
  /** Of one JSON text: characters, and values in it. A step of undo with 100,000 objects has 25 million and 2 million. */
  readonly textBytes: number;
  readonly textValues: number;
  /** Bytes of one photo. */
  readonly photoBytes: number;
}

const mebi = 1 << 20;

export const bundleLimits: BundleLimits = {
  entries: 250_000,
  directoryBytes: 64 * mebi,
  manifestBytes: 64 * mebi,
  stateBytes: 3072 * mebi,
  roomyBytes: 256 * mebi,
  ratio: 200,
  textBytes: 192 * mebi,
  textValues: 12_000_000,
  photoBytes: 1024 * mebi,
};
