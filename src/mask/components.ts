import { invertMask, unionMasks } from './boolean.ts';
import type { Mask } from './mask.ts';
import { RunBuilder } from './run-builder.ts';

/**
 * Neighbourhood of foreground. With 8 (the default everywhere) pixels that touch at a corner are together, and so
 * holes are the 4-connected stretches of background that don't reach the photo's border.
 */
export type Connectivity = 4 | 8;

export interface RunLabels {
  /** Component of each run, 0 .. count - 1 in order of their first run. */
  readonly labels: Uint32Array;
  /** Pixels of each component. */
  readonly areas: Float64Array;
}

/** Which runs belong together. Works on runs alone, so its cost follows the boundary and not the area. */
export function labelRuns(mask: Mask, connectivity: Connectivity = 8): RunLabels {
  const { rows, runs } = mask;
  const parents = new Uint32Array(runs.length / 2);
  for (let i = 0; i < parents.length; i++) parents[i] = i;
  const reach = connectivity === 8 ? 1 : 0;
  for (let row = 1; row + 1 < rows.length; row++) {
    let above = rows[row - 1]!;
    let here = rows[row]!;
    const aboveEnd = here;
    const hereEnd = rows[row + 1]!;
    while (above < aboveEnd && here < hereEnd) {
      const touches =
        runs[2 * above]! < runs[2 * here + 1]! + reach && runs[2 * here]! < runs[2 * above + 1]! + reach;
      if (touches) join(parents, above, here);
      if (runs[2 * above + 1]! < runs[2 * here + 1]!) above++;
      else here++;
    }
  }
  const labels = new Uint32Array(parents.length);
  const areas: number[] = [];
  for (let i = 0; i < parents.length; i++) {
    const root = find(parents, i);
    // A root is the first run of its component, so its label is known before it is asked for.
    if (root === i) labels[i] = areas.push(0) - 1;
    else labels[i] = labels[root]!;
    areas[labels[i]!]! += runs[2 * i + 1]! - runs[2 * i]!;
  }
  return { labels, areas: Float64Array.from(areas) };
}

/** The connected parts, largest first (of equal ones the upper first). An empty mask has none. */
export function splitComponents(mask: Mask, connectivity: Connectivity = 8): Mask[] {
  const { labels, areas } = labelRuns(mask, connectivity);
  if (areas.length <= 1) return areas.length === 0 ? [] : [mask];
  const builders = Array.from(areas, () => new RunBuilder(mask.width, mask.height, 16));
  eachRun(mask, (i, y, x1, x2) => builders[labels[i]!]!.add(y, x1, x2));
  return Array.from(areas, (_, label) => label)
    .sort((a, b) => areas[b]! - areas[a]! || a - b)
    .map((label) => builders[label]!.finish());
}

/** The largest connected part alone. */
export function keepLargest(mask: Mask, connectivity: Connectivity = 8): Mask {
  const { labels, areas } = labelRuns(mask, connectivity);
  if (areas.length <= 1) return mask;
  const largest = areas.indexOf(Math.max(...areas));
  return keepRuns(mask, (i) => labels[i] === largest);
}

/** Without the connected parts of fewer than `minArea` pixels. */
export function removeIslands(mask: Mask, minArea: number, connectivity: Connectivity = 8): Mask {
  const { labels, areas } = labelRuns(mask, connectivity);
  if (areas.every((area) => area >= minArea)) return mask;
  return keepRuns(mask, (i) => areas[labels[i]!]! >= minArea);
}

/** With the holes of at most `maxArea` pixels filled; background that reaches the photo's border is no hole. */
export function fillHoles(mask: Mask, maxArea = Number.POSITIVE_INFINITY): Mask {
  const background = invertMask(mask);
  const { labels, areas } = labelRuns(background, 4);
  const open = new Uint8Array(areas.length);
  eachRun(background, (i, y, x1, x2) => {
    if (y === 0 || y === mask.height - 1 || x1 === 0 || x2 === mask.width) open[labels[i]!] = 1;
  });
  const holes = keepRuns(background, (i) => open[labels[i]!] === 0 && areas[labels[i]!]! <= maxArea);
  return holes.runs.length === 0 ? mask : unionMasks(mask, holes);
}

function keepRuns(mask: Mask, keep: (run: number) => boolean): Mask {
  const builder = new RunBuilder(mask.width, mask.height);
  eachRun(mask, (i, y, x1, x2) => {
    if (keep(i)) builder.add(y, x1, x2);
  });
  return builder.finish();
}

function eachRun(mask: Mask, visit: (run: number, y: number, x1: number, x2: number) => void): void {
  const { top, rows, runs } = mask;
  for (let row = 0; row + 1 < rows.length; row++) {
    for (let i = rows[row]!; i < rows[row + 1]!; i++) visit(i, top + row, runs[2 * i]!, runs[2 * i + 1]!);
  }
}

/** Union-find; the smaller index becomes the root, so that roots come first. */
function join(parents: Uint32Array, a: number, b: number): void {
  const x = find(parents, a);
  const y = find(parents, b);
  if (x < y) parents[y] = x;
  else parents[x] = y;
}

function find(parents: Uint32Array, start: number): number {
  let i = start;
  while (parents[i] !== i) {
    parents[i] = parents[parents[i]!]!;
    i = parents[i]!;
  }
  return i;
}
