import { subtractMasks } from './boolean.ts';
import { fillHoles, keepLargest, labelRuns, removeIslands } from './components.ts';
import type { Mask } from './mask.ts';
import { growMask, shrinkMask, smoothMask } from './morphology.ts';
import { simplifyMask } from './simplify.ts';

/** How a mask is tidied up; all lengths in image pixels. */
export interface RefinePlan {
  /** Pixels to grow by; negative shrinks, 0 leaves. */
  readonly grow: number;
  /** Radius of the disc whose majority decides each pixel; 0 leaves. */
  readonly smooth: number;
  readonly fillHoles: boolean;
  /** Parts of fewer pixels are removed; 0 keeps all. */
  readonly removeSpecks: number;
  readonly keepLargest: boolean;
  /** How far the new outline may leave the old one; 0 leaves. */
  readonly simplify: number;
}

/** A plan that changes nothing. */
export const noRefinement: RefinePlan = {
  grow: 0,
  smooth: 0,
  fillHoles: false,
  removeSpecks: 0,
  keepLargest: false,
  simplify: 0,
};

export interface RefinedMask {
  readonly mask: Mask;
  /** Holes of the mask as it was, whether or not the plan fills them. */
  readonly holes: number;
  /** Parts of the mask as it was that have fewer pixels than `removeSpecks`. */
  readonly specks: number;
}

/**
 * Carries out a plan: tidies, grows or shrinks, smooths, simplifies, and tidies again, because shrinking can leave
 * specks and growing can close a bay to a hole. So what the plan asks for holds for the result.
 */
export function refineMask(mask: Mask, plan: RefinePlan): RefinedMask {
  const tidied = tidy(mask, plan);
  const reshaped = reshape(tidied, plan);
  return {
    mask: reshaped === tidied ? tidied : tidy(reshaped, plan),
    holes: labelRuns(subtractMasks(fillHoles(mask), mask), 4).areas.length,
    specks: labelRuns(mask).areas.filter((area) => area < plan.removeSpecks).length,
  };
}

function tidy(mask: Mask, plan: RefinePlan): Mask {
  const filled = plan.fillHoles ? fillHoles(mask) : mask;
  const clean = plan.removeSpecks > 0 ? removeIslands(filled, plan.removeSpecks) : filled;
  return plan.keepLargest ? keepLargest(clean) : clean;
}

function reshape(mask: Mask, { grow, smooth, simplify }: RefinePlan): Mask {
  const resized = grow > 0 ? growMask(mask, grow) : grow < 0 ? shrinkMask(mask, -grow) : mask;
  const smoothed = smooth > 0 ? smoothMask(resized, smooth) : resized;
  return simplify > 0 ? simplifyMask(smoothed, simplify) : smoothed;
}
