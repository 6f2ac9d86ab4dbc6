import { intersectMasks } from './boolean.ts';
import { type CellGrid, cellsOfMask, gridAround } from './cell-grid.ts';
import { coarsenMask } from './coarsen-mask.ts';
import { type ColourModel, colourDistance, fitColours } from './colour-model.ts';
import { emptyMask } from './create-mask.ts';
import { edgeRace } from './edge-race.ts';
import { type EyeColours, eyeColours } from './eye-colours.ts';
import type { Mask } from './mask.ts';
import { maskBox } from './measure.ts';
import { smoothMask } from './morphology.ts';
import type { PhotoWindow } from './photo-window.ts';
import { sharpenCells } from './sharpen-cells.ts';
import type { Box } from './space.ts';
import { type StrokePoint, strokeMask } from './stroke.ts';

export interface EdgeBrushInput {
  /** The photo around the stroke: what lies outside is left unpainted. Best with half a radius to spare. */
  readonly window: PhotoWindow;
  /** Where the pointer went, as for a plain brush. */
  readonly stroke: readonly StrokePoint[];
  /** Size of the photo. */
  readonly width: number;
  readonly height: number;
  /** What is selected already: it is not taken for the surroundings. */
  readonly mask?: Mask;
}

/*
 * Found on photos of the calibration part with `bench/edge-brush.ts`; the outcome hardly changes for values near them.
 */
/** Shares of the radius: the middle, the part that is never taken for the surroundings, and the rim's width outside. */
const share = { core: 0.2, free: 0.5, rim: 0.35 };
/**
 * Square distances of colours, in units of a group's spread, from which a pixel of the rim looks like the surroundings,
 * from which it certainly does, and from which even a pixel within the stroke does.
 */
const unlikeness = { rim: 3, certain: 5, within: 14 };
const groups = { own: 5, other: 4 };
/** Square distance that pixels of one colour have anyway (JPEG, sensor). */
const noise = 9;
/** How far belief leans for a square distance of 1. */
const softness = 8;
/** Head start of the middle over a rim that looks the same, in times what the way across the stroke costs. */
const headStart = 4;
const weights = { space: 0.15, colour: 0.25, noise: 1.5, belief: 6 };
/** Brushes up to this radius are worked out by the pixel, larger ones by cells and then sharpened along the border. */
const finestRadius = 32;
/** Radius in pixels by which the outcome is smoothed. */
const smoothing = 2;

/**
 * The smart brush: the part of a stroke that belongs to what the pointer went over. The colours along the middle of the
 * stroke are taken for the thing's, those on its rim that differ for the surroundings'; paths then race from the middle
 * and from the rim through the photo, and meet at its edges. On a photo without edges it paints what a plain brush does.
 * The same stroke on the same pixels always gives the same mask. Takes a few milliseconds for a brush of 60 pixels.
 */
export function edgeBrushMask(input: EdgeBrushInput): Mask {
  const { window, stroke, width, height } = input;
  const painted = strokeMask(stroke, width, height);
  const box = withinWindow(maskBox(painted), window);
  if (box === null) return emptyMask(width, height);
  const radius = Math.max(...stroke.map((point) => point.radius));
  const level = Math.max(0, Math.ceil(Math.log2(radius / finestRadius)));
  const rim = Math.max(2, Math.ceil((share.rim * radius) / 2 ** level));
  const grid = gridAround(box, 2 ** level, rim + 1);
  const zones = strokeZones(input, grid, level, rim);
  if (zones.core.every((cell, i) => cell === 0 || zones.around[i] === 0)) return emptyMask(width, height);
  const owners = raceWithinStroke(window, grid, zones, radius / 2 ** level);
  const sharp = sharpenCells(window, grid, owners, width, height);
  return intersectMasks(smoothMask(sharp, smoothing), painted);
}

function withinWindow(box: Box<'image'> | null, { x, y, pixels }: PhotoWindow): Box<'image'> | null {
  if (box === null) return null;
  const x1 = Math.max(box.x1, x);
  const y1 = Math.max(box.y1, y);
  const x2 = Math.min(box.x2, x + pixels.width);
  const y2 = Math.min(box.y2, y + pixels.height);
  return x1 < x2 && y1 < y2 ? { x1, y1, x2, y2 } : null;
}

