import { fillHoles, removeIslands } from './components.ts';
import { boxMean, type ColourPlanes, fitGuided, type GuidedModel, type PlaneSize } from './guided-filter.ts';
import type { Mask } from './mask.ts';
import { isEmptyMask } from './measure.ts';
import { canvasSide, checkCells, nearestCanvas } from './nearest-canvas.ts';
import { reducePhoto } from './reduce-photo.ts';
import type { RgbaImage } from './rgba-image.ts';
import { RunBuilder } from './run-builder.ts';
import type { Box } from './space.ts';

export interface RefineInput {
  /** 64x64 cells of the whole photo, row-major, 0 or 1, as the bricks painted them. */
  readonly cells: Uint8Array;
  /** The object's box on the canvas, half-open. */
  readonly box: Box<'canvas'>;
  /** The photo, or a smaller copy of it: `workingSize` pixels on its longer side are enough. */
  readonly photo: RgbaImage;
  /** Size of the photo and of the mask to give, in pixels. */
  readonly width: number;
  readonly height: number;
  /**
   * Probability of each cell, 64x64, 0..255, as the model saw it before it drew. It is of the whole answer: where it
   * shows much more than this object, or another place, it is not used.
   */
  readonly ghost?: Uint8Array | null;
}

/** Longer side, in pixels, at which refinement works; a larger photo is reduced to it first. */
export const workingSize = 512;

/** Radii of the guided filters, in cells. Chosen on training photos by bench/refine. */
const radii = [1, 2, 4] as const;
/** Variance of colour (0..1 squared) below which a neighbourhood counts as flat: a standard deviation of 1/100. */
const epsilon = 1e-4;
/** Fewest pixels a window reaches to each side of its middle on the grid where it is fitted. */
const smallestWindow = 4;
/** How far from the painted cells anything is looked at, in cells: the reach of the widest filter's two windows. */
const margin = 2 * radii[2];
/** Least IoU of the ghost, cut at one half, with the cells for it to be of this object. */
const ghostAgreement = 0.6;
/** Detached specks and pinholes below this area, in cells, are texture of the photo and not of the object. */
const speckCells = 0.5;

/**
 * From the canvas to a mask at photo resolution, along the photo's edges.
 *
 * Cells are interpolated smoothly, which removes the staircase, and then moved to edges by guided filters of three
 * sizes: small ones follow fine edges, large ones repair cells that the model got wrong. A guided filter alone also
 * blurs, and so shrinks whatever is small or bends; what it would do on a photo without any edge (a plain double box
 * mean) is therefore taken off it, so that only the photo's own say remains:
 *
 *     score = mean_1(p) + sum over r of (guided_r(p) - mean_r(p)),  foreground where score >= 1/2
 *
 * Deterministic: plain arithmetic in a fixed order. Never gives an empty mask for cells that are not. Throws
 * StudioError `mask-invalid` for a canvas of another size.
 */
export function refineCanvas(input: RefineInput): Mask {
  checkCells(input.cells);
  const { cells, photo, width, height } = input;
  const area = cellArea(cells);
  if (area === null) return nearestCanvas(cells, width, height);
  const scale = Math.min(1, workingSize / Math.max(photo.width, photo.height));
  const fine = workingGrid(area, photo.width * scale, photo.height * scale);
  const score = scoreCells(beliefs(cells, input.ghost ?? null), photo, area, fine);
  const mask = maskOfScore(score, fine, area, width, height);
  const speck = (speckCells * width * height) / (canvasSide * canvasSide);
  const clean = fillHoles(removeIslands(mask, speck), speck);
  return isEmptyMask(clean) ? nearestCanvas(cells, width, height) : clean;
}

/** How far each cell is believed to be foreground, 0..1: as painted, or halfway to the ghost when both agree. */
function beliefs(cells: Uint8Array, ghost: Uint8Array | null): Float32Array {
  const painted = Float32Array.from(cells);
  if (ghost === null) return painted;
  checkCells(ghost);
  let both = 0;
  let either = 0;
  for (let i = 0; i < cells.length; i++) {
    const seen = ghost[i]! >= 128;
    if (seen && cells[i] !== 0) both++;
    if (seen || cells[i] !== 0) either++;
  }
  return both >= ghostAgreement * either ? painted.map((value, i) => (value + ghost[i]! / 255) / 2) : painted;
}

