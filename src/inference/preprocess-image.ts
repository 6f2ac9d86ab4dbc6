import type { RgbaImage } from '../mask/rgba-image.ts';
import type { Manifest } from '../model/manifest.ts';
import { resampleTriangle } from './resample-triangle.ts';

/**
 * A photo as the vision graph reads it: float32 [3, H, W], resized to the package's square, each channel minus its
 * mean and divided by its deviation (both on the scale 0..1).
 */
export function preprocessImage(image: RgbaImage, rules: Manifest['image']): Float32Array {
  const { width, height, mean, std } = rules;
  const rgb = resampleTriangle(image, width, height);
  const plane = width * height;
  const out = new Float32Array(3 * plane);
  for (let channel = 0; channel < 3; channel += 1) {
    const scale = 1 / (255 * std[channel]!);
    const offset = mean[channel]! / std[channel]!;
    for (let i = 0, from = channel; i < plane; i += 1, from += 3) {
      out[channel * plane + i] = rgb[from]! * scale - offset;
    }
  }
  return out;
}
