import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { StudioError } from '../src/errors/studio-error.ts';
import type { PackageReader, PackageReadOptions } from '../src/model/package-reader.ts';

/** Reads a model package from a folder. */
export class DiskPackageReader implements PackageReader {
  readonly name: string;

  constructor(folder: string) {
    this.name = path.resolve(folder);
  }

  async read(file: string, options: PackageReadOptions = {}): Promise<Uint8Array> {
    try {
      const bytes = await readFile(path.join(this.name, file), { signal: options.signal });
      options.onBytes?.(bytes.length);
      return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
    } catch (error) {
      if (options.signal?.aborted) throw new StudioError('aborted', 'Stopped.', { cause: error });
      throw new StudioError(
        'package-unreadable',
        `The model file ${path.join(this.name, file)} can’t be read: ${(error as Error).message}`,
        { cause: error },
      );
    }
  }
}
