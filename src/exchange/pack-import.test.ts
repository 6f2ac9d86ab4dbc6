import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ImageId } from '../document/document.ts';
import type { ImportResult } from '../formats/import-result.ts';
import { maskFromBitmap } from '../mask/bitmap.ts';
import { boxMask } from '../mask/create-mask.ts';
import { ImportAssembly } from './import-assembly.ts';
import { packImport } from './pack-import.ts';

const maskArbitrary = fc
  .record({ width: fc.integer({ min: 1, max: 12 }), height: fc.integer({ min: 1, max: 12 }) })
  .chain(({ width, height }) =>
    fc
      .uint8Array({ minLength: width * height, maxLength: width * height, max: 1 })
      .map((data) => maskFromBitmap(data, width, height)),
  );

const resultArbitrary: fc.Arbitrary<ImportResult> = fc.record({
  categories: fc.array(fc.record({ name: fc.string() })),
  notes: fc.array(fc.string()),
  images: fc.array(
    fc.record({
      image: fc.string().map((id) => id as ImageId),
      path: fc.string(),
      matchedBy: fc.constantFrom('path', 'hash', 'name'),
      objects: fc.array(
        fc.record({
          category: fc.nat(),
          mask: maskArbitrary,
          attributes: fc.dictionary(fc.string(), fc.string(), { maxKeys: 2, noNullPrototype: true }),
        }),
      ),
      turns: fc.array(fc.record({ prompt: fc.string(), words: fc.string(), objects: fc.array(fc.nat()) })),
    }),
  ),
  failed: fc.array(
    fc.record({
      file: fc.string(),
      place: fc.record({ kind: fc.constant('line' as const), line: fc.nat() }),
      reason: fc.string(),
    }),
  ),
});

/** The result after its way between two threads, and how many parts it took. */
function sent(result: ImportResult): { readonly result: ImportResult; readonly parts: number } {
  const assembly = new ImportAssembly({ categories: result.categories, notes: result.notes });
  let parts = 0;
  for (const part of packImport(result)) {
    parts++;
    const transfer = [part.objects.buffer, part.lists.buffer];
    assembly.add(structuredClone(part, { transfer }));
  }
  return { result: assembly.finish(), parts };
}

describe('the parts of an import', () => {
  it('put together give what was read', () => {
    fc.assert(
      fc.property(resultArbitrary, (result) => {
        expect(sent(result).result).toEqual(result);
      }),
    );
  });

  it('are small, however much is on one photo, and masks own their numbers', () => {
    const mask = boxMask(40, 30, { x1: 1, y1: 1, x2: 30, y2: 9 });
    const objects = Array.from({ length: 2000 }, (_, i) => ({ category: i % 3, mask, attributes: {} }));
    const failed = Array.from({ length: 1200 }, () => ({
      file: 'a.json',
      place: { kind: 'file' as const },
      reason: 'It is broken.',
    }));
    const image = { image: 'a' as ImageId, path: 'a.jpg', matchedBy: 'name' as const, objects, turns: [] };
    const many: ImportResult = { categories: [], notes: [], images: [image], failed };
    const { result, parts } = sent(many);
    expect(result).toEqual(many);
    expect(parts).toBeGreaterThan(5);
    const { rows, runs } = result.images[0]!.objects[700]!.mask;
    expect([rows.buffer.byteLength, runs.buffer.byteLength]).toEqual([rows.byteLength, runs.byteLength]);
  });
});
