import { StudioError } from '../errors/studio-error.ts';
import type { ManifestFile } from './manifest.ts';
import type { PackageCache } from './package-cache.ts';
import type { PackageReader, PackageReadOptions } from './package-reader.ts';
import { verifyFile } from './verify-file.ts';

/**
 * One file of a package, verified by size and SHA-256: from the cache when it holds a good copy, else from the
 * reader, and then kept. Bytes of a cached copy count towards `onBytes` once they are verified.
 * @throws StudioError `package-corrupt` for a wrong size or hash, and what the reader throws.
 */
export async function fetchPackageFile(
  reader: PackageReader,
  cache: PackageCache | null,
  file: ManifestFile,
  options: PackageReadOptions = {},
): Promise<Uint8Array> {
  if (options.signal?.aborted) throw new StudioError('aborted', 'Loading the model was stopped.');
  const cached = await readVerified(cache, file);
  if (cached) {
    options.onBytes?.(cached.length);
    return cached;
  }
  const bytes = await reader.read(file.path, options);
  await verifyFile(file, bytes);
  await keep(cache, file.sha256, bytes);
  return bytes;
}

/** A cached copy that is damaged is dropped and fetched again: the person need not know. */
async function readVerified(cache: PackageCache | null, file: ManifestFile): Promise<Uint8Array | null> {
  if (!cache) return null;
  try {
    const bytes = await cache.get(file.sha256);
    if (!bytes) return null;
    await verifyFile(file, bytes);
    return bytes;
  } catch {
    await drop(cache, file.sha256);
    return null;
  }
}

/** Storage may be full or forbidden; the model then simply is fetched again next time. */
export async function keep(cache: PackageCache | null, key: string, bytes: Uint8Array): Promise<boolean> {
  try {
    await cache?.put(key, bytes);
    return cache !== null;
  } catch {
    return false;
  }
}

async function drop(cache: PackageCache, key: string): Promise<boolean> {
  try {
    await cache.delete(key);
    return true;
  } catch {
    return false;
  }
}
