import { StudioError } from '../errors/studio-error.ts';
import { fetchPackageFile, keep } from './fetch-package-file.ts';
import type { Manifest, ManifestFile, ManifestVariant } from './manifest.ts';
import type { PackageCache } from './package-cache.ts';
import type { PackageReader } from './package-reader.ts';
import { readManifest } from './read-manifest.ts';

export interface PackageProgress {
  /** Verified and cached files count too, so that this reaches `totalBytes`. */
  readonly loadedBytes: number;
  readonly totalBytes: number;
}

export interface LoadFilesOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: PackageProgress) => void;
}

/** What one device needs of a package, verified, in memory. Graph bytes are dropped once the sessions exist. */
export interface VariantFiles {
  readonly variant: ManifestVariant;
  /** Contents of tokenizer.json and tokenizer_config.json. */
  readonly tokenizer: { readonly json: unknown; readonly config: unknown };
  /** Graph name to ONNX bytes. */
  readonly graphs: ReadonlyMap<string, Uint8Array>;
  /** Weights that the graphs point into, by the path written in the graphs. */
  readonly externalData: readonly { readonly path: string; readonly data: Uint8Array }[];
  /** Bytes of all of these files together. */
  readonly bytes: number;
}

const manifestKey = 'manifest.json';

/**
 * A model package whose manifest has been read and accepted; its files are fetched for one variant at a time.
 * Nothing here knows of devices or graphs: `inference` decides which variant to load.
 */
export class ModelPackage {
  readonly manifest: Manifest;
  readonly #reader: PackageReader;
  readonly #cache: PackageCache | null;

  private constructor(manifest: Manifest, reader: PackageReader, cache: PackageCache | null) {
    this.manifest = manifest;
    this.#reader = reader;
    this.#cache = cache;
  }

  /**
   * Reads and validates manifest.json; without a network, the copy of the last visit.
   * @throws StudioError `network-failed`, `package-unreadable`, `package-unsupported` or `package-invalid`.
   */
  static async open(
    reader: PackageReader,
    cache: PackageCache | null,
    signal?: AbortSignal,
  ): Promise<ModelPackage> {
    const options = signal ? { signal } : {};
    let bytes: Uint8Array;
    try {
      bytes = await reader.read(manifestKey, options);
    } catch (error) {
      const kept = await lastManifest(cache, error);
      if (!kept) throw error;
      return new ModelPackage(readManifest(new TextDecoder().decode(kept)), reader, cache);
    }
    const manifest = readManifest(new TextDecoder().decode(bytes));
    await keep(cache, manifestKey, bytes);
    return new ModelPackage(manifest, reader, cache);
  }

  /**
   * Fetches what `variant` needs: tokenizer and graphs, one after the other (the connection is shared anyway, and the
   * peak of memory is lower).
   * @throws StudioError of `fetchPackageFile`, or `package-invalid` when the tokenizer is not JSON.
   */
  async loadVariant(variant: ManifestVariant, options: LoadFilesOptions = {}): Promise<VariantFiles> {
    const { json, config } = this.manifest.tokenizer;
    const graphFiles = Object.entries(variant.graphs);
    const files = [json, config, ...graphFiles.map(([, file]) => file), ...variant.externalData];
    const totalBytes = files.reduce((sum, file) => sum + file.bytes, 0);
    let loadedBytes = 0;
    const fetchFile = async (file: ManifestFile) => {
      const start = loadedBytes;
      const report = () => options.onProgress?.({ loadedBytes, totalBytes });
      const bytes = await this.#fetch(file, options.signal, (count) => {
        loadedBytes = Math.min(loadedBytes + count, start + file.bytes);
        report();
      });
      loadedBytes = start + file.bytes;
      report();
      return bytes;
    };
    const tokenizer = {
      json: parseJson(json, await fetchFile(json)),
      config: parseJson(config, await fetchFile(config)),
    };
    const graphs = new Map<string, Uint8Array>();
    for (const [name, file] of graphFiles) graphs.set(name, await fetchFile(file));
    const externalData: { path: string; data: Uint8Array }[] = [];
    for (const file of variant.externalData) {
      externalData.push({ path: file.path, data: await fetchFile(file) });
    }
    return { variant, tokenizer, graphs, externalData, bytes: totalBytes };
  }

  /** One further file of the package (a golden image, the model card), verified. */
  async loadFile(file: ManifestFile, signal?: AbortSignal): Promise<Uint8Array> {
    return this.#fetch(file, signal);
  }

  /** Drops cached files that this manifest doesn't name, left by an earlier version. Never fails. */
  async pruneCache(): Promise<void> {
    const named = new Set([manifestKey, ...allFiles(this.manifest).map((file) => file.sha256)]);
    try {
      for (const key of (await this.#cache?.keys()) ?? []) {
        if (!named.has(key)) await this.#cache?.delete(key);
      }
    } catch {
      // What stays costs only space, which the browser may take back.
    }
  }

  #fetch(file: ManifestFile, signal?: AbortSignal, onBytes?: (count: number) => void): Promise<Uint8Array> {
    const options = { ...(signal && { signal }), ...(onBytes && { onBytes }) };
    return fetchPackageFile(this.#reader, this.#cache, file, options);
  }
}

/** Only a failed connection may be bridged by the copy of the last visit; a refusal by the server may not. */
async function lastManifest(cache: PackageCache | null, reason: unknown): Promise<Uint8Array | null> {
  if (!(reason instanceof StudioError) || reason.code !== 'network-failed') return null;
  try {
    return (await cache?.get(manifestKey)) ?? null;
  } catch {
    return null;
  }
}

function allFiles(manifest: Manifest): ManifestFile[] {
  const graphs = manifest.variants.flatMap((variant) => [
    ...Object.values(variant.graphs),
    ...variant.externalData,
  ]);
  const images = manifest.goldens.map((golden) => golden.image);
  return [manifest.card, manifest.tokenizer.json, manifest.tokenizer.config, ...graphs, ...images];
}

function parseJson(file: ManifestFile, bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    throw new StudioError('package-invalid', `The model package is not valid: ${file.path} is not JSON.`, {
      cause: error,
    });
  }
}