/** The painted cells with their margin; null when none is painted. */
function cellArea(cells: Uint8Array): Box<'canvas'> | null {
  let [x1, y1, x2, y2] = [canvasSide, canvasSide, 0, 0];
  for (let i = 0; i < cells.length; i++) {
    if (cells[i] === 0) continue;
    const x = i % canvasSide;
    const y = Math.floor(i / canvasSide);
    x1 = Math.min(x1, x);
    y1 = Math.min(y1, y);
    x2 = Math.max(x2, x + 1);
    y2 = Math.max(y2, y + 1);
  }
  if (x2 === 0) return null;
  const grow = (value: number) => Math.min(canvasSide, Math.max(0, value));
  return { x1: grow(x1 - margin), y1: grow(y1 - margin), x2: grow(x2 + margin), y2: grow(y2 + margin) };
}

interface WorkingGrid extends PlaneSize {
  /** Grid pixels a cell. */
  readonly cellWidth: number;
  readonly cellHeight: number;
}

/** A grid over the area, for a photo of that size in working pixels. */
function workingGrid(area: Box<'canvas'>, photoWidth: number, photoHeight: number): WorkingGrid {
  const width = Math.max(1, Math.round(((area.x2 - area.x1) * photoWidth) / canvasSide));
  const height = Math.max(1, Math.round(((area.y2 - area.y1) * photoHeight) / canvasSide));
  return { width, height, cellWidth: width / (area.x2 - area.x1), cellHeight: height / (area.y2 - area.y1) };
}

/** Score of each working pixel, 0 being the boundary. */
function scoreCells(
  cells: Float32Array,
  photo: RgbaImage,
  area: Box<'canvas'>,
  fine: WorkingGrid,
): Float32Array {
  const box: Box<'image'> = {
    x1: (area.x1 * photo.width) / canvasSide,
    y1: (area.y1 * photo.height) / canvasSide,
    x2: (area.x2 * photo.width) / canvasSide,
    y2: (area.y2 * photo.height) / canvasSide,
  };
  const guide = reducePhoto(photo, box, fine.width, fine.height);
  const levels = [{ grid: fine, guide, painted: interpolateCells(cells, area, fine) }];
  const score = smoothed(levels[0]!.painted, fine, 1);
  for (let i = 0; i < score.length; i++) score[i]! -= 0.5;
  for (const radius of radii) {
    let level = levels[levels.length - 1]!;
    // Wide windows need no fine grid: their models are fitted on a coarser one and applied to the fine one.
    while (radius * Math.min(level.grid.cellWidth, level.grid.cellHeight) >= 2 * smallestWindow) {
      const { cellWidth, cellHeight } = level.grid;
      const grid = workingGrid(area, (cellWidth * canvasSide) / 2, (cellHeight * canvasSide) / 2);
      const reduced = reducePhoto(photo, box, grid.width, grid.height);
      level = { grid, guide: reduced, painted: interpolateCells(cells, area, grid) };
      levels.push(level);
    }
    const model = fitGuided(level.guide, level.painted, ...windowOf(level.grid, radius), epsilon);
    const plain = smoothed(level.painted, level.grid, radius);
    for (let i = 0; i < plain.length; i++) model.offset[i]! -= plain[i]!;
    addModel(score, guide, model);
  }
  return score;
}

function windowOf(grid: WorkingGrid, radius: number): readonly [number, number] {
  const pixels = (cell: number) => Math.max(1, Math.round(radius * cell));
  return [pixels(grid.cellWidth), pixels(grid.cellHeight)];
}

/** What a guided filter gives where the photo has no edges: the mean of means. */
function smoothed(plane: Float32Array, grid: WorkingGrid, radius: number): Float32Array {
  const window = windowOf(grid, radius);
  return boxMean(boxMean(plane, grid, ...window), grid, ...window);
}

/** The cells between their centres by linear interpolation, beyond the outermost as these. */
function interpolateCells(cells: Float32Array, area: Box<'canvas'>, grid: WorkingGrid): Float32Array {
  const out = new Float32Array(grid.width * grid.height);
  const columns = interpolation(grid.width, canvasSide, 1 / grid.cellWidth, area.x1);
  const rows = interpolation(grid.height, canvasSide, 1 / grid.cellHeight, area.y1);
  for (let y = 0; y < grid.height; y++) {
    const upper = rows.first[y]! * canvasSide;
    const lower = rows.second[y]! * canvasSide;
    const v = rows.share[y]!;
    for (let x = 0; x < grid.width; x++) {
      const left = columns.first[x]!;
      const right = columns.second[x]!;
      const u = columns.share[x]!;
      const above = cells[upper + left]! * (1 - u) + cells[upper + right]! * u;
      const below = cells[lower + left]! * (1 - u) + cells[lower + right]! * u;
      out[y * grid.width + x] = above * (1 - v) + below * v;
    }
  }
  return out;
}

