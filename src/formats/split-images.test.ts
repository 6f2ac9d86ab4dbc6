import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ImageId, ImageRecord } from '../document/document.ts';
import { sampleImage } from '../document/testing/sample-document.ts';
import type { SplitName, SplitRequest } from './export-job.ts';
import { splitImages } from './split-images.ts';

const request: SplitRequest = { shares: { train: 8, val: 1, test: 1 }, seed: 1, groupBy: 'none' };
const photos = (count: number, name = (i: number) => `${i}.jpg`) =>
  Array.from({ length: count }, (_, i) => sampleImage(`${i}`, 8, 8, { name: name(i) }));

function countOf(
  split: ReadonlyMap<ImageId, SplitName>,
  images: readonly ImageRecord[],
  has: (i: number) => boolean,
): Record<SplitName, number> {
  const counts = { train: 0, val: 0, test: 0 };
  images.forEach(({ id }, i) => {
    if (has(i)) counts[split.get(id)!]++;
  });
  return counts;
}

describe('splitting photos', () => {
  it('keeps the share of every class, the rare one too', () => {
    const images = photos(1000);
    const labels = (i: number) =>
      new Set([...(i % 2 === 0 ? ['dog'] : []), ...(i % 100 === 7 ? ['rare'] : [])]);
    const split = splitImages(images, request, (id) => labels(Number(id)));
    expect(countOf(split, images, () => true)).toEqual({ train: 800, val: 100, test: 100 });
    expect(countOf(split, images, (i) => labels(i).has('dog'))).toEqual({ train: 400, val: 50, test: 50 });
    expect(countOf(split, images, (i) => labels(i).has('rare'))).toEqual({ train: 8, val: 1, test: 1 });
    expect(countOf(split, images, (i) => labels(i).size === 0)).toEqual({ train: 392, val: 49, test: 49 });
  });

  it('is the same for the same seed and another for another', () => {
    const images = photos(200);
    const by = (seed: number) => [...splitImages(images, { ...request, seed }, () => new Set(['a']))];
    expect(by(5)).toEqual(by(5));
    expect(by(5)).not.toEqual(by(6));
  });

  it('tears no folder and no group apart', () => {
    const images = photos(60, (i) => `film${i % 12}/frame${i}.jpg`);
    const split = splitImages(images, { ...request, groupBy: 'folder' }, () => new Set(['a']));
    for (let film = 0; film < 12; film++) {
      const parts = new Set(images.filter((_, i) => i % 12 === film).map(({ id }) => split.get(id)));
      expect(parts.size).toBe(1);
    }
    const groupBy = new Map(images.slice(0, 30).map(({ id }) => [id, 'together']));
    const grouped = splitImages(images, { ...request, groupBy }, () => new Set(['a']));
    expect(new Set(images.slice(0, 30).map(({ id }) => grouped.get(id))).size).toBe(1);
    expect(countOf(grouped, images, () => true).val).toBe(6);
  });

  it('gives every photo exactly one part that has a share', () => {
    const share = fc.nat({ max: 5 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat({ max: 3 }), fc.uniqueArray(fc.constantFrom('a', 'b', 'c', '__proto__'))), {
          maxLength: 30,
        }),
        fc.record({ train: share, val: share, test: share }).filter((s) => s.train + s.val + s.test > 0),
        fc.integer(),
        (list, shares, seed) => {
          const images = photos(list.length, (i) => `${list[i]![0]}/${i}.jpg`);
          const split = splitImages(
            images,
            { shares, seed, groupBy: 'folder' },
            (id) => new Set(list[Number(id)]![1]),
          );
          expect(split.size).toBe(list.length);
          for (const part of split.values()) expect(shares[part]).toBeGreaterThan(0);
        },
      ),
    );
  });

  it('refuses shares of nothing', () => {
    const shares = { train: 0, val: 0, test: 0 };
    expect(() => splitImages(photos(1), { ...request, shares }, () => new Set())).toThrow(
      /no photos to any part/,
    );
  });
});
