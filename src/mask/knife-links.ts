import { StudioError } from '../errors/studio-error.ts';
import type { Mask } from './mask.ts';
import { maskBox } from './measure.ts';
import type { Box, Point } from './space.ts';

/** Whole numbers on this grid keep every test below exact (products stay under 2^53). */
const unitsPerPixel = 16;
const farthest = 2 ** 20;

/**
 * The links between neighbouring pixel centres (right, down, and both diagonals) that a line crosses. Decided by exact
 * orientation tests; where a centre or a corner of the line falls on the other's line, the knife counts as moved by
 * an infinitesimal step (Edelsbrunner and Muecke, "Simulation of simplicity", ACM TOG 1990). So no crossing is ever
 * missed or counted on one side only, and a line across a part always divides it.
 */
export class KnifeLinks {
  readonly #width: number;
  /** Columns before which a row is cut, sorted. */
  readonly #cuts = new Map<number, number[]>();
  /** Links from a row to the next one, by the column of their left end. */
  readonly #down = new Set<number>();
  readonly #downRight = new Set<number>();
  readonly #downLeft = new Set<number>();
  readonly #rows = new Set<number>();

  constructor(mask: Mask, line: readonly Point<'image'>[]) {
    this.#width = mask.width + 2;
    const box = maskBox(mask);
    const corners = line.map(toGrid);
    if (box === null) return;
    for (let i = 0; i + 1 < corners.length; i++) this.#addPiece(corners[i]!, corners[i + 1]!, box);
    for (const [row, cuts] of this.#cuts)
      this.#cuts.set(
        row,
        [...new Set(cuts)].sort((a, b) => a - b),
      );
  }

  get empty(): boolean {
    return this.#cuts.size === 0 && this.#rows.size === 0;
  }

  /** Columns x, sorted, for which the line passes between pixels x - 1 and x of the row. */
  cutsOfRow(y: number): readonly number[] {
    return this.#cuts.get(y) ?? [];
  }

  /** Whether an uncrossed link leads from columns a1 <= x < a2 of row y to columns b1 <= x < b2 of the next row. */
  joins(y: number, a1: number, a2: number, b1: number, b2: number): boolean {
    if (!this.#rows.has(y)) return a1 <= b2 && b1 <= a2;
    const free = (links: Set<number>, from: number, to: number) => {
      for (let x = from; x < to; x++) if (!links.has(y * this.#width + x)) return true;
      return false;
    };
    return (
      free(this.#down, Math.max(a1, b1), Math.min(a2, b2)) ||
      free(this.#downRight, Math.max(a1, b1 - 1), Math.min(a2, b2 - 1)) ||
      free(this.#downLeft, Math.max(a1 - 1, b1), Math.min(a2 - 1, b2))
    );
  }

  /** Tests the links of every square of four centres that the piece can meet, within a pixel. */
  #addPiece(a: GridPoint, b: GridPoint, box: Box<'image'>): void {
    if (a.x === b.x && a.y === b.y) return;
    const first = Math.max(box.y1 - 1, pixelAt(Math.min(a.y, b.y)) - 1);
    const last = Math.min(box.y2, pixelAt(Math.max(a.y, b.y)) + 1);
    for (let y = first; y < last; y++) {
      const [low, high] = columnsBetween(a, b, y);
      const from = Math.max(box.x1 - 1, low - 1);
      const to = Math.min(box.x2, high + 2);
      for (let x = from; x < to; x++) this.#addSquare(a, b, x, y);
    }
  }

  #addSquare(a: GridPoint, b: GridPoint, x: number, y: number): void {
    const key = y * this.#width + x;
    if (crosses(a, b, x, y, x + 1, y)) {
      const cuts = this.#cuts.get(y);
      if (cuts === undefined) this.#cuts.set(y, [x + 1]);
      else cuts.push(x + 1);
    }
    const before = this.#down.size + this.#downRight.size + this.#downLeft.size;
    if (crosses(a, b, x, y, x, y + 1)) this.#down.add(key);
    if (crosses(a, b, x, y, x + 1, y + 1)) this.#downRight.add(key);
    if (crosses(a, b, x + 1, y, x, y + 1)) this.#downLeft.add(key);
    if (this.#down.size + this.#downRight.size + this.#downLeft.size > before) this.#rows.add(y);
  }
}

/** A corner of the line in units of 1/16 pixel. */
interface GridPoint {
  readonly x: number;
  readonly y: number;
}

function toGrid({ x, y }: Point<'image'>): GridPoint {
  if (Number.isNaN(x) || Number.isNaN(y)) {
    throw new StudioError('mask-invalid', 'The line to cut along has a point that is no number.');
  }
  const clamp = (value: number) => Math.min(farthest, Math.max(-farthest, value));
  return { x: Math.round(clamp(x) * unitsPerPixel), y: Math.round(clamp(y) * unitsPerPixel) };
}

/** The last pixel whose centre is not after a place on the grid. */
function pixelAt(units: number): number {
  return Math.floor((units - unitsPerPixel / 2) / unitsPerPixel);
}

/** Pixels between whose centres the piece runs while it is between the centres of row y and the next one. */
function columnsBetween(a: GridPoint, b: GridPoint, y: number): readonly [number, number] {
  const at = (row: number) => {
    const height = (row + 0.5) * unitsPerPixel;
    if (a.y === b.y) return null;
    const share = Math.min(1, Math.max(0, (height - a.y) / (b.y - a.y)));
    return a.x + share * (b.x - a.x);
  };
  const ends = [at(y) ?? a.x, at(y + 1) ?? b.x];
  return [pixelAt(Math.min(...ends)), pixelAt(Math.max(...ends))];
}

/** Whether the piece a-b crosses the link between the centres of pixels (x1, y1) and (x2, y2). */
function crosses(a: GridPoint, b: GridPoint, x1: number, y1: number, x2: number, y2: number): boolean {
  const half = unitsPerPixel / 2;
  const px = x1 * unitsPerPixel + half;
  const py = y1 * unitsPerPixel + half;
  const qx = x2 * unitsPerPixel + half;
  const qy = y2 * unitsPerPixel + half;
  if (sideOfKnife(a, b, px, py) === sideOfKnife(a, b, qx, qy)) return false;
  return sideOfLink(px, py, qx, qy, a) !== sideOfLink(px, py, qx, qy, b);
}

/** Side of a centre; the knife is moved by (e * e, e) for an infinitesimal e > 0. */
function sideOfKnife(a: GridPoint, b: GridPoint, x: number, y: number): boolean {
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  const turn = dx * (y - a.y) - dy * (x - a.x);
  if (turn !== 0) return turn > 0;
  return dx === 0 ? dy > 0 : dx < 0;
}

/** Side of a corner of the knife, moved by the same. */
function sideOfLink(px: number, py: number, qx: number, qy: number, corner: GridPoint): boolean {
  const dx = qx - px;
  const dy = qy - py;
  const turn = dx * (corner.y - py) - dy * (corner.x - px);
  if (turn !== 0) return turn > 0;
  return dx === 0 ? dy < 0 : dx > 0;
}
