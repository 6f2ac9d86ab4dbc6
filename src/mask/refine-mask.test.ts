import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { subtractMasks, unionMasks } from './boolean.ts';
import { fillHoles, labelRuns } from './components.ts';
import { boxMask, emptyMask } from './create-mask.ts';
import { isEmptyMask, maskArea, masksEqual } from './measure.ts';
import { growMask, shrinkMask, smoothMask } from './morphology.ts';
import { noRefinement, refineMask } from './refine-mask.ts';
import { simplifyMask } from './simplify.ts';
import { bitmapArbitrary, toMask } from './testing/bitmap-arbitrary.ts';

const box = (x1: number, y1: number, x2: number, y2: number) => boxMask(60, 50, { x1, y1, x2, y2 });
/** A frame with one hole, and two specks. */
const frame = subtractMasks(box(10, 10, 40, 40), box(20, 20, 25, 25));
const mask = unionMasks(frame, unionMasks(box(1, 1, 3, 3), box(50, 1, 53, 4)));

describe('refining', () => {
  it('does one thing at a time as its own function does', () => {
    const only = (plan: Partial<typeof noRefinement>) => refineMask(mask, { ...noRefinement, ...plan }).mask;
    expect(only({})).toBe(mask);
    expect(only({ grow: 2 })).toEqual(growMask(mask, 2));
    expect(only({ grow: -1 })).toEqual(shrinkMask(mask, 1));
    expect(only({ smooth: 3 })).toEqual(smoothMask(mask, 3));
    expect(only({ simplify: 2 })).toEqual(simplifyMask(mask, 2));
    expect(only({ fillHoles: true })).toEqual(fillHoles(mask));
    expect(only({ removeSpecks: 5 })).toEqual(unionMasks(frame, box(50, 1, 53, 4)));
    expect(only({ keepLargest: true })).toEqual(frame);
  });

  it('counts holes and specks of the mask as it was', () => {
    const counts = (plan: Partial<typeof noRefinement>) => {
      const { holes, specks } = refineMask(mask, { ...noRefinement, ...plan });
      return [holes, specks];
    };
    expect(counts({})).toEqual([1, 0]);
    expect(counts({ fillHoles: true, removeSpecks: 9, grow: 5 })).toEqual([1, 1]);
    expect(counts({ removeSpecks: 10 })).toEqual([1, 2]);
    expect(refineMask(emptyMask(4, 4), { ...noRefinement, keepLargest: true, grow: 3 })).toEqual({
      mask: emptyMask(4, 4),
      holes: 0,
      specks: 0,
    });
  });

  it('gives what the plan asks for, also where shrinking breaks the mask or growing closes a bay', () => {
    const dumbbell = [box(2, 10, 20, 30), box(20, 19, 30, 21), box(30, 12, 44, 28)].reduce(unionMasks);
    const shrunk = refineMask(dumbbell, { ...noRefinement, grow: -2, keepLargest: true }).mask;
    expect(labelRuns(shrunk).areas).toHaveLength(1);
    const ring = subtractMasks(box(10, 10, 30, 30), unionMasks(box(14, 14, 26, 26), box(19, 10, 21, 14)));
    const grown = refineMask(ring, { ...noRefinement, grow: 2, fillHoles: true }).mask;
    expect(refineMask(ring, noRefinement).holes).toBe(0);
    expect(masksEqual(grown, fillHoles(grown))).toBe(true);
  });

  it('keeps its promises for any mask and plan', () => {
    const plans = fc.record({
      grow: fc.integer({ min: -3, max: 3 }),
      smooth: fc.integer({ min: 0, max: 3 }),
      fillHoles: fc.boolean(),
      removeSpecks: fc.constantFrom(0, 4),
      keepLargest: fc.boolean(),
      simplify: fc.constantFrom(0, 1.5),
    });
    fc.assert(
      fc.property(bitmapArbitrary().map(toMask), plans, (any, plan) => {
        const refined = refineMask(any, plan).mask;
        const { areas } = labelRuns(refined);
        if (plan.keepLargest) expect(areas.length).toBeLessThanOrEqual(1);
        if (plan.removeSpecks > 0) expect(areas.every((area) => area >= 4)).toBe(true);
        if (plan.fillHoles) expect(maskArea(fillHoles(refined))).toBe(maskArea(refined));
        expect([refined.width, refined.height]).toEqual([any.width, any.height]);
        if (isEmptyMask(any)) expect(isEmptyMask(refined)).toBe(true);
      }),
    );
  });
});
