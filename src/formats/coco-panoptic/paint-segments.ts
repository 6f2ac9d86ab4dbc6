import type { SegmentedObject } from '../../document/document.ts';
import { maskArea } from '../../mask/measure.ts';
import type { Box } from '../../mask/space.ts';

/** What is seen of an object when those in front of it are painted over it. */
export interface VisibleSegment {
  readonly object: SegmentedObject;
  /** Pixels that are seen, and the tight box around them (null when none is). */
  readonly area: number;
  readonly box: Box<'image'> | null;
  /** Pixels of its mask. */
  readonly whole: number;
}

export interface PaintedSegments {
  /** width x height, row-major: 0 for no object, n for the object at n - 1 in `objects`. */
  readonly labels: Uint32Array;
  readonly segments: readonly VisibleSegment[];
}

/** Paints objects over each other, back to front, so that every pixel belongs to one at most: the foremost. */
export function paintSegments(
  objects: readonly SegmentedObject[],
  width: number,
  height: number,
): PaintedSegments {
  const labels = new Uint32Array(width * height);
  for (const [index, { mask }] of objects.entries()) {
    const { top, rows, runs } = mask;
    for (let row = 0; row + 1 < rows.length; row++) {
      const base = (top + row) * width;
      for (let i = rows[row]!; i < rows[row + 1]!; i++) {
        labels.fill(index + 1, base + runs[2 * i]!, base + runs[2 * i + 1]!);
      }
    }
  }
  return { labels, segments: measure(labels, objects, width) };
}

function measure(labels: Uint32Array, objects: readonly SegmentedObject[], width: number): VisibleSegment[] {
  const areas = new Float64Array(objects.length + 1);
  const boxes = objects.map(() => ({ x1: width, y1: Number.POSITIVE_INFINITY, x2: 0, y2: 0 }));
  for (let start = 0; start < labels.length; ) {
    const label = labels[start]!;
    const rowEnd = (Math.floor(start / width) + 1) * width;
    let end = start + 1;
    while (end < rowEnd && labels[end] === label) end++;
    const box = boxes[label - 1];
    if (box !== undefined) {
      const y = Math.floor(start / width);
      const x = start - y * width;
      areas[label]! += end - start;
      box.x1 = Math.min(box.x1, x);
      box.x2 = Math.max(box.x2, x + end - start);
      box.y1 = Math.min(box.y1, y);
      box.y2 = y + 1;
    }
    start = end;
  }
  return objects.map((object, i) => {
    const area = areas[i + 1]!;
    return { object, area, box: area > 0 ? boxes[i]! : null, whole: maskArea(object.mask) };
  });
}
