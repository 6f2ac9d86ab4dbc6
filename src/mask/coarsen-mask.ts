import { StudioError } from '../errors/studio-error.ts';
import type { Mask } from './mask.ts';
import { maskBox } from './measure.ts';
import { RunBuilder } from './run-builder.ts';

/**
 * When a cell of the coarse mask is set: `half`, when at least half of its pixels are (those beyond the photo's border
 * don't count), so that areas stay what they are; `any`, when one is, so that nothing thin disappears.
 */
export type CoarseRule = 'half' | 'any';

/**
 * The mask at 1/2^level of its size, for zoomed-out views: cells of 2^level pixels a side from the top-left corner, the
 * last ones cut by the photo's border. Level 0 is the mask itself. Costs a pass over the runs and memory for one row of
 * cells; keep the result with the mask. Throws StudioError `mask-invalid` unless `level` is a whole number from 0 to 20.
 */
export function coarsenMask(mask: Mask, level: number, rule: CoarseRule): Mask {
  if (!Number.isInteger(level) || level < 0 || level > 20) {
    throw new StudioError('mask-invalid', `A mask has no level of detail ${level}.`);
  }
  if (level === 0) return mask;
  return rule === 'any' ? coarsenAny(mask, level) : coarsenHalf(mask, level);
}

function builderFor({ width, height, rows }: Mask, level: number): RunBuilder {
  return new RunBuilder(
    Math.ceil(width / 2 ** level),
    Math.ceil(height / 2 ** level),
    (2 * rows.length) >> level,
  );
}

/** A row of cells starts a run where a count of runs that cover it leaves 0, and ends it where it is 0 again. */
function coarsenAny(mask: Mask, level: number): Mask {
  const { top, rows, runs } = mask;
  const builder = builderFor(mask, level);
  const box = maskBox(mask);
  if (box === null) return builder.finish();
  const firstColumn = box.x1 >> level;
  const change = new Int32Array(((box.x2 - 1) >> level) - firstColumn + 2);
  for (let y = box.y1 >> level; y << level < box.y2; y++) {
    const [from, to] = storedRows(mask, y, level);
    change.fill(0);
    for (let i = rows[from - top]!; i < rows[to - top]!; i++) {
      change[(runs[2 * i]! >> level) - firstColumn]!++;
      change[((runs[2 * i + 1]! - 1) >> level) - firstColumn + 1]!--;
    }
    let covering = 0;
    for (let x = 0; x < change.length; x++) {
      const before = covering;
      covering += change[x]!;
      if (before === 0 && covering > 0) {
        let end = x + 1;
        while (covering + change[end]! > 0) covering += change[end++]!;
        builder.add(y, firstColumn + x, firstColumn + end);
        x = end - 1;
      }
    }
  }
  return builder.finish();
}

/** Pixels a cell, by differences: what a run adds changes in the cells of its two ends and the ones right of them. */
function coarsenHalf(mask: Mask, level: number): Mask {
  const { width, height, top, rows, runs } = mask;
  const builder = builderFor(mask, level);
  const box = maskBox(mask);
  if (box === null) return builder.finish();
  const firstColumn = box.x1 >> level;
  const side = 1 << level;
  const change = new Int32Array((box.x2 >> level) - firstColumn + 2);
  const addEdge = (x: number, sign: number) => {
    const cell = (x >> level) - firstColumn;
    const within = x & (side - 1);
    change[cell]! += sign * (side - within);
    change[cell + 1]! += sign * within;
  };
  for (let y = box.y1 >> level; y << level < box.y2; y++) {
    const [from, to] = storedRows(mask, y, level);
    change.fill(0);
    for (let i = rows[from - top]!; i < rows[to - top]!; i++) {
      addEdge(runs[2 * i]!, 1);
      addEdge(runs[2 * i + 1]!, -1);
    }
    const cellHeight = Math.min(height, (y + 1) * side) - y * side;
    let covered = 0;
    for (let x = 0; x + 1 < change.length; x++) {
      covered += change[x]!;
      const cellWidth = Math.min(width, (firstColumn + x + 1) * side) - (firstColumn + x) * side;
      if (covered > 0 && 2 * covered >= cellWidth * cellHeight)
        builder.add(y, firstColumn + x, firstColumn + x + 1);
    }
  }
  return builder.finish();
}

/** Image rows, first and end, that row y of cells holds and the mask stores. */
function storedRows({ top, rows }: Mask, y: number, level: number): readonly [number, number] {
  return [Math.max(top, y << level), Math.min(top + rows.length - 1, (y + 1) << level)];
}
