import { encodeRle } from '../../src/mask/coco-rle.ts';
import { maskArea, maskBox } from '../../src/mask/measure.ts';
import { polygonMask } from '../../src/mask/polygon.ts';

export const photoSize = { width: 6000, height: 4000 } as const;

/** A generator of numbers in 0..1 that gives the same ones every time. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** COCO of `count` wobbly blobs of 60 to 500 pixels on one photo, eight classes, many of them overlapping. */
export function blobsAsCoco(count: number, fileName: string): string {
  const random = seededRandom(count);
  const { width, height } = photoSize;
  const annotations = Array.from({ length: count }, (_, i) => {
    const [x, y] = [random() * width, random() * height];
    const radius = 30 + random() ** 2 * 220;
    const phases = [random() * 6, random() * 6, random() * 6];
    const ring = Array.from({ length: 120 }, (_, k) => {
      const angle = (k / 60) * Math.PI;
      const wobble = phases.reduce((sum, phase, n) => sum + Math.sin((n + 2) * angle + phase) / (n + 3), 1);
      const r = (radius * (wobble + 0.3)) / 1.3;
      return [x + r * Math.cos(angle), y + r * Math.sin(angle)];
    }).flat();
    const mask = polygonMask([ring], width, height, 'nonzero');
    const box = maskBox(mask) ?? { x1: 0, y1: 0, x2: 0, y2: 0 };
    return {
      id: i + 1,
      image_id: 1,
      category_id: (i % 8) + 1,
      segmentation: { size: [height, width], counts: encodeRle(mask) },
      area: maskArea(mask),
      bbox: [box.x1, box.y1, box.x2 - box.x1, box.y2 - box.y1],
      iscrowd: 0,
    };
  });
  return JSON.stringify({
    images: [{ id: 1, file_name: fileName, width, height }],
    categories: Array.from({ length: 8 }, (_, i) => ({ id: i + 1, name: `class ${i + 1}` })),
    annotations: annotations.filter(({ area }) => area > 0),
  });
}
