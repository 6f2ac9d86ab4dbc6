import type { ImportFile } from '../formats/import-file.ts';
import type { ChosenFile } from './client/exchange-client.ts';
import { readZip } from './read-zip.ts';

/** A photo that came along with annotations. */
export interface PhotoSource {
  readonly path: string;
  readonly size: number;
  file(): Promise<Blob>;
}

/** Chosen files with zips opened, annotation files and photos apart. A PNG can be either. */
export interface ImportSources {
  readonly annotations: readonly ImportFile[];
  readonly photos: readonly PhotoSource[];
}

const photoEnding = /\.(?:jpe?g|png|webp|avif)$/iu;
const zipEnding = /\.zip$/iu;
/** Folders in which formats keep masks, never photos. */
const maskFolder = /(?:^|\/)(?:masks?|SegmentationClass|SegmentationObject|panoptic[^/]*)\//iu;

/** Throws StudioError `format-invalid` for a zip that cannot be opened. */
export async function importSources(files: readonly ChosenFile[]): Promise<ImportSources> {
  const annotations: ImportFile[] = [];
  const photos: PhotoSource[] = [];
  const add = (path: string, size: number, blob: () => Promise<Blob>) => {
    if (isHidden(path)) return;
    const isPhoto = photoEnding.test(path);
    if (isPhoto && !maskFolder.test(path)) photos.push({ path, size, file: blob });
    if (!isPhoto || /\.png$/iu.test(path)) annotations.push(annotationFile(path, size, blob));
  };
  for (const { path, file } of files) {
    if (!zipEnding.test(path)) add(path, file.size, async () => file);
    else for (const entry of await readZip(file, path)) add(entry.path, entry.size, () => entry.blob());
  }
  return { annotations, photos };
}

/** What systems leave beside people's files. */
function isHidden(path: string): boolean {
  return /(?:^|\/)(?:\.|__MACOSX\/|Thumbs\.db$)/u.test(path);
}

function annotationFile(path: string, size: number, blob: () => Promise<Blob>): ImportFile {
  return {
    path,
    size,
    bytes: async () => new Uint8Array(await (await blob()).arrayBuffer()),
    text: async () => (await blob()).text(),
  };
}
