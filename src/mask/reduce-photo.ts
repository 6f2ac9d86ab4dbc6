import type { ColourPlanes } from './guided-filter.ts';
import type { RgbaImage } from './rgba-image.ts';
import type { Box } from './space.ts';

/**
 * Part of a photo at another size, as planes of 0..1: `width` x `height` pixels that share out `box` (photo pixels,
 * fractions allowed), each the mean of the photo's pixels whose centres it covers, or, where it covers none, the
 * nearest one.
 */
export function reducePhoto(
  photo: RgbaImage,
  box: Box<'image'>,
  width: number,
  height: number,
): ColourPlanes {
  const red = new Float32Array(width * height);
  const green = new Float32Array(width * height);
  const blue = new Float32Array(width * height);
  const columns = shares(box.x1, box.x2, width, photo.width);
  const rows = shares(box.y1, box.y2, height, photo.height);
  const { data } = photo;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [x1, x2] = [columns[2 * x]!, columns[2 * x + 1]!];
      let r = 0;
      let g = 0;
      let b = 0;
      for (let py = rows[2 * y]!; py < rows[2 * y + 1]!; py++) {
        for (let at = (py * photo.width + x1) * 4; at < (py * photo.width + x2) * 4; at += 4) {
          r += data[at]!;
          g += data[at + 1]!;
          b += data[at + 2]!;
        }
      }
      const scale = 1 / (255 * (x2 - x1) * (rows[2 * y + 1]! - rows[2 * y]!));
      const i = y * width + x;
      red[i] = r * scale;
      green[i] = g * scale;
      blue[i] = b * scale;
    }
  }
  return { width, height, red, green, blue };
}

/** Half-open ranges of photo pixels for each target pixel along one side. */
function shares(from: number, to: number, count: number, limit: number): Uint32Array {
  const ranges = new Uint32Array(2 * count);
  const step = (to - from) / count;
  for (let i = 0; i < count; i++) {
    const first = Math.max(0, Math.ceil(from + i * step - 0.5));
    const last = Math.min(limit, Math.ceil(from + (i + 1) * step - 0.5));
    const nearest = Math.min(limit - 1, Math.max(0, Math.floor(from + (i + 0.5) * step)));
    ranges[2 * i] = first < last ? first : nearest;
    ranges[2 * i + 1] = first < last ? last : nearest + 1;
  }
  return ranges;
}
