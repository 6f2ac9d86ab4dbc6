import fs from 'node:fs';
import path from 'node:path';
import type { ProjectFiles } from '../journal/project-files.ts';
import type { SyncFile } from '../journal/sync-file.ts';

/** A file of the real disk. */
export class NodeFile implements SyncFile {
  readonly #descriptor: number;

  constructor(name: string) {
    this.#descriptor = fs.openSync(name, fs.constants.O_RDWR | fs.constants.O_CREAT);
  }

  size(): number {
    return fs.fstatSync(this.#descriptor).size;
  }

  read(into: Uint8Array, at: number): number {
    return into.length === 0 ? 0 : fs.readSync(this.#descriptor, into, 0, into.length, at);
  }

  write(bytes: Uint8Array, at: number): number {
    return fs.writeSync(this.#descriptor, bytes, 0, bytes.length, at);
  }

  truncate(size: number): void {
    fs.ftruncateSync(this.#descriptor, size);
  }

  flush(): void {
    fs.fdatasyncSync(this.#descriptor);
  }

  close(): void {
    fs.closeSync(this.#descriptor);
  }
}

export const nodeFileNames = ['head', 'snapshot-0', 'snapshot-1', 'journal-0', 'journal-1'] as const;

/** The files of a project in a folder of the real disk. */
export function nodeProjectFiles(folder: string): ProjectFiles {
  const [head, snapshot0, snapshot1, journal0, journal1] = nodeFileNames.map(
    (name) => new NodeFile(path.join(folder, name)),
  );
  return { head: head!, snapshots: [snapshot0!, snapshot1!], journals: [journal0!, journal1!] };
}
