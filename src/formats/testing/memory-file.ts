import type { ImportFile } from '../import-file.ts';

/** An annotation file in memory. */
export function memoryFile(path: string, content: string | Uint8Array): ImportFile {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return {
    path,
    size: bytes.length,
    bytes: async () => bytes,
    text: async () => new TextDecoder().decode(bytes),
  };
}
