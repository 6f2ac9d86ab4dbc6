import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LabelRequest, labelHeight, layOutLabels, type PlacedLabel } from './label-layout.ts';

const stage = { width: 800, height: 600 };
const measure = { number: (text: string) => text.length * 6, text: (text: string) => text.length * 6 };

function request(number: number, x: number, y: number, part: Partial<LabelRequest> = {}): LabelRequest {
  return {
    key: String(number),
    number,
    name: 'motorcycle',
    note: null,
    colour: 0,
    anchor: { x, y },
    box: { x1: x, y1: y, x2: x + 300, y2: y + 200 },
    priority: 1,
    named: true,
    ...part,
  };
}

const overlap = (a: PlacedLabel, b: PlacedLabel) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + labelHeight && b.y < a.y + labelHeight;

describe('layOutLabels', () => {
  it('puts a label above its thing, name and note beside the number', () => {
    const [label] = layOutLabels([request(1, 100, 100, { note: 'row 3 of 9' })], stage, measure);
    expect(label).toMatchObject({ x: 100, y: 76, name: 'motorcycle', note: 'row 3 of 9' });
  });

  it('goes inside where there is no room above', () => {
    expect(layOutLabels([request(1, 100, 10)], stage, measure)[0]).toMatchObject({ x: 104, y: 14 });
  });

  it('shows the number alone when names would touch, and lets the more important one keep its name', () => {
    const crowd = [0, 1, 2, 3, 4, 5].map((i) =>
      request(i + 1, 100 + i * 12, 100, { priority: i === 4 ? 3 : 1 }),
    );
    const placed = layOutLabels(crowd, stage, measure);
    expect(placed.find(({ request: { number } }) => number === 5)?.name).toBe('motorcycle');
    expect(placed.some(({ name }) => name === null)).toBe(true);
  });

  it('drops the note before the name', () => {
    const near = request(1, 400, 100, { priority: 2 });
    const left = request(2, 290, 100, {
      note: 'before all edits',
      box: { x1: 290, y1: 100, x2: 295, y2: 600 },
    });
    const below = request(3, 400, 128, { priority: 2 });
    const placed = layOutLabels([near, below, left], stage, measure).find(
      ({ request: { number } }) => number === 2,
    );
    expect(placed).toMatchObject({ name: 'motorcycle', note: null, y: 76 });
  });

  it('shows no name when it must not', () => {
    expect(layOutLabels([request(1, 100, 100, { named: false })], stage, measure)[0]?.name).toBeNull();
  });

  it('sticks to the edge while a part of the thing is on the stage, and goes with it', () => {
    const partly = layOutLabels([request(1, -200, -150)], stage, measure)[0];
    expect(partly).toMatchObject({ x: 4, y: 4 });
    expect(layOutLabels([request(1, -280, 100)], stage, measure)[0]!.x).toBeLessThan(0);
    expect(layOutLabels([request(1, -400, 100)], stage, measure)).toEqual([]);
  });

  it('never lets two labels touch that have another place', () => {
    const spot = fc.record({ x: fc.integer({ min: 0, max: 5 }), y: fc.integer({ min: 0, max: 3 }) });
    fc.assert(
      fc.property(fc.uniqueArray(spot, { maxLength: 12, selector: ({ x, y }) => `${x} ${y}` }), (spots) => {
        // Far enough apart for a number, not for a name.
        const requests = spots.map(({ x, y }, i) => request(i + 1, 100 + x * 40, 100 + y * 120));
        const placed = layOutLabels(requests, stage, measure);
        expect(placed).toHaveLength(requests.length);
        for (const a of placed) for (const b of placed) if (a !== b) expect(overlap(a, b)).toBe(false);
      }),
    );
  });
});
