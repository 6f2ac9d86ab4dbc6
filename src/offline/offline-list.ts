/** A file of the built app. */
export interface OfflineFile {
  /** Its address, relative to the folder of the app; '' is the page itself. */
  readonly path: string;
  /** What its content must be, as in a script's `integrity`: `sha256-` and base64. */
  readonly integrity: string;
}

export type OfflineDevice = 'wasm' | 'webgpu';

/** What one build consists of; written into the service worker by scripts/write-service-worker.ts. */
export interface OfflineList {
  /** Names the build: other contents, another version. */
  readonly version: string;
  /** The page, all its chunks and workers, samples and icons. */
  readonly shell: readonly OfflineFile[];
  /** Runtimes of the model; only those of the device that is used are kept. */
  readonly devices: Readonly<Record<OfflineDevice, readonly OfflineFile[]>>;
}

/** What the page tells the service worker: the model runs on this device, keep what that takes. */
export interface OfflineMessage {
  readonly kind: 'keep-device';
  readonly device: OfflineDevice;
}
