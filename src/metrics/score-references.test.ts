import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boxIou, matchedBoxes } from './box-match.ts';
import type { ReferenceRecord } from './reference-record.ts';
import { scoreReferences } from './score-references.ts';

const record = (more: Partial<ReferenceRecord>): ReferenceRecord => ({
  group: 'all',
  intersection: 0,
  union: 0,
  noTarget: false,
  answeredNone: false,
  ...more,
});

describe('scores of references', () => {
  it('follow GRES, also for what is not there', () => {
    const { all } = scoreReferences([
      record({ intersection: 50, union: 100, boxIous: [[0.6]] }),
      record({ intersection: 300, union: 300, boxIous: [[0.4]] }),
      // Shown, but answered with nothing: the true pixels still count as union.
      record({ union: 100, answeredNone: true, boxIous: [] }),
      record({ noTarget: true, answeredNone: true }),
      // Not shown, but drawn: its pixels are added to the union.
      record({ noTarget: true, union: 200 }),
    ]);
    expect(all).toEqual({
      count: 5,
      noTargetCount: 2,
      cIoU: 350 / 700,
      gIoU: (0.5 + 1 + 0 + 1 + 0) / 5,
      mIoU: 1.5 / 3,
      boxAccuracy: 1 / 3,
      nAcc: 1 / 2,
      tAcc: 2 / 3,
    });
  });

  it('are null where there is nothing to measure', () => {
    const { all, groups } = scoreReferences([]);
    expect(groups.size).toBe(0);
    expect(all).toMatchObject({
      count: 0,
      cIoU: null,
      gIoU: null,
      mIoU: null,
      boxAccuracy: null,
      nAcc: null,
      tAcc: null,
    });
    expect(scoreReferences([record({ noTarget: true, answeredNone: true })]).all).toMatchObject({
      cIoU: null,
      gIoU: 1,
    });
  });

  it('are given by group', () => {
    const { groups } = scoreReferences([
      record({ group: 'voc', intersection: 1, union: 2 }),
      record({ group: 'coco', intersection: 1, union: 4 }),
    ]);
    expect([...groups].map(([name, scores]) => [name, scores.cIoU])).toEqual([
      ['voc', 0.5],
      ['coco', 0.25],
    ]);
  });

  it('count several boxes right only when none is missing or too many', () => {
    const accuracy = (boxIous: number[][]) => scoreReferences([record({ boxIous })]).all.boxAccuracy;
    expect(
      accuracy([
        [0.6, 0.1],
        [0.7, 0.8],
      ]),
    ).toBe(1);
    expect(
      accuracy([
        [0.6, 0.7],
        [0.7, 0.1],
      ]),
    ).toBe(1);
    expect(accuracy([[0.9, 0.1]])).toBe(0);
    expect(accuracy([[0.9], [0.9]])).toBe(0);
    expect(accuracy([])).toBe(0);
  });
});

describe('boxes', () => {
  it('overlap by area', () => {
    expect(boxIou({ x1: 0, y1: 0, x2: 4, y2: 4 }, { x1: 2, y1: 0, x2: 6, y2: 4 })).toBe(8 / 24);
    expect(boxIou({ x1: 0, y1: 0, x2: 1, y2: 1 }, { x1: 1, y1: 1, x2: 2, y2: 2 })).toBe(0);
    expect(boxIou({ x1: 1, y1: 1, x2: 1, y2: 1 }, { x1: 1, y1: 1, x2: 1, y2: 1 })).toBe(0);
  });

  it('are matched as many as can be', () => {
    const ious = fc.array(fc.array(fc.constantFrom(0, 0.5, 0.9), { minLength: 4, maxLength: 4 }), {
      maxLength: 5,
    });
    fc.assert(
      fc.property(ious, (rows) => {
        const best = (row: number, used: ReadonlySet<number>): number => {
          const ious = rows[row];
          if (ious === undefined) return 0;
          const pairs = ious.flatMap((iou, j) =>
            iou >= 0.5 && !used.has(j) ? [1 + best(row + 1, new Set([...used, j]))] : [],
          );
          return Math.max(best(row + 1, used), ...pairs);
        };
        expect(matchedBoxes(rows, 0.5)).toBe(best(0, new Set()));
      }),
    );
  });
});
