import { StudioError } from '../../errors/studio-error.ts';
import { inflate } from './inflate.ts';

/** A decoded PNG, samples as they are stored: indices of the palette, grey, or colours, not scaled to 8 bits. */
export interface PngImage {
  readonly width: number;
  readonly height: number;
  readonly color: 'grey' | 'rgb' | 'indexed' | 'grey-alpha' | 'rgba';
  /** Samples a pixel: 1 for grey and indexed, 2, 3 or 4. */
  readonly channels: number;
  /** Bits a sample. */
  readonly depth: 1 | 2 | 4 | 8 | 16;
  /** height x width x channels samples, row-major. */
  readonly data: Uint8Array | Uint16Array;
  /** Red, green, blue a colour; null without a palette. */
  readonly palette: readonly (readonly [number, number, number])[] | null;
}

export interface PngHeader {
  readonly width: number;
  readonly height: number;
  readonly depth: 1 | 2 | 4 | 8 | 16;
  readonly color: PngImage['color'];
  readonly interlaced: boolean;
}

const channelsOf = { grey: 1, rgb: 3, indexed: 1, 'grey-alpha': 2, rgba: 4 } as const;
const colorOf = new Map<number, PngImage['color']>([
  [0, 'grey'],
  [2, 'rgb'],
  [3, 'indexed'],
  [4, 'grey-alpha'],
  [6, 'rgba'],
]);
const signature = [137, 80, 78, 71, 13, 10, 26, 10];

/** Size and kind of a PNG, without decoding it. Throws StudioError `format-invalid`. */
export function readPngHeader(bytes: Uint8Array): PngHeader {
  if (bytes.length < 33 || signature.some((byte, i) => bytes[i] !== byte)) throw unreadable('it is no PNG');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(8) !== 13 || chunkName(bytes, 8) !== 'IHDR')
    throw unreadable('it does not begin with its size');
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  const [depth, kind, compression, filter, interlace] = bytes.subarray(24, 29);
  const color = colorOf.get(kind!);
  const fits = depth === 8 || (depth === 16 && color !== 'indexed') || channelsOf[color ?? 'rgb'] === 1;
  if (
    color === undefined ||
    !isDepth(depth) ||
    !fits ||
    compression !== 0 ||
    filter !== 0 ||
    interlace! > 1
  ) {
    throw unreadable('it is of a kind that there is not');
  }
  if (width === 0 || height === 0) throw unreadable(`it is ${width} by ${height} pixels`);
  return { width, height, depth, color, interlaced: interlace === 1 };
}

/**
 * Decodes a PNG of exactly that size. The size is asked for because a small file may claim any: memory is bounded by
 * what the caller expects (other decoders unpack whatever comes). Text, colour profiles and checksums of chunks are not
 * looked at. Throws StudioError `format-invalid`.
 */
export function readPng(bytes: Uint8Array, width: number, height: number): PngImage {
  const header = readPngHeader(bytes);
  if (header.width !== width || header.height !== height) {
    throw unreadable(
      `it is ${header.width} by ${header.height} pixels where ${width} by ${height} are needed`,
    );
  }
  const { palette, packed } = readChunks(bytes);
  if (header.color === 'indexed' && palette === null) throw unreadable('its palette is missing');
  const passes = passesOf(header);
  const channels = channelsOf[header.color];
  const bits = channels * header.depth;
  const lengths = passes.map((pass) =>
    pass.width === 0 ? 0 : pass.height * (1 + rowBytes(pass.width, bits)),
  );
  const raw = inflate(
    packed,
    lengths.reduce((sum, length) => sum + length, 0),
  );
  const samples = width * height * channels;
  const data = header.depth === 16 ? new Uint16Array(samples) : new Uint8Array(samples);
  let at = 0;
  passes.forEach((pass, i) => {
    if (lengths[i]! > 0) readPass(raw.subarray(at, at + lengths[i]!), pass, header, data);
    at += lengths[i]!;
  });
  return { width, height, color: header.color, channels, depth: header.depth, data, palette };
}