interface Interpolation {
  readonly first: Int32Array;
  readonly second: Int32Array;
  /** How much of the second. */
  readonly share: Float32Array;
}

/** For `count` pixel centres, the two of `sources` samples around each; `step` samples a pixel, from `start` on. */
function interpolation(count: number, sources: number, step: number, start = 0): Interpolation {
  const first = new Int32Array(count);
  const second = new Int32Array(count);
  const share = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    const at = Math.min(sources - 1, Math.max(0, start + (i + 0.5) * step - 0.5));
    first[i] = Math.floor(at);
    second[i] = Math.min(sources - 1, first[i]! + 1);
    share[i] = at - first[i]!;
  }
  return { first, second, share };
}

/** Adds what the model says of each pixel of the guide; a coarser model is interpolated. */
function addModel(score: Float32Array, guide: ColourPlanes, model: GuidedModel): void {
  const { width, height, red, green, blue } = guide;
  const columns = interpolation(width, model.width, model.width / width);
  const rows = interpolation(height, model.height, model.height / height);
  const line = [model.red, model.green, model.blue, model.offset].map(() => new Float32Array(model.width));
  const planes = [model.red, model.green, model.blue, model.offset];
  const [lineRed, lineGreen, lineBlue, lineOffset] = line as [
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  for (let y = 0; y < height; y++) {
    const v = rows.share[y]!;
    planes.forEach((plane, p) => {
      blendRows(plane, rows.first[y]! * model.width, rows.second[y]! * model.width, v, line[p]!);
    });
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      const a = columns.first[x]!;
      const b = columns.second[x]!;
      const u = columns.share[x]!;
      const w = 1 - u;
      score[i]! +=
        (lineRed[a]! * w + lineRed[b]! * u) * red[i]! +
        (lineGreen[a]! * w + lineGreen[b]! * u) * green[i]! +
        (lineBlue[a]! * w + lineBlue[b]! * u) * blue[i]! +
        (lineOffset[a]! * w + lineOffset[b]! * u);
    }
  }
}

function blendRows(
  plane: Float32Array,
  upper: number,
  lower: number,
  share: number,
  out: Float32Array,
): void {
  for (let x = 0; x < out.length; x++) out[x] = plane[upper + x]! * (1 - share) + plane[lower + x]! * share;
}

/**
 * The pixels of the photo where the score, interpolated, is not below 0. Along a row the interpolated score is straight
 * between samples, so its zeros, and with them the runs, are computed and no pixel in between is visited.
 */
function maskOfScore(
  score: Float32Array,
  grid: WorkingGrid,
  area: Box<'canvas'>,
  width: number,
  height: number,
): Mask {
  const builder = new RunBuilder(width, height);
  const [left, right] = [(area.x1 * width) / canvasSide, (area.x2 * width) / canvasSide];
  const [top, bottom] = [(area.y1 * height) / canvasSide, (area.y2 * height) / canvasSide];
  const stepX = (right - left) / grid.width;
  const line = new Float32Array(grid.width);
  for (let y = Math.max(0, Math.ceil(top - 0.5)); y < Math.min(height, Math.ceil(bottom - 0.5)); y++) {
    const at = ((y + 0.5 - top) / (bottom - top)) * grid.height - 0.5;
    const upper = Math.min(grid.height - 1, Math.max(0, Math.floor(at)));
    const lower = Math.min(grid.height - 1, upper + 1);
    const share = Math.min(1, Math.max(0, at - upper));
    blendRows(score, upper * grid.width, lower * grid.width, share, line);
    let start = line[0]! >= 0 ? left : -1;
    for (let x = 0; x + 1 < grid.width; x++) {
      const here = line[x]!;
      const next = line[x + 1]!;
      if (here >= 0 === next >= 0) continue;
      const zero = left + (x + 0.5 + here / (here - next)) * stepX;
      if (next >= 0) start = zero;
      else {
        builder.add(y, Math.ceil(start - 0.5), Math.ceil(zero - 0.5));
        start = -1;
      }
    }
    if (start >= 0) builder.add(y, Math.ceil(start - 0.5), Math.ceil(right - 0.5));
  }
  return builder.finish();
}
