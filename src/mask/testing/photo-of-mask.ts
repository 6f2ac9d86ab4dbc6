import { bitmapFromMask } from '../bitmap.ts';
import type { Mask } from '../mask.ts';
import type { RgbaImage } from '../rgba-image.ts';

type Colour = readonly [red: number, green: number, blue: number];

/** A photo of the mask in one colour on another, with the same noise of up to `texture` levels on both each time. */
export function photoOfMask(mask: Mask, inside: Colour, outside: Colour, texture: number): RgbaImage {
  const bitmap = bitmapFromMask(mask);
  const data = new Uint8Array(bitmap.length * 4).fill(255);
  let random = 1;
  for (let i = 0; i < bitmap.length; i++) {
    random = (Math.imul(random, 1664525) + 1013904223) >>> 0;
    const noise = Math.round((random / 2 ** 32 - 0.5) * 2 * texture);
    const colour = bitmap[i] === 1 ? inside : outside;
    for (let c = 0; c < 3; c++) data[4 * i + c] = colour[c]! + noise;
  }
  return { width: mask.width, height: mask.height, data };
}
