import type { ImageId, ImageRecord } from '../../document/document.ts';
import { StudioError } from '../../errors/studio-error.ts';
import type { ImportFailure } from '../../formats/import-result.ts';
import { takeName } from '../open-photos.ts';
import type { PhotoFiles } from '../projects/photo-files.ts';
import type { StudioDependencies } from '../studio-dependencies.ts';

/** A photo that came along with annotations and is not in the project. */
export interface FreshPhoto {
  /** Forward-slash path among the files; becomes its name when that is free. */
  readonly path: string;
  /** Lower-case hex SHA-256 of the file. */
  readonly sha256: string;
  readonly file: Blob;
}

export interface TakePhotosParts {
  readonly files: Pick<PhotoFiles, 'put'>;
  readonly deps: Pick<StudioDependencies, 'pixels' | 'newId' | 'now'>;
  /** A photo could not be stored, and is in memory only. */
  storeFailed(error: StudioError): void;
}

export interface TakenPhotos {
  /** Their sizes are those of their headers; none was decoded. */
  readonly images: readonly ImageRecord[];
  /** What is no photo, or has a header that cannot be read. */
  readonly failed: readonly ImportFailure[];
}

/**
 * Measures and stores some photos, all of which are in memory meanwhile, and gives their records; they are in the
 * project when a command adds them. `names` are those that are taken; it grows by those given.
 */
export async function takePhotos(
  photos: readonly FreshPhoto[],
  names: Set<string>,
  { files, deps, storeFailed }: TakePhotosParts,
): Promise<TakenPhotos> {
  const measured = await deps.pixels.measure(photos.map(({ file }) => file));
  const images: ImageRecord[] = [];
  const failed: ImportFailure[] = [];
  for (const [index, { path, sha256, file }] of photos.entries()) {
    const measures = measured[index];
    if (measures?.kind !== 'photo') {
      const reason = measures?.message ?? 'This file can’t be read any more.';
      failed.push({ file: path, place: { kind: 'file' }, reason });
      continue;
    }
    await files.put(sha256, file).catch((error: unknown) => {
      // It stays usable in this tab and is stored when that works again.
      if (!(error instanceof StudioError)) throw error;
      storeFailed(error);
    });
    const { width, height, mediaType } = measures;
    const name = takeName(path, names);
    const id = deps.newId() as ImageId;
    images.push({ id, name, width, height, bytes: file.size, mediaType, sha256, addedAt: deps.now() });
  }
  return { images, failed };
}
