import { StudioError } from '../../errors/studio-error.ts';
import { type PngImage, readPng } from './read-png.ts';

/** One number a pixel, row-major. */
export interface PixelPlane {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/**
 * The pixels of a mask PNG of exactly that size: the index of each pixel's colour in an indexed PNG, its grey level in a
 * grey one (0 .. 2^depth - 1); for colours 255 where a pixel is not black; with alpha 255 where it is not 0,
 * whatever the colour. Throws StudioError `format-invalid`.
 */
export function readMaskPng(bytes: Uint8Array, width: number, height: number): PixelPlane {
  const png = readPng(bytes, width, height);
  if (!(png.data instanceof Uint8Array)) {
    throw new StudioError('format-invalid', 'A mask of 16 bits a pixel cannot be read; 8 bits are enough.');
  }
  return { width, height, data: png.channels === 1 ? png.data : flattened(png, png.data) };
}

function flattened({ width, height, channels, color }: PngImage, data: Uint8Array): Uint8Array {
  const out = new Uint8Array(width * height);
  const alpha = color === 'grey-alpha' || color === 'rgba';
  for (let i = 0, at = 0; i < out.length; i++, at += channels) {
    // A picture cut out by its alpha may be black where it is solid.
    const solid = alpha ? data[at + channels - 1] !== 0 : isLit(data, at, channels);
    out[i] = solid ? 255 : 0;
  }
  return out;
}

function isLit(data: Uint8Array, at: number, channels: number): boolean {
  for (let c = 0; c < channels; c++) if (data[at + c] !== 0) return true;
  return false;
}
