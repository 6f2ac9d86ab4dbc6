import { StudioError } from '../../errors/studio-error.ts';
import { maskFromBitmap } from '../../mask/bitmap.ts';
import { intersectMasks } from '../../mask/boolean.ts';
import { boxMask } from '../../mask/create-mask.ts';
import { ellipseMask } from '../../mask/ellipse.ts';
import type { Mask } from '../../mask/mask.ts';
import { isEmptyMask } from '../../mask/measure.ts';
import { polygonMask } from '../../mask/polygon.ts';
import { translateMask } from '../../mask/transform.ts';
import { fromBase64 } from '../base64.ts';
import { readMaskPng } from '../png/read-mask-png.ts';
import { readPngHeader } from '../png/read-png.ts';
import type { LabelmeShape } from './labelme-schema.ts';

/** The pixels of a shape on a photo of that size. Throws StudioError `format-invalid` for shapes that have none. */
export function shapeMask(shape: LabelmeShape, width: number, height: number): Mask {
  const mask = drawn(shape, width, height);
  if (isEmptyMask(mask)) throw invalid('It has no pixel on the photo.');
  return mask;
}

function drawn({ shape_type, points, mask }: LabelmeShape, width: number, height: number): Mask {
  const [a, b] = points;
  const kind = shape_type ?? 'polygon';
  if (kind === 'polygon') {
    if (points.length < 3) throw invalid('A polygon needs at least three points.');
    return polygonMask([points.flat()], width, height, 'nonzero');
  }
  if (kind !== 'rectangle' && kind !== 'circle' && kind !== 'mask')
    throw invalid(
      `A ${JSON.stringify(kind).slice(1, 40).replace('"', '')} has no area; only shapes with one are objects.`,
    );
  if (a === undefined || b === undefined) throw invalid(`A ${kind} needs two points.`);
  if (kind === 'circle') {
    const radius = Math.hypot(b[0] - a[0], b[1] - a[1]);
    const box = { x1: a[0] - radius, y1: a[1] - radius, x2: a[0] + radius, y2: a[1] + radius };
    return ellipseMask(box, width, height);
  }
  const [left, right] = [Math.min(a[0], b[0]), Math.max(a[0], b[0])];
  const [top, bottom] = [Math.min(a[1], b[1]), Math.max(a[1], b[1])];
  if (kind === 'rectangle') {
    return polygonMask([[left, top, right, top, right, bottom, left, bottom]], width, height, 'nonzero');
  }
  if (!mask) throw invalid('The shape is a mask, but its picture is missing.');
  return pictureMask(fromBase64(mask), Math.round(left), Math.round(top), width, height);
}

/** A picture laid at a place of the photo; what hangs over the edge is cut off. */
function pictureMask(png: Uint8Array, x: number, y: number, width: number, height: number): Mask {
  const size = readPngHeader(png);
  if (size.width > width || size.height > height) throw invalid('Its picture is larger than the photo.');
  const { data } = readMaskPng(png, size.width, size.height);
  const atOrigin = maskFromBitmap(data, width, height, { x1: 0, y1: 0, x2: size.width, y2: size.height });
  const all = boxMask(width, height, { x1: 0, y1: 0, x2: width, y2: height });
  return intersectMasks(translateMask(atOrigin, x, y), all);
}

function invalid(message: string): StudioError {
  return new StudioError('format-invalid', message);
}
