import type { Box } from '../mask/space.ts';

/** Intersection over union of two boxes, 0..1; 0 when both are without area. */
export function boxIou(a: Box<'image'>, b: Box<'image'>): number {
  const width = Math.min(a.x2, b.x2) - Math.max(a.x1, b.x1);
  const height = Math.min(a.y2, b.y2) - Math.max(a.y1, b.y1);
  const intersection = Math.max(0, width) * Math.max(0, height);
  const union = (a.x2 - a.x1) * (a.y2 - a.y1) + (b.x2 - b.x1) * (b.y2 - b.y1) - intersection;
  return union > 0 ? intersection / union : 0;
}

/**
 * How many predicted boxes can be paired with true ones, each used once, at an IoU of at least `threshold`: a maximum
 * matching, found by augmenting paths (Kuhn 1955), so that the order of boxes does not matter.
 */
export function matchedBoxes(ious: readonly (readonly number[])[], threshold: number): number {
  const truths = ious.reduce((most, row) => Math.max(most, row.length), 0);
  const takenBy = new Array<number>(truths).fill(-1);
  const place = (predicted: number, tried: Set<number>): boolean => {
    for (let truth = 0; truth < truths; truth++) {
      if ((ious[predicted]![truth] ?? 0) < threshold || tried.has(truth)) continue;
      tried.add(truth);
      if (takenBy[truth] === -1 || place(takenBy[truth]!, tried)) {
        takenBy[truth] = predicted;
        return true;
      }
    }
    return false;
  };
  return ious.filter((_, predicted) => place(predicted, new Set())).length;
}
