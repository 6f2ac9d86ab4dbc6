import { StudioError } from '../errors/studio-error.ts';
import type { Mask } from './mask.ts';
import { RunBuilder } from './run-builder.ts';

const version = 1;

/**
 * A mask as bytes for storage, about one byte an edge for smooth shapes. Layout, all numbers LEB128: version, width,
 * height, top, stored rows; then each row: its number of runs, and its edges, each as the signed (zigzag) difference
 * to the same edge of the row above when that has as many runs, else as the distance to the edge before.
 */
export function serializeMask(mask: Mask): Uint8Array {
  const out = new ByteWriter(mask.runs.length * 2 + mask.rows.length + 16);
  const stored = mask.rows.length - 1;
  for (const value of [version, mask.width, mask.height, mask.top, stored]) out.write(value);
  let aboveFrom = 0;
  let aboveTo = 0;
  for (let row = 0; row < stored; row++) {
    const from = mask.rows[row]! * 2;
    const to = mask.rows[row + 1]! * 2;
    out.write((to - from) / 2);
    const alike = to - from === aboveTo - aboveFrom;
    for (let i = from; i < to; i++) {
      const edge = mask.runs[i]!;
      if (alike) out.write(zigzag(edge - mask.runs[aboveFrom + i - from]!));
      else out.write(i === from ? edge : edge - mask.runs[i - 1]!);
    }
    aboveFrom = from;
    aboveTo = to;
  }
  return out.finish();
}

/** The reverse. Throws StudioError `mask-invalid` for bytes that `serializeMask` cannot have written. */
export function deserializeMask(bytes: Uint8Array): Mask {
  const reader = new ByteReader(bytes);
  if (reader.read() !== version) throw damaged('its version is unknown');
  const width = reader.read();
  const height = reader.read();
  const top = reader.read();
  const stored = reader.read();
  const builder = new RunBuilder(width, height, Math.max(16, bytes.length >> 1));
  if (stored > 0 && top + stored > height) throw damaged('its rows do not fit');
  let above: number[] = [];
  for (let row = 0; row < stored; row++) {
    const count = reader.read() * 2;
    if (count > width + 1) throw damaged('a row has too many runs');
    if (count === 0 && (row === 0 || row === stored - 1)) throw damaged('its outer rows are empty');
    const alike = count === above.length;
    const edges: number[] = [];
    let before = -1;
    for (let i = 0; i < count; i++) {
      const value = reader.read();
      const edge = alike ? above[i]! + unzigzag(value) : (i === 0 ? 0 : before) + value;
      if (edge <= before || edge > width) throw damaged('its runs are out of order');
      before = edge;
      edges.push(edge);
    }
    for (let i = 0; i < count; i += 2) builder.add(top + row, edges[i]!, edges[i + 1]!);
    above = edges;
  }
  if (!reader.ended) throw damaged('bytes follow its end');
  return builder.finish();
}

function damaged(what: string): StudioError {
  return new StudioError('mask-invalid', `A stored mask is damaged: ${what}.`);
}

function zigzag(value: number): number {
  return value < 0 ? -2 * value - 1 : 2 * value;
}

function unzigzag(value: number): number {
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}

class ByteWriter {
  #bytes: Uint8Array;
  #length = 0;

  constructor(capacity: number) {
    this.#bytes = new Uint8Array(capacity);
  }

  write(value: number): void {
    if (this.#length + 5 > this.#bytes.length) {
      const larger = new Uint8Array(this.#bytes.length * 2 + 8);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    let rest = value;
    while (rest >= 128) {
      this.#bytes[this.#length++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    this.#bytes[this.#length++] = rest;
  }

  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }
}

class ByteReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get ended(): boolean {
    return this.#at === this.#bytes.length;
  }

  read(): number {
    let value = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined) throw damaged('it ends too soon');
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
    }
    throw damaged('a number is too large');
  }
}
