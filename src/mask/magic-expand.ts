import { bitmapFromMask, maskFromBitmap } from './bitmap.ts';
import { unionMasks } from './boolean.ts';
import { type CellGrid, cellsOfMask, gridAround } from './cell-grid.ts';
import { coarsenMask } from './coarsen-mask.ts';
import { colourGap, fitColours } from './colour-model.ts';
import { fillHoles } from './components.ts';
import { edgeRace } from './edge-race.ts';
import { eyeColours } from './eye-colours.ts';
import type { Mask } from './mask.ts';
import { maskBox } from './measure.ts';
import type { PhotoWindow } from './photo-window.ts';
import { sharpenCells } from './sharpen-cells.ts';
import type { Box } from './space.ts';

export interface MagicExpandInput {
  /** The photo as far as the mask may grow: it never leaves the window. */
  readonly window: PhotoWindow;
  /** What it grows from: a mask to complete, or a dot under the pointer. */
  readonly seed: Mask;
  /**
   * How much colours may change on the way from the seed, and differ from the seed's colours, in percent of the way
   * from black to white; gentle slopes and noise cost nothing. 3 is careful, 6 usual, 15 bold.
   */
  readonly tolerance: number;
}

const groups = 6;
/** Colours are learned from no more cells than this. */
const sampled = 4096;
/** Windows of more pixels are worked out by cells, and then sharpened along the border. */
const finestArea = 400_000;
/** Changes of colour between neighbours that are slopes and noise. */
const noise = 2;
/** Holes of up to this many cells that the growth leaves are specks of texture. */
const largestSpeck = 24;

/**
 * The mask grown over its surroundings up to the edges of the photo: a pixel is taken when a way leads to it from the
 * seed on which colours change by no more than the tolerance in all, and its own colour is no further than that from
 * the seed's. Always holds the seed; deterministic. A window of 24 megapixels takes a fraction of a second: for a worker.
 */
export function magicExpand({ window, seed, tolerance }: MagicExpandInput): Mask {
  const { pixels, x, y } = window;
  const box = inPhoto({ x1: x, y1: y, x2: x + pixels.width, y2: y + pixels.height }, seed);
  if (box === null || maskBox(seed) === null) return seed;
  const area = (box.x2 - box.x1) * (box.y2 - box.y1);
  const level = Math.max(0, Math.ceil(Math.log2(area / finestArea) / 2));
  const grid = gridAround(box, 2 ** level, 1);
  const owners = grow(window, grid, cellsOfMask(coarsenMask(seed, level, 'any'), grid), tolerance);
  const grown = sharpenCells(window, grid, owners, seed.width, seed.height);
  return unionMasks(seed, grown);
}

function inPhoto(box: Box<'image'>, { width, height }: Mask): Box<'image'> | null {
  const x1 = Math.max(0, box.x1);
  const y1 = Math.max(0, box.y1);
  const x2 = Math.min(width, box.x2);
  const y2 = Math.min(height, box.y2);
  return x1 < x2 && y1 < y2 ? { x1, y1, x2, y2 } : null;
}

/** 1 for cells that the seed reaches, 2 for the others, 0 outside the photo. */
function grow(window: PhotoWindow, grid: CellGrid, seeds: Uint8Array, tolerance: number): Uint8Array {
  const colours = eyeColours(window, grid);
  const model = fitColours(colours, sampleOf(seeds), groups);
  const owners = new Uint8Array(seeds.length);
  const open = new Uint8Array(seeds.length);
  for (let j = 1; j + 1 < grid.height; j++) {
    for (let i = j * grid.width + 1; i < (j + 1) * grid.width - 1; i++) {
      owners[i] = 2;
      if (seeds[i] === 1 || colourGap(model, colours, i) <= tolerance) open[i] = 1;
    }
  }
  const weights = { space: 0, colour: 1, noise, belief: 0 };
  const reached = edgeRace({ width: grid.width, open, colours, weights }, { owner: seeds }, tolerance);
  for (let i = 0; i < owners.length; i++) if (reached[i] === 1) owners[i] = 1;
  return withoutSpecks(owners, grid);
}

function sampleOf(seeds: Uint8Array): Uint32Array {
  let count = 0;
  for (let i = 0; i < seeds.length; i++) count += seeds[i]!;
  const every = Math.ceil(count / sampled);
  const sample = new Uint32Array(Math.ceil(count / every));
  let seen = 0;
  for (let i = 0; i < seeds.length; i++) {
    if (seeds[i] === 0) continue;
    if (seen % every === 0) sample[seen / every] = i;
    seen++;
  }
  return sample;
}

function withoutSpecks(owners: Uint8Array, { width, height }: CellGrid): Uint8Array {
  const reached = owners.map((owner) => (owner === 1 ? 1 : 0));
  const filled = bitmapFromMask(fillHoles(maskFromBitmap(reached, width, height), largestSpeck));
  return owners.map((owner, i) => (filled[i] === 1 ? 1 : owner));
}
