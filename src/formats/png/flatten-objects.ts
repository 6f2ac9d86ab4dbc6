import type { SegmentedObject } from '../../document/document.ts';
import { subtractMasks } from '../../mask/boolean.ts';
import type { Mask } from '../../mask/mask.ts';
import { intersectionArea, isEmptyMask } from '../../mask/measure.ts';

/** Objects of a photo laid over each other: one index a pixel, the frontmost object's. */
export interface FlatObjects {
  /** Row-major, 0 where no object is. */
  readonly indices: Uint8Array;
  /** Objects of which no pixel is left because others lie over them. */
  readonly covered: readonly SegmentedObject[];
  /** Objects that lost some of their pixels so. */
  readonly cut: readonly SegmentedObject[];
}

/** Paints objects back to front; `indexOf` gives 1..254, or 0 for an object that is left out. */
export function flattenObjects(
  objects: readonly SegmentedObject[],
  width: number,
  height: number,
  indexOf: (object: SegmentedObject, position: number) => number,
): FlatObjects {
  const indices = new Uint8Array(width * height);
  for (const [position, object] of objects.entries()) {
    const index = indexOf(object, position);
    if (index > 0) paint(indices, object.mask, index);
  }
  const { covered, cut } = overlaps(objects);
  return { indices, covered, cut };
}

function paint(indices: Uint8Array, { width, top, rows, runs }: Mask, index: number): void {
  for (let row = 0; row + 1 < rows.length; row++) {
    const base = (top + row) * width;
    for (let i = rows[row]!; i < rows[row + 1]!; i++)
      indices.fill(index, base + runs[2 * i]!, base + runs[2 * i + 1]!);
  }
}

/** Which objects lose pixels to those in front of them, and which all. */
export function overlaps(objects: readonly SegmentedObject[]): {
  readonly covered: readonly SegmentedObject[];
  readonly cut: readonly SegmentedObject[];
} {
  const covered: SegmentedObject[] = [];
  const cut: SegmentedObject[] = [];
  for (const [i, object] of objects.entries()) {
    const front = objects.slice(i + 1).filter(({ mask }) => intersectionArea(mask, object.mask) > 0);
    if (front.length === 0) continue;
    const left = front.reduce((rest, { mask }) => subtractMasks(rest, mask), object.mask);
    if (isEmptyMask(left)) covered.push(object);
    else cut.push(object);
  }
  return { covered, cut };
}
