import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { levelOfDetail, planRaster, planServes } from './raster-plan.ts';

const box = fc
  .tuple(
    fc.integer({ min: 0, max: 6000 }),
    fc.integer({ min: 0, max: 4000 }),
    fc.integer({ min: 1, max: 6000 }),
    fc.integer({ min: 1, max: 4000 }),
  )
  .map(([x, y, width, height]) => ({ x1: x, y1: y, x2: x + width, y2: y + height }));

describe('planRaster', () => {
  it('covers what is seen of the box, with some room, and no more than about two views', () => {
    fc.assert(
      fc.property(box, box, fc.integer({ min: 0, max: 5 }), (mask, view, level) => {
        const plan = planRaster(mask, view, level);
        const seen = {
          x1: Math.max(mask.x1, view.x1),
          y1: Math.max(mask.y1, view.y1),
          x2: Math.min(mask.x2, view.x2),
          y2: Math.min(mask.y2, view.y2),
        };
        if (plan === null) {
          expect(seen.x1 >= seen.x2 || seen.y1 >= seen.y2).toBe(true);
          return;
        }
        expect(planServes(plan, mask, view, level)).toBe(true);
        expect(planServes(plan, mask, view, level + 1)).toBe(false);
        const step = 2 ** level;
        expect(plan.width).toBeLessThanOrEqual(Math.ceil(((view.x2 - view.x1) * 1.5 + 2) / step) + 2);
        expect(plan.height).toBeLessThanOrEqual(Math.ceil(((view.y2 - view.y1) * 1.5 + 2) / step) + 2);
        expect(plan.box.x2 - plan.box.x1).toBe(plan.width * step);
      }),
    );
  });

  it('serves small pans and asks anew when the view leaves it', () => {
    const mask = { x1: 0, y1: 0, x2: 5000, y2: 3000 };
    const plan = planRaster(mask, { x1: 1000, y1: 1000, x2: 2000, y2: 1800 }, 0)!;
    expect(planServes(plan, mask, { x1: 1200, y1: 1100, x2: 2200, y2: 1900 }, 0)).toBe(true);
    expect(planServes(plan, mask, { x1: 1400, y1: 1000, x2: 2400, y2: 1800 }, 0)).toBe(false);
  });
});

describe('levelOfDetail', () => {
  it('takes the pixels nearest in size to the screen’s', () => {
    expect([4, 1, 0.8, 0.6, 0.5, 0.3, 0.2, 0.1].map(levelOfDetail)).toEqual([0, 0, 0, 1, 1, 2, 2, 3]);
  });
});
