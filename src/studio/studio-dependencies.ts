import type { ProjectId } from '../document/project-summary.ts';
import type { ExchangeClient } from '../exchange/client/exchange-client.ts';
import type { LinkedFolders } from '../storage/linked-folders.ts';
import type { ProjectLock } from '../storage/project-lock.ts';
import type { ProjectStore } from '../storage/project-store.ts';
import type { InferenceClient, LoadOptions } from '../worker/client/inference-client.ts';
import type { PixelClient } from '../worker/client/pixel-client.ts';

/** What the studio needs from outside; the app hands in the browser's, tests their own. */
export interface StudioDependencies {
  readonly inference: InferenceClient;
  readonly pixels: PixelClient;
  readonly exchange: ExchangeClient;
  readonly projects: ProjectStore;
  /** Folders that photos stay in. */
  readonly linkedFolders: LinkedFolders;
  /** The lock of a project, by which only one tab writes it; the same one for every call. */
  lockOf(id: ProjectId): ProjectLock;
  /** Brings the project that earlier versions kept among the projects, once. */
  moveOldProject(): Promise<void>;
  /** Folder of the embedded model's manifest.json, absolute, same origin. */
  readonly packageUrl: string;
  readonly device: LoadOptions['device'];
  /** Milliseconds since 1970. */
  now(): number;
  /** A fresh identifier, unique over all projects. */
  newId(): string;
  /** Runs once before the next paint; the result cancels it. */
  onNextFrame(run: () => void): () => void;
  /**
   * A file to write what is too large for memory to; on the browser's disk where it has one. It is gone at the next
   * start at the latest.
   */
  temporaryFile(name: string): Promise<TemporaryFile>;
  /** Hands a finished file to the person. */
  saveFile(name: string, file: Blob): void;
  /** Reads a file of the app itself, such as a sample photo. */
  fetchFile(url: string): Promise<Blob>;
  /** Asks the browser to keep what is stored here; called once, after the first object. */
  persistStorage(): Promise<void>;
}

export interface TemporaryFile {
  readonly writable: WritableStream<Uint8Array>;
  /** What was written; after `writable` is closed. */
  file(): Promise<Blob>;
}
