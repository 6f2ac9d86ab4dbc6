import { subtractMasks, unionMasks } from '../../src/mask/boolean.ts';
import { ellipseMask } from '../../src/mask/ellipse.ts';
import { knifeMask } from '../../src/mask/knife.ts';
import type { Mask } from '../../src/mask/mask.ts';
import { maskArea, maskBox, maskByteSize } from '../../src/mask/measure.ts';
import { maskMeetsBox, pickMasks } from '../../src/mask/pick-mask.ts';
import { strokeMask } from '../../src/mask/stroke.ts';
import { seededRandom } from '../refine/degrade-canvas.ts';

/** Prints what 1,000 objects of an ordinary spread of sizes cost in memory, and what picking among them takes. */
export function measureManyObjects(width: number, height: number): void {
  const random = seededRandom(7);
  const masks = Array.from({ length: 1000 }, () => blob(width, height, random));
  const bytes = masks.reduce((sum, mask) => sum + maskByteSize(mask), 0);
  const edges = masks.reduce((sum, mask) => sum + mask.runs.length, 0);
  const boxes = masks.reduce((sum, mask) => {
    const box = maskBox(mask)!;
    return sum + (box.x2 - box.x1) * (box.y2 - box.y1);
  }, 0);
  const area = masks.reduce((sum, mask) => sum + maskArea(mask), 0);
  const megabytes = (value: number) => `${(value / 2 ** 20).toFixed(1)} MiB`;
  console.log(
    `\n1,000 objects on ${width} x ${height}, ${(area / 1000).toFixed(0)} pixels each in the mean:`,
  );
  console.log(
    `memory ${megabytes(bytes)} (${(bytes / edges).toFixed(1)} bytes an edge of a run); ` +
      `${megabytes(boxes)} as bitmaps of their boxes, ${megabytes(1000 * width * height)} as bitmaps of the photo`,
  );
  const point = () => ({ x: random() * width, y: random() * height });
  const points = Array.from({ length: 1000 }, point);
  console.log(`pick by click            ${each(points, (at) => pickMasks(masks, at))} ms`);
  console.log(`pick near, 10 px around  ${each(points, (at) => pickMasks(masks, at, 10))} ms`);
  console.log(
    `pick by box, 500 px      ${each(points, ({ x, y }) =>
      masks.filter((mask) => maskMeetsBox(mask, { x1: x, y1: y, x2: x + 500, y2: y + 500 })),
    )} ms`,
  );
  const half = ellipseMask({ x1: 200, y1: 200, x2: width - 200, y2: height - 200 }, width, height);
  const across = [
    { x: 0, y: height * 0.3 },
    { x: width / 2, y: height * 0.6 },
    { x: width, y: height * 0.4 },
  ];
  console.log(
    `knife across a thing of half the photo  ${each([across], (line) => knifeMask(half, line))} ms`,
  );
}

/** An ellipse with a bite and a hole, or a squiggle; sides from 20 to 1,000 pixels, small ones more often. */
function blob(width: number, height: number, random: () => number): Mask {
  const side = 20 * 50 ** random();
  const [x, y] = [random() * (width - side), random() * (height - side)];
  const at = (fx: number, fy: number, fw: number, fh: number) =>
    ellipseMask(
      { x1: x + fx * side, y1: y + fy * side, x2: x + (fx + fw) * side, y2: y + (fy + fh) * side },
      width,
      height,
    );
  const points = Array.from({ length: 6 }, () => ({
    x: x + random() * side,
    y: y + random() * side,
    radius: 2 + random() * 0.05 * side,
  }));
  const body = subtractMasks(subtractMasks(at(0, 0, 1, 0.7), at(0.7, 0.3, 0.5, 0.5)), at(0.2, 0.2, 0.2, 0.2));
  return random() < 0.8 ? body : unionMasks(body, strokeMask(points, width, height));
}

/** Milliseconds a call, the least mean of three rounds. */
function each<T>(inputs: readonly T[], run: (input: T) => unknown): string {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 3; round++) {
    const started = performance.now();
    for (const input of inputs) run(input);
    best = Math.min(best, (performance.now() - started) / inputs.length);
  }
  return best.toFixed(3);
}
