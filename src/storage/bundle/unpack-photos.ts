import type { ImageId, ImageRecord } from '../../document/document.ts';
import { imageRecords } from '../../document/image-records.ts';
import type { RememberedProject } from '../../document/project-event.ts';
import type { BundleLimits } from './bundle-limits.ts';
import type { BundledPhoto, BundleManifest } from './bundle-manifest.ts';
import type { ZipFile } from './open-zip.ts';
import { sha256Hex } from './sha256-hex.ts';
import type { BundleProgress } from './write-bundle.ts';

/** A photo's file out of a bundle, its hash checked. */
export interface UnpackedPhoto {
  readonly sha256: string;
  /** The photos of the project that are in this file. Some may have no hash yet (`ImageRecord.sha256` empty). */
  readonly images: readonly ImageId[];
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Runs a piece of reading and tells what goes wrong in words. */
export type Guard = <T>(work: () => Promise<T>) => Promise<T>;

interface PhotoReading {
  readonly files: ReadonlyMap<string, ZipFile>;
  readonly manifest: BundleManifest;
  readonly project: RememberedProject;
  readonly limits: BundleLimits;
  readonly guard: Guard;
  /** Told of each photo that is not given. */
  readonly problem: (text: string) => void;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: ((progress: BundleProgress) => void) | undefined;
}

/** The photos' files of a bundle one after another: the next is not read before it is asked for. */
export async function* unpackPhotos(reading: PhotoReading): AsyncGenerator<UnpackedPhoto, void> {
  const { manifest, project, guard, problem, signal, onProgress } = reading;
  const { photos, photosIncluded } = manifest;
  const records = imageRecords(project);
  const toldOf = new Set<ImageId>();
  const given = new Set<string>();
  let bytes = 0;
  for (const [index, photo] of photos.entries()) {
    onProgress?.({ photos: index, of: photos.length, bytes });
    for (const id of photo.images) toldOf.add(id);
    if (!photosIncluded) continue;
    const found = await guard(async () => {
      signal?.throwIfAborted();
      const { path } = photo;
      // Reading one file again and again would take for ever.
      if (path !== null && given.has(path)) return 'Its file was named before.';
      if (path !== null) given.add(path);
      return await unpackPhoto(photo, records, reading);
    });
    if (typeof found === 'string') {
      problem(`${photo.name.slice(0, 200)}: ${found}`);
      continue;
    }
    bytes += found.bytes.length;
    yield found;
  }
  onProgress?.({ photos: photos.length, of: photos.length, bytes });
  if (!photosIncluded) return;
  for (const { id, name } of records.values())
    if (!toldOf.has(id)) problem(`${name.slice(0, 200)}: The bundle does not tell of its file.`);
}

/** Why there is nothing to give, in words. */
async function unpackPhoto(
  { sha256, bytes: size, path, images: told, missing }: BundledPhoto,
  records: ReadonlyMap<ImageId, ImageRecord>,
  { files, limits, signal }: PhotoReading,
): Promise<UnpackedPhoto | string> {
  if (path === null) return missing ?? 'Its file is not in the bundle.';
  const file = files.get(path);
  if (!file) return 'Its file is missing from the bundle.';
  const images = told.filter((id) => {
    const record = records.get(id);
    return record !== undefined && (record.sha256 === '' || record.sha256 === sha256);
  });
  if (images.length === 0) return 'Its file belongs to no photo of the project and was left out.';
  if (file.size !== size || size > limits.photoBytes)
    return 'Its file has another size than the bundle says and was left out.';
  try {
    const bytes = await file.bytes(signal);
    if ((await sha256Hex(bytes)) === sha256) return { sha256, images, bytes };
  } catch (error) {
    if (signal?.aborted || error instanceof DOMException) throw error;
    // Whatever is wrong with it, only this photo is.
  }
  return 'Its file is damaged in the bundle and was left out.';
}
