import fc from 'fast-check';
import type { StudioDocument } from '../../document/document.ts';
import {
  sampleCategory,
  sampleDocument,
  sampleImage,
  sampleObject,
} from '../../document/testing/sample-document.ts';
import { maskFromBitmap } from '../../mask/bitmap.ts';
import { bitmapArbitrary, type PlainBitmap } from '../../mask/testing/bitmap-arbitrary.ts';

/** Names that formats must carry unharmed: signs that some syntax claims, other scripts, HTML, reserved words. */
const names = [
  'dog',
  'traffic light',
  'a "quoted", one',
  "it's: #1 - 50%",
  '犬',
  'Käse & Brot',
  '<img src=x onerror=alert(1)>',
  '__proto__',
  'constructor',
  'null',
  'yes',
  '12',
  '=1+1',
  'a\\b',
];

export interface DocumentRules {
  /** Shortest side of a photo. */
  readonly minSide?: number;
  /** Names to leave out. */
  readonly without?: readonly string[];
  /** Whether objects of a photo may share pixels. */
  readonly overlaps?: boolean;
}

/** Small documents with hard masks, hard names, photos without objects and classes without use. */
export function documentArbitrary(rules: DocumentRules = {}): fc.Arbitrary<StudioDocument> {
  const { minSide = 1, without = [], overlaps = true } = rules;
  const categories = fc.uniqueArray(fc.constantFrom(...names.filter((name) => !without.includes(name))), {
    minLength: 1,
    maxLength: 4,
  });
  const side = fc.integer({ min: minSide, max: minSide + 14 });
  const photo = fc.record({
    bitmaps: fc
      .tuple(side, side)
      .chain(([width, height]) => fc.array(bitmapOf(width, height), { minLength: 1, maxLength: 4 })),
    folder: fc.constantFrom('', 'set/', 'set/deep é/', 'other set/'),
    objects: fc.array(fc.nat(), { maxLength: 3 }),
  });
  return fc.tuple(categories, fc.array(photo, { minLength: 1, maxLength: 4 })).map(([classes, photos]) =>
    sampleDocument(
      classes.map((name, i) =>
        sampleCategory(`c${i}`, { name, ...(i === 1 ? { supercategory: 'thing' } : {}) }),
      ),
      photos.map(({ bitmaps, folder, objects }, p) => {
        const { width, height } = bitmaps[0]!;
        const taken = new Uint8Array(width * height);
        return [
          sampleImage(`i${p}`, width, height, { name: `${folder}photo ${p}.jpg`, sha256: `${p}` }),
          bitmaps.slice(0, objects.length).map(({ data }, o) => {
            const pixels = data
              .slice(0, width * height)
              .map((value, i) => (overlaps || taken[i] === 0 ? value : 0));
            for (let i = 0; i < pixels.length; i++) taken[i]! |= pixels[i]!;
            const category = `c${objects[o]! % classes.length}`;
            return sampleObject(`o${p}-${o}`, category, maskFromBitmap(pixels, width, height));
          }),
        ];
      }),
    ),
  );
}

/** Bitmaps of one size, so that they may lie on one photo: hard ones, in a corner of it. */
function bitmapOf(width: number, height: number): fc.Arbitrary<PlainBitmap> {
  const corner = fc.boolean();
  return fc.tuple(bitmapArbitrary(Math.min(width, height)), corner, corner).map(([bitmap, right, bottom]) => {
    const data = new Uint8Array(width * height);
    const left = right ? width - bitmap.width : 0;
    const top = bottom ? height - bitmap.height : 0;
    for (let y = 0; y < bitmap.height; y++) {
      const row = bitmap.data.subarray(y * bitmap.width, (y + 1) * bitmap.width);
      data.set(row, (top + y) * width + left);
    }
    return { width, height, data };
  });
}
