import type { Pick } from '../../document/testing/random-command.ts';
import { subtractMasks, unionMasks } from '../../mask/boolean.ts';
import { boxMask } from '../../mask/create-mask.ts';
import { ellipseMask } from '../../mask/ellipse.ts';
import type { Mask } from '../../mask/mask.ts';
import type { RefinePlan } from '../../mask/refine-mask.ts';
import type { Box, Point } from '../../mask/space.ts';
import type { StrokePoint } from '../../mask/stroke.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Half-open and at least a pixel wide and high; up to a quarter of it may lie outside the photo. */
export function randomBox({ width, height }: Size, pick: Pick): Box<'image'> {
  const x1 = pick(width);
  const y1 = pick(height);
  return { x1, y1, x2: x1 + 1 + pick(width >> 1), y2: y1 + 1 + pick(height >> 1) };
}

/** A box, an ellipse, a frame with a hole, or two boxes apart; now and then nothing. */
export function randomMask(size: Size, pick: Pick): Mask {
  const { width, height } = size;
  const box = randomBox(size, pick);
  const plain = boxMask(width, height, box);
  switch (pick(6)) {
    case 0:
      return ellipseMask(box, width, height);
    case 1:
      return subtractMasks(plain, boxMask(width, height, randomBox(size, pick)));
    case 2:
      return unionMasks(plain, boxMask(width, height, randomBox(size, pick)));
    case 3:
      return boxMask(width, height, { x1: 0, y1: 0, x2: pick(width + 1), y2: pick(height + 1) });
    default:
      return plain;
  }
}

/** On the photo or a little beside it. */
export function randomPoint({ width, height }: Size, pick: Pick): Point<'image'> {
  return { x: pick(width + 4) - 2 + pick(4) / 4, y: pick(height + 4) - 2 + pick(4) / 4 };
}

export function randomLine(size: Size, pick: Pick): readonly Point<'image'>[] {
  return Array.from({ length: 2 + pick(3) }, () => randomPoint(size, pick));
}

export function randomStroke(size: Size, pick: Pick): readonly StrokePoint[] {
  return Array.from({ length: 1 + pick(3) }, () => ({ ...randomPoint(size, pick), radius: 1 + pick(5) }));
}

export function randomRefinement(pick: Pick): RefinePlan {
  return {
    grow: pick(5) - 2,
    smooth: pick(3),
    fillHoles: pick(2) === 0,
    removeSpecks: pick(3) * 4,
    keepLargest: pick(3) === 0,
    simplify: pick(3),
  };
}
