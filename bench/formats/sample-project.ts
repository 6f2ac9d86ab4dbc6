import { readFileSync } from 'node:fs';
import type {
  Category,
  CategoryId,
  ImageId,
  ImageRecord,
  ObjectId,
  SegmentedObject,
  StudioDocument,
} from '../../src/document/document.ts';
import { maskFromBitmap } from '../../src/mask/bitmap.ts';
import type { Mask } from '../../src/mask/mask.ts';

/** Masks from a file of bitmaps, one byte a pixel, all of one size. */
export function readMasks(file: string, width: number, height: number): Mask[] {
  const bytes = new Uint8Array(readFileSync(file));
  const size = width * height;
  return Array.from({ length: bytes.length / size }, (_, i) =>
    maskFromBitmap(bytes.subarray(i * size, (i + 1) * size), width, height),
  );
}

/** A project of that many photos with objects of 80 classes; masks are shared among photos. */
export function sampleProject(photos: number, masks: readonly Mask[], objectsEach = 10): StudioDocument {
  const { width, height } = masks[0]!;
  const categories = Array.from({ length: 80 }, (_, i): Category => {
    return { id: `c${i}` as CategoryId, name: `class ${i}`, colour: i % 20 };
  });
  const images: ImageRecord[] = [];
  const objects = new Map<ImageId, readonly SegmentedObject[]>();
  for (let p = 0; p < photos; p++) {
    const id = `i${p}` as ImageId;
    const name = `folder${p % 20}/photo${String(p).padStart(6, '0')}.jpg`;
    images.push({ id, name, width, height, bytes: 0, mediaType: 'image/jpeg', sha256: '', addedAt: 0 });
    objects.set(
      id,
      Array.from(
        { length: objectsEach },
        (_, o): SegmentedObject => ({
          id: `o${p}-${o}` as ObjectId,
          category: categories[(p * 7 + o * 13) % 80]!.id,
          mask: masks[(p * objectsEach + o) % masks.length]!,
          canvas: null,
          provenance: { kind: 'drawn' },
          edited: false,
          visible: true,
          locked: false,
          attributes: {},
        }),
      ),
    );
  }
  return { images, categories, objects };
}
