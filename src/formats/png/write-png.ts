import { encode } from 'fast-png';
import { vocPalette } from './palette.ts';

const palette = vocPalette.map((colour) => [...colour]);

/** An indexed PNG of 8 bits with the palette of Pascal VOC. `indices`: one byte a pixel, row-major. */
export function writeIndexedPng(indices: Uint8Array, width: number, height: number): Uint8Array {
  return encode({ width, height, data: indices, channels: 1, depth: 8, palette });
}

/** A grey PNG of 8 bits. */
export function writeGreyPng(levels: Uint8Array, width: number, height: number): Uint8Array {
  return encode({ width, height, data: levels, channels: 1, depth: 8 });
}

/** RGBA, 8 bits a channel, not premultiplied. */
export function writeRgbaPng(
  pixels: Uint8Array | Uint8ClampedArray,
  width: number,
  height: number,
): Uint8Array {
  return encode({ width, height, data: pixels, channels: 4, depth: 8 });
}