function readChunks(bytes: Uint8Array): { palette: PngImage['palette']; packed: Uint8Array } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: Uint8Array[] = [];
  let palette: [number, number, number][] | null = null;
  for (let at = 8; ; ) {
    if (at + 12 > bytes.length) throw unreadable('it ends too soon');
    const length = view.getUint32(at);
    const name = chunkName(bytes, at);
    const body = bytes.subarray(at + 8, at + 8 + length);
    if (at + 12 + length > bytes.length) throw unreadable('it ends too soon');
    if (name === 'IEND') break;
    if (name === 'IDAT') parts.push(body);
    if (name === 'PLTE') {
      palette = Array.from({ length: Math.floor(length / 3) }, (_, i) => {
        return [body[3 * i]!, body[3 * i + 1]!, body[3 * i + 2]!];
      });
    }
    at += 12 + length;
  }
  if (parts.length === 1) return { palette, packed: parts[0]! };
  const packed = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    packed.set(part, at);
    at += part.length;
  }
  return { palette, packed };
}

/** The part of the pixels that stands together in the data: all, or one of Adam7's seven. */
interface Pass {
  readonly x: number;
  readonly y: number;
  readonly stepX: number;
  readonly stepY: number;
  readonly width: number;
  readonly height: number;
}

const adam7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

function passesOf({ width, height, interlaced }: PngHeader): readonly Pass[] {
  const steps = interlaced ? adam7 : ([[0, 0, 1, 1]] as const);
  return steps.map(([x, y, stepX, stepY]) => {
    const [w, h] = [Math.ceil((width - x) / stepX), Math.ceil((height - y) / stepY)];
    return { x, y, stepX, stepY, width: h > 0 ? Math.max(0, w) : 0, height: Math.max(0, h) };
  });
}

function rowBytes(width: number, bits: number): number {
  return Math.ceil((width * bits) / 8);
}

function readPass(
  raw: Uint8Array,
  pass: Pass,
  { color, depth, width }: PngHeader,
  data: Uint8Array | Uint16Array,
): void {
  const channels = channelsOf[color];
  const length = rowBytes(pass.width, channels * depth);
  const pixelBytes = Math.max(1, (channels * depth) >> 3);
  let above: Uint8Array = new Uint8Array(length);
  for (let row = 0; row < pass.height; row++) {
    const start = row * (length + 1);
    const line = raw.subarray(start + 1, start + 1 + length);
    unfilter(raw[start]!, line, above, pixelBytes);
    const target = ((pass.y + row * pass.stepY) * width + pass.x) * channels;
    spread(line, pass.width * channels, depth, data, target, channels, pass.stepX);
    above = line;
  }
}

/** Undoes a row's filter in place (PNG specification, 9.2). */
function unfilter(kind: number, line: Uint8Array, above: Uint8Array, step: number): void {
  if (kind === 0) return;
  if (kind > 4) throw unreadable('a row has a filter that there is not');
  for (let i = 0; i < line.length; i++) {
    const left = i >= step ? line[i - step]! : 0;
    const up = above[i]!;
    if (kind === 1) line[i]! += left;
    else if (kind === 2) line[i]! += up;
    else if (kind === 3) line[i]! += (left + up) >> 1;
    else line[i]! += nearestOf(left, up, i >= step ? above[i - step]! : 0);
  }
}

/** The Paeth predictor. */
function nearestOf(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [toLeft, toUp, toCorner] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}

/** Puts a row's samples where they belong, one an entry. */
function spread(
  line: Uint8Array,
  samples: number,
  depth: number,
  data: Uint8Array | Uint16Array,
  target: number,
  channels: number,
  stepX: number,
): void {
  if (depth === 8 && stepX === 1) {
    data.set(line.subarray(0, samples), target);
    return;
  }
  for (let i = 0; i < samples; i++) {
    const at = target + Math.floor(i / channels) * stepX * channels + (i % channels);
    if (depth === 16) data[at] = (line[2 * i]! << 8) | line[2 * i + 1]!;
    else {
      const bit = i * depth;
      data[at] = (line[bit >> 3]! >> (8 - depth - (bit & 7))) & ((1 << depth) - 1);
    }
  }
}

function chunkName(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at + 4, at + 8));
}

function isDepth(depth: number | undefined): depth is PngHeader['depth'] {
  return depth === 1 || depth === 2 || depth === 4 || depth === 8 || depth === 16;
}

function unreadable(what: string): StudioError {
  return new StudioError('format-invalid', `The PNG cannot be read: ${what}.`);
}
