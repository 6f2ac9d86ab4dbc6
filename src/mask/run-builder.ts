import { StudioError } from '../errors/studio-error.ts';
import type { Mask } from './mask.ts';

/**
 * Collects runs in raster order into a canonical mask. Runs of one row may overlap or touch as long as their starts
 * don't go back; they are joined. Everything outside the photo is cut off, so that callers need not clip.
 */
export class RunBuilder {
  readonly width: number;
  readonly height: number;
  #edges: Uint32Array;
  #count = 0;
  #rows: Uint32Array;
  #top = -1;
  #row = -1;

  constructor(width: number, height: number, expectedRuns = 256) {
    checkSize(width, height);
    this.width = width;
    this.height = height;
    this.#edges = new Uint32Array(Math.max(16, expectedRuns * 2));
    this.#rows = new Uint32Array(64);
  }

  /** Adds columns x1 <= x < x2 of row y. Rows must not go back, nor starts within a row. */
  add(y: number, x1: number, x2: number): void {
    const start = Math.max(0, x1);
    const end = Math.min(this.width, x2);
    if (start >= end || y < 0 || y >= this.height) return;
    if (y !== this.#row) this.#openRow(y);
    const count = this.#count;
    const edges = this.#edges;
    if (count > this.#rows[y - this.#top]! * 2) {
      const last = edges[count - 1]!;
      if (start <= last) {
        if (start < edges[count - 2]!) throw new RangeError('Runs of a row were added out of order.');
        if (end > last) edges[count - 1] = end;
        return;
      }
    }
    if (count + 2 > edges.length) this.#growEdges();
    this.#edges[count] = start;
    this.#edges[count + 1] = end;
    this.#count = count + 2;
  }

  finish(): Mask {
    if (this.#top < 0) {
      return {
        width: this.width,
        height: this.height,
        top: 0,
        rows: new Uint32Array(1),
        runs: new Uint32Array(0),
      };
    }
    const stored = this.#row - this.#top + 1;
    this.#reserveRows(stored + 1);
    this.#rows[stored] = this.#count / 2;
    return {
      width: this.width,
      height: this.height,
      top: this.#top,
      rows: this.#rows.slice(0, stored + 1),
      runs: this.#edges.slice(0, this.#count),
    };
  }

  #openRow(y: number): void {
    if (y < this.#row) throw new RangeError('Rows of a mask were added out of order.');
    if (this.#top < 0) {
      this.#top = y;
      this.#row = y;
      return;
    }
    const from = this.#row - this.#top + 1;
    const to = y - this.#top;
    this.#reserveRows(to + 1);
    this.#rows.fill(this.#count / 2, from, to + 1);
    this.#row = y;
  }

  #reserveRows(length: number): void {
    if (length <= this.#rows.length) return;
    const larger = new Uint32Array(Math.max(length, Math.min(this.height + 1, this.#rows.length * 2)));
    larger.set(this.#rows);
    this.#rows = larger;
  }

  #growEdges(): void {
    const larger = new Uint32Array(this.#edges.length * 2);
    larger.set(this.#edges);
    this.#edges = larger;
  }
}

/** Throws StudioError `mask-invalid` unless both are whole numbers from 1 to 2^20. */
export function checkSize(width: number, height: number): void {
  const ok = (side: number) => Number.isInteger(side) && side >= 1 && side <= 1 << 20;
  if (!ok(width) || !ok(height)) {
    throw new StudioError('mask-invalid', `A mask cannot be ${width} by ${height} pixels.`);
  }
}
