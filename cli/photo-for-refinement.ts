import { resampleTriangle } from '../src/inference/resample-triangle.ts';
import { workingSize } from '../src/mask/refine-canvas.ts';
import type { RgbaImage } from '../src/mask/rgba-image.ts';

/** The copy of a photo that refinement works on, made once for all objects of an answer. */
export function photoForRefinement(photo: RgbaImage): RgbaImage {
  const scale = workingSize / Math.max(photo.width, photo.height);
  if (scale >= 1) return photo;
  const width = Math.max(1, Math.round(photo.width * scale));
  const height = Math.max(1, Math.round(photo.height * scale));
  const rgb = resampleTriangle(photo, width, height);
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    data.set(rgb.subarray(pixel * 3, pixel * 3 + 3), pixel * 4);
  }
  return { width, height, data };
}
