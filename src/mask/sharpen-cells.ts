import type { CellGrid } from './cell-grid.ts';
import { edgeRace } from './edge-race.ts';
import { writeColour } from './eye-colours.ts';
import type { Mask } from './mask.ts';
import type { PhotoWindow } from './photo-window.ts';
import { RunBuilder } from './run-builder.ts';

/** Colours of single pixels are noisier than those of cells. */
const weights = { space: 0.15, colour: 0.3, noise: 2, belief: 0 };

/**
 * Cells that belong to something (1), to something else (2) or are not asked about (0), as the mask of the pixels that
 * belong: inside each they are taken as they are, and within a cell of where the two meet, the pixels race from both
 * sides, so that the border falls on the photo's edge there. `width` and `height` are the photo's.
 */
export function sharpenCells(
  window: PhotoWindow,
  grid: CellGrid,
  owners: Uint8Array,
  width: number,
  height: number,
): Mask {
  const pixelOwners = grid.cell === 1 ? owners : raceAlongBorder(window, grid, owners);
  const stride = grid.width * grid.cell;
  const left = grid.x * grid.cell;
  const top = grid.y * grid.cell;
  const builder = new RunBuilder(width, height);
  for (let j = Math.max(0, -top); j < grid.height * grid.cell; j++) {
    const end = (j + 1) * stride;
    for (let i = j * stride; i < end; i++) {
      if (pixelOwners[i] !== 1) continue;
      const from = i;
      while (i < end && pixelOwners[i] === 1) i++;
      builder.add(top + j, left + from - j * stride, left + i - j * stride);
    }
  }
  return builder.finish();
}

function raceAlongBorder(window: PhotoWindow, grid: CellGrid, owners: Uint8Array): Uint8Array {
  const { cell } = grid;
  const stride = grid.width * cell;
  const size = stride * grid.height * cell;
  const open = new Uint8Array(size);
  const seeds = new Uint8Array(size);
  const result = new Uint8Array(size);
  const colours = new Float32Array(3 * size);
  const unsure = unsureCells(grid, owners);
  const openCell = (x: number, y: number) => readCell(window, grid, x, y, open, colours);
  const fillCell = (values: Uint8Array, x: number, y: number, owner: number) => {
    for (let row = 0; row < cell; row++) {
      const at = (y * cell + row) * stride + x * cell;
      values.fill(owner, at, at + cell);
    }
  };
  for (let y = 1; y + 1 < grid.height; y++) {
    for (let x = 1; x + 1 < grid.width; x++) {
      const i = y * grid.width + x;
      const owner = owners[i]!;
      if (owner === 0) continue;
      if (unsure[i] === 1) {
        openCell(x, y);
        // The end of something thin has no sure cell beside it and would be lost.
        if (!touches(grid, i, (j) => owners[j] === owner && unsure[j] === 0))
          seeds[(y * cell + (cell >> 1)) * stride + x * cell + (cell >> 1)] = owner;
      } else {
        fillCell(result, x, y, owner);
        if (!touches(grid, i, (j) => unsure[j] === 1)) continue;
        openCell(x, y);
        fillCell(seeds, x, y, owner);
      }
    }
  }
  const raced = edgeRace({ width: stride, open, colours, weights }, { owner: seeds });
  for (let i = 0; i < size; i++) if (raced[i] !== 0) result[i] = raced[i]!;
  return result;
}

/** 1 for the cells that have a neighbour (of 8) with the other owner. */
function unsureCells(grid: CellGrid, owners: Uint8Array): Uint8Array {
  const unsure = new Uint8Array(owners.length);
  for (let y = 1; y + 1 < grid.height; y++) {
    for (let x = 1; x + 1 < grid.width; x++) {
      const i = y * grid.width + x;
      const other = 3 - owners[i]!;
      if (owners[i] !== 0 && touches(grid, i, (j) => owners[j] === other)) unsure[i] = 1;
    }
  }
  return unsure;
}

function touches({ width }: CellGrid, i: number, test: (cell: number) => boolean): boolean {
  return (
    test(i - 1) ||
    test(i + 1) ||
    test(i - width) ||
    test(i + width) ||
    test(i - width - 1) ||
    test(i - width + 1) ||
    test(i + width - 1) ||
    test(i + width + 1)
  );
}

/** Opens the cell's pixels that the window holds and reads their colours. */
function readCell(
  window: PhotoWindow,
  grid: CellGrid,
  x: number,
  y: number,
  open: Uint8Array,
  colours: Float32Array,
): void {
  const { cell } = grid;
  const { pixels } = window;
  for (let row = y * cell; row < (y + 1) * cell; row++) {
    const py = grid.y * cell + row - window.y;
    if (py < 0 || py >= pixels.height) continue;
    for (let column = x * cell; column < (x + 1) * cell; column++) {
      const px = grid.x * cell + column - window.x;
      if (px < 0 || px >= pixels.width) continue;
      const i = row * grid.width * cell + column;
      const at = 4 * (py * pixels.width + px);
      open[i] = 1;
      writeColour(colours, i, pixels.data[at]!, pixels.data[at + 1]!, pixels.data[at + 2]!);
    }
  }
}
