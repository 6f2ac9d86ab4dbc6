import type { ImageId, ImageRecord } from '../../document/document.ts';
import { imageRecords } from '../../document/image-records.ts';
import type { RememberedProject } from '../../document/project-event.ts';
import { exportNames } from '../../formats/export-names.ts';
import { paths } from './bundle-manifest.ts';

/** A photo's file to be put in a bundle. */
export interface PhotoFile {
  /** The photo that it is asked for by; of several with the same file the first. */
  readonly image: ImageRecord;
  readonly images: readonly ImageId[];
  /** In the zip; safe, and no other's without regard to case. */
  readonly path: string;
}

/** The files of all photos that the project has or that undo can bring back, each once as far as hashes tell. */
export function photoFiles(project: RememberedProject): readonly PhotoFile[] {
  const groups = new Map<string, ImageRecord[]>();
  for (const image of imageRecords(project).values()) {
    const key = image.sha256 === '' ? `id ${image.id}` : image.sha256;
    const group = groups.get(key);
    if (group) group.push(image);
    else groups.set(key, [image]);
  }
  const here = new Set(project.history.document.images.map(({ id }) => id));
  const firsts = [...groups.values()].map(([first]) => ({ ...first!, name: wellFormed(first!.name) }));
  const names = exportNames(firsts, { flat: false, uniqueStems: false });
  return [...groups.values()].map((group): PhotoFile => {
    const image = group[0]!;
    const folder = here.has(image.id) ? paths.photos : paths.removed;
    return { image, images: group.map(({ id }) => id), path: folder + names.get(image.id)! };
  });
}

/** As it comes back from a zip, whose names are UTF-8: halves of characters can't be in it. */
function wellFormed(name: string): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(new TextEncoder().encode(name));
}
