import { StudioError } from '../errors/studio-error.ts';
import type { PackageReader, PackageReadOptions } from './package-reader.ts';

/** Reads a package from the folder `url` (absolute; a missing last slash is added) by fetch, counting real bytes. */
export class HttpPackageReader implements PackageReader {
  readonly name: string;
  readonly #base: URL;

  constructor(url: string) {
    this.#base = new URL(url.endsWith('/') ? url : `${url}/`);
    this.name = this.#base.href;
  }

  async read(path: string, options: PackageReadOptions = {}): Promise<Uint8Array> {
    const { signal, onBytes } = options;
    try {
      // The package cache keeps verified files by hash; the HTTP cache would only hold a second copy.
      const response = await fetch(new URL(path, this.#base), { cache: 'no-store', signal: signal ?? null });
      if (!response.ok) throw this.#refusal(path, response.status);
      return await readBody(response, onBytes);
    } catch (error) {
      if (error instanceof StudioError) throw error;
      if (signal?.aborted)
        throw new StudioError('aborted', 'Loading the model was stopped.', { cause: error });
      throw new StudioError(
        'network-failed',
        `The model file ${path} could not be fetched: the connection failed. Check the network and try again.`,
        { cause: error },
      );
    }
  }

  #refusal(path: string, status: number): StudioError {
    const words = status === 404 ? 'there is no such file' : `the server answered ${status}`;
    return new StudioError('package-unreadable', `The model file ${path} could not be read: ${words}.`);
  }
}

/** Content-Length may count compressed bytes, so the array grows by pieces and is joined once. */
async function readBody(response: Response, onBytes: PackageReadOptions['onBytes']): Promise<Uint8Array> {
  if (!response.body) return new Uint8Array(await response.arrayBuffer());
  const reader = response.body.getReader();
  const pieces: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    pieces.push(value);
    length += value.length;
    onBytes?.(value.length);
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const piece of pieces) {
    bytes.set(piece, offset);
    offset += piece.length;
  }
  return bytes;
}
