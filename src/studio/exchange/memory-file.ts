import type { TemporaryFile } from '../studio-dependencies.ts';

/** A temporary file in memory, where there is no disk to write to. */
export function memoryFile(): TemporaryFile {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const writable = new WritableStream<Uint8Array>({
    write: (chunk) => {
      parts.push(new Uint8Array(chunk));
    },
  });
  return { writable, file: async () => new Blob(parts) };
}
