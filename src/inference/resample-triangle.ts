import type { RgbaImage } from '../mask/rgba-image.ts';

/** For each output sample: the first input sample and the weights from there on, summing to 1. */
interface Kernel {
  readonly first: Int32Array;
  readonly weights: readonly Float64Array[];
}

/**
 * Weights of a triangle filter whose support grows with the reduction, so that no input sample is skipped: the
 * definition of Pillow's `Image.resize(..., BILINEAR)` (`precompute_coeffs` of its Resample.c).
 */
function triangleKernel(inputSize: number, outputSize: number): Kernel {
  const scale = inputSize / outputSize;
  const support = Math.max(scale, 1);
  const first = new Int32Array(outputSize);
  const weights: Float64Array[] = [];
  for (let out = 0; out < outputSize; out += 1) {
    const centre = (out + 0.5) * scale;
    const begin = Math.max(0, Math.trunc(centre - support + 0.5));
    const end = Math.min(inputSize, Math.trunc(centre + support + 0.5));
    const row = new Float64Array(end - begin);
    let sum = 0;
    for (let i = 0; i < row.length; i += 1) {
      const distance = Math.abs((i + begin - centre + 0.5) / support);
      const weight = distance < 1 ? 1 - distance : 0;
      row[i] = weight;
      sum += weight;
    }
    for (let i = 0; i < row.length; i += 1) row[i]! /= sum;
    first[out] = begin;
    weights.push(row);
  }
  return { first, weights };
}

/**
 * Antialiased resize of the three colour channels (alpha is ignored) to `width` x `height`; equals Pillow's BILINEAR
 * to within one level. Gives RGB bytes, row-major, 3 a pixel. Like Pillow it goes over columns first and keeps bytes
 * in between.
 */
export function resampleTriangle(image: RgbaImage, width: number, height: number): Uint8ClampedArray {
  const columns = triangleKernel(image.width, width);
  const rows = triangleKernel(image.height, height);
  return resampleRows(resampleColumns(image, columns, width), image.height, rows, width, height);
}

function resampleColumns(image: RgbaImage, kernel: Kernel, width: number): Uint8ClampedArray {
  const { data, height } = image;
  const out = new Uint8ClampedArray(width * height * 3);
  for (let x = 0; x < width; x += 1) {
    const weights = kernel.weights[x]!;
    for (let y = 0; y < height; y += 1) {
      let source = (y * image.width + kernel.first[x]!) * 4;
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let i = 0; i < weights.length; i += 1, source += 4) {
        const weight = weights[i]!;
        red += weight * data[source]!;
        green += weight * data[source + 1]!;
        blue += weight * data[source + 2]!;
      }
      const target = (y * width + x) * 3;
      out[target] = red;
      out[target + 1] = green;
      out[target + 2] = blue;
    }
  }
  return out;
}

function resampleRows(
  source: Uint8ClampedArray,
  sourceHeight: number,
  kernel: Kernel,
  width: number,
  height: number,
): Uint8ClampedArray {
  if (sourceHeight === height) return source;
  const stride = width * 3;
  const out = new Uint8ClampedArray(stride * height);
  const sums = new Float64Array(stride);
  for (let y = 0; y < height; y += 1) {
    const weights = kernel.weights[y]!;
    sums.fill(0);
    for (let i = 0; i < weights.length; i += 1) {
      const weight = weights[i]!;
      const offset = (kernel.first[y]! + i) * stride;
      for (let k = 0; k < stride; k += 1) sums[k]! += weight * source[offset + k]!;
    }
    out.set(sums, y * stride);
  }
  return out;
}
