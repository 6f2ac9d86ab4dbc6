import { expect, test } from 'vitest';
import { emptyMask } from '../mask/create-mask.ts';
import { classUses } from './class-uses.ts';
import type { CategoryId, ImageId, ObjectId, SegmentedObject } from './document.ts';

const object = (id: number, category: string): SegmentedObject => ({
  id: `o${id}` as ObjectId,
  category: category as CategoryId,
  mask: emptyMask(4, 4),
  canvas: null,
  provenance: { kind: 'drawn' },
  edited: false,
  visible: true,
  locked: false,
  attributes: {},
});

test('counts objects, and each photo once', () => {
  const objects = new Map([
    ['a' as ImageId, [object(1, 'cup'), object(2, 'cup'), object(3, 'cat')]],
    ['b' as ImageId, [object(4, 'cup')]],
  ]);
  expect([...classUses({ objects })]).toEqual([
    ['cup', { objects: 3, photos: 2 }],
    ['cat', { objects: 1, photos: 1 }],
  ]);
});
