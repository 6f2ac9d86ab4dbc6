import { intersectMasks, invertMask, subtractMasks, unionMasks, xorMasks } from '../../src/mask/boolean.ts';
import { coarsenMask } from '../../src/mask/coarsen-mask.ts';
import { decodeRle, encodeRle } from '../../src/mask/coco-rle.ts';
import { fillHoles, keepLargest, removeIslands, splitComponents } from '../../src/mask/components.ts';
import { contourMask } from '../../src/mask/contour-mask.ts';
import { traceContours } from '../../src/mask/contours.ts';
import { ellipseMask } from '../../src/mask/ellipse.ts';
import { floodFill } from '../../src/mask/flood-fill.ts';
import type { Mask } from '../../src/mask/mask.ts';
import { maskArea, maskBox, maskIou } from '../../src/mask/measure.ts';
import { closeMask, growMask, openMask, shrinkMask, smoothMask } from '../../src/mask/morphology.ts';
import { polygonMask } from '../../src/mask/polygon.ts';
import type { RgbaImage } from '../../src/mask/rgba-image.ts';
import { simplifyContours } from '../../src/mask/simplify.ts';
import { capsuleMask, strokeMask } from '../../src/mask/stroke.ts';
import { mirrorMask, rotateMask, scaleMask, translateMask } from '../../src/mask/transform.ts';

export interface Inputs {
  readonly a: Mask;
  readonly b: Mask;
  readonly photo: RgbaImage;
  /** Of the photo's area that `a` covers; drawn shapes cover as much. */
  readonly share: number;
  /** A pixel of `a`. */
  readonly seed: { readonly x: number; readonly y: number };
}

/** What src/mask does; bench/mask/opencv.py holds the same names. */
export function operations({ a, b, photo, share, seed }: Inputs): Record<string, () => unknown> {
  const { width, height } = a;
  const contours = traceContours(a);
  const rings = contours.flatMap(({ outer, holes }) => [outer, ...holes]);
  const encoded = encodeRle(a);
  const centre = { x: width / 2, y: height / 2 };
  const [rx, ry] = [width * Math.sqrt(share / Math.PI), height * Math.sqrt(share / Math.PI)];
  const ellipse = { x1: centre.x - rx, y1: centre.y - ry, x2: centre.x + rx, y2: centre.y + ry };
  const points = Array.from({ length: 9 }, (_, i) => ({
    x: (width / 10) * (i + 1),
    y: height / 2 + (i % 2 === 0 ? 400 : -400),
    radius: 30,
  }));
  const from = { x: width / 4, y: height / 4, radius: 200 };
  const to = { x: (3 * width) / 4, y: (3 * height) / 4, radius: 200 };
  const box = { x1: 0, y1: 0, x2: width, y2: height };
  const half = { x1: 0, y1: 0, x2: width / 2, y2: height / 2 };
  return {
    union: () => unionMasks(a, b),
    subtract: () => subtractMasks(a, b),
    intersect: () => intersectMasks(a, b),
    xor: () => xorMasks(a, b),
    invert: () => invertMask(a),
    area: () => maskArea(a),
    box: () => maskBox(a),
    iou: () => maskIou(a, b),
    'grow 5': () => growMask(a, 5),
    'shrink 5': () => shrinkMask(a, 5),
    'open 5': () => openMask(a, 5),
    'close 5': () => closeMask(a, 5),
    'smooth 5': () => smoothMask(a, 5),
    'grow 20': () => growMask(a, 20),
    'shrink 20': () => shrinkMask(a, 20),
    'open 20': () => openMask(a, 20),
    'close 20': () => closeMask(a, 20),
    'fill holes': () => fillHoles(a),
    'remove islands': () => removeIslands(a, 1000),
    'keep largest': () => keepLargest(a),
    components: () => splitComponents(a),
    'flood fill': () => floodFill({ photo, ...seed, tolerance: 16 }),
    'flood fill all': () => floodFill({ photo, ...seed, tolerance: 16, contiguous: false }),
    polygon: () => polygonMask([starAround(centre, rx, ry)], width, height, 'nonzero'),
    ellipse: () => ellipseMask(ellipse, width, height),
    capsule: () => capsuleMask(from, to, width, height),
    stroke: () => strokeMask(points, width, height),
    contours: () => traceContours(a),
    'fill contours': () => polygonMask(rings, width, height, 'even-odd'),
    'contours, back': () => contourMask(traceContours(a), width, height),
    'simplify 2': () => simplifyContours(contours, 2),
    translate: () => translateMask(a, 137, -61),
    'scale 1/2': () => scaleMask(a, box, half),
    mirror: () => mirrorMask(a, 'left-right'),
    'rotate 10': () => rotateMask(a, (10 * Math.PI) / 180, centre),
    'coarsen 8': () => coarsenMask(a, 3, 'half'),
    'rle encode': () => encodeRle(a),
    'rle decode': () => decodeRle(encoded, width, height),
  };
}

function starAround(centre: { x: number; y: number }, rx: number, ry: number): number[] {
  return Array.from({ length: 24 }, (_, i) => {
    const reach = i % 2 === 0 ? 1.2 : 0.8;
    const angle = (i / 12) * Math.PI;
    return [centre.x + reach * rx * Math.cos(angle), centre.y + reach * ry * Math.sin(angle)];
  }).flat();
}