/** What the cells around a stroke are to it: one byte each. */
interface StrokeZones {
  /** Within the stroke or its rim, and within the window. */
  readonly around: Uint8Array;
  readonly inside: Uint8Array;
  /** Too near the middle to be taken for the surroundings, whatever they look like. */
  readonly free: Uint8Array;
  /** The middle: what the pointer meant. */
  readonly core: Uint8Array;
  /** In the mask already. */
  readonly known: Uint8Array | null;
}

function strokeZones(
  { window, stroke, width, height, mask }: EdgeBrushInput,
  grid: CellGrid,
  level: number,
  rim: number,
): StrokeZones {
  const { cell } = grid;
  const zone = (radiusOf: (radius: number) => number) => {
    const points = stroke.map(({ x, y, radius }) => ({
      x: x / cell,
      y: y / cell,
      radius: radiusOf(radius / cell),
    }));
    return cellsOfMask(strokeMask(points, Math.ceil(width / cell), Math.ceil(height / cell)), grid);
  };
  const around = zone((radius) => radius + rim);
  closeOutside(around, window, grid);
  return {
    around,
    inside: zone((radius) => radius),
    free: zone((radius) => radius * share.free),
    core: zone((radius) => radius * share.core),
    known: mask === undefined ? null : cellsOfMask(coarsenMask(mask, level, 'half'), grid),
  };
}

/** Closes the cells of which the window holds no pixel, and the outermost ones, which the race must not leave. */
function closeOutside(
  around: Uint8Array,
  window: PhotoWindow,
  { cell, x, y, width, height }: CellGrid,
): void {
  for (let j = 0; j < height; j++) {
    const inRows = (y + j + 1) * cell > window.y && (y + j) * cell < window.y + window.pixels.height;
    for (let i = 0; i < width; i++) {
      const inColumns = (x + i + 1) * cell > window.x && (x + i) * cell < window.x + window.pixels.width;
      const outermost = i === 0 || j === 0 || i === width - 1 || j === height - 1;
      if (outermost || !inRows || !inColumns) around[j * width + i] = 0;
    }
  }
}

/** 1 for cells of what was stroked, 2 for its surroundings, 0 outside. */
function raceWithinStroke(
  window: PhotoWindow,
  grid: CellGrid,
  zones: StrokeZones,
  radius: number,
): Uint8Array {
  const { around, inside, free, core, known } = zones;
  const colours = eyeColours(window, grid);
  const own = fitColours(colours, cellsWhere(core, around), groups.own);
  const size = around.length;
  const unlike = new Float32Array(size);
  const owner = new Uint8Array(size);
  const delay = new Float32Array(size);
  const foreign: number[] = [];
  for (let i = 0; i < size; i++) {
    if (around[i] === 0) continue;
    unlike[i] = colourDistance(own, colours, i, noise);
    if (core[i] === 1) owner[i] = 1;
    else if (free[i] === 0 && known?.[i] !== 1) {
      const within = inside[i] === 1;
      if (unlike[i]! > (within ? unlikeness.within : unlikeness.rim)) foreign.push(i);
      if (!within || unlike[i]! > unlikeness.within) owner[i] = 2;
      // The rim competes too where it looks the same, but so late that without an edge the stroke is won by then.
      if (!within)
        delay[i] = headStart * radius * weights.space * Math.max(0, 1 - unlike[i]! / unlikeness.certain);
    }
  }
  const other = fitColours(colours, foreign, groups.other);
  const belief = believe(colours, around, unlike, other);
  return edgeRace({ width: grid.width, open: around, colours, belief, weights }, { owner, delay });
}

function cellsWhere(cells: Uint8Array, open: Uint8Array): number[] {
  const found: number[] = [];
  for (let i = 0; i < cells.length; i++) if (cells[i] === 1 && open[i] === 1) found.push(i);
  return found;
}

/** How much more a cell looks like the thing than like the surroundings, 0..1; fractions are the same everywhere. */
function believe(
  colours: EyeColours,
  around: Uint8Array,
  unlike: Float32Array,
  other: ColourModel,
): Float32Array {
  const belief = new Float32Array(around.length);
  for (let i = 0; i < around.length; i++) {
    if (around[i] === 0) continue;
    // 1000 stands for infinity.
    const lean = (Math.min(1000, colourDistance(other, colours, i, noise)) - unlike[i]!) / softness;
    belief[i] = 0.5 + (0.5 * lean) / (1 + Math.abs(lean));
  }
  return belief;
}
