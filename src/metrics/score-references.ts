import { matchedBoxes } from './box-match.ts';
import type { ReferenceRecord } from './reference-record.ts';

/** Scores in 0..1; null where nothing could be measured. */
export interface ReferenceScores {
  /** References, and how many of them mean nothing in the photo. */
  readonly count: number;
  readonly noTargetCount: number;
  /** Cumulative IoU: sum of intersections / sum of unions. Large objects weigh more. */
  readonly cIoU: number | null;
  /** Mean IoU over all references; one that means nothing counts 1 when answered so, else 0. */
  readonly gIoU: number | null;
  /** Mean IoU over the references that mean something. */
  readonly mIoU: number | null;
  /** Share of references with targets whose boxes are all right at IoU 0.5, none missing and none too many. */
  readonly boxAccuracy: number | null;
  /** Share of references that mean nothing and were answered so. */
  readonly nAcc: number | null;
  /** Share of references that mean something and were not answered with nothing. */
  readonly tAcc: number | null;
}

export interface ReferenceReport {
  readonly all: ReferenceScores;
  /** By group, in order of first appearance. */
  readonly groups: ReadonlyMap<string, ReferenceScores>;
}

/**
 * Scores as GRES defines them (Liu, Ding and Jiang, CVPR 2023, section 3.2 and its evaluation):
 * - cIoU = sum I / sum U. A reference that means nothing adds nothing when answered so; else its predicted pixels are
 *   added to U.
 * - gIoU = mean of I / U, where a reference that means nothing counts 1 or 0.
 * - N-acc = TP / (TP + FN) over references that mean nothing, T-acc = TN / (TN + FP) over the others, "positive" being
 *   the answer that there is nothing.
 * - Box accuracy is Acc@0.5 for one target; for several it is GREC's share of references with F1 = 1 at IoU 0.5 (He,
 *   Ding et al., "GREC", 2023).
 */
export function scoreReferences(records: readonly ReferenceRecord[]): ReferenceReport {
  const byGroup = new Map<string, ReferenceRecord[]>();
  for (const record of records) {
    const group = byGroup.get(record.group);
    if (group === undefined) byGroup.set(record.group, [record]);
    else group.push(record);
  }
  return {
    all: score(records),
    groups: new Map(Array.from(byGroup, ([name, group]) => [name, score(group)])),
  };
}

function score(records: readonly ReferenceRecord[]): ReferenceScores {
  const absent = records.filter((record) => record.noTarget);
  const present = records.filter((record) => !record.noTarget);
  const withBoxes = present.filter((record) => record.boxIous !== undefined);
  const intersections = sum(records, (record) => (counts(record) ? record.intersection : 0));
  const unions = sum(records, unionOf);
  return {
    count: records.length,
    noTargetCount: absent.length,
    cIoU: share(intersections, unions),
    gIoU: share(sum(records, iouOf), records.length),
    mIoU: share(sum(present, iouOf), present.length),
    boxAccuracy: share(withBoxes.filter(boxesRight).length, withBoxes.length),
    nAcc: share(absent.filter((record) => record.answeredNone).length, absent.length),
    tAcc: share(present.filter((record) => !record.answeredNone).length, present.length),
  };
}

/** Whether the pixels of the answer count: not when it says that there is nothing. */
function counts(record: ReferenceRecord): boolean {
  return !record.noTarget && !record.answeredNone;
}

function unionOf(record: ReferenceRecord): number {
  return record.noTarget && record.answeredNone ? 0 : record.union;
}

function iouOf(record: ReferenceRecord): number {
  if (record.noTarget) return record.answeredNone ? 1 : 0;
  return counts(record) && record.union > 0 ? record.intersection / record.union : 0;
}

function boxesRight({ boxIous }: ReferenceRecord): boolean {
  const predicted = boxIous?.length ?? 0;
  if (boxIous === undefined || predicted === 0) return false;
  const truths = boxIous[0]!.length;
  return predicted === truths && matchedBoxes(boxIous, 0.5) === truths;
}

function sum(records: readonly ReferenceRecord[], value: (record: ReferenceRecord) => number): number {
  return records.reduce((total, record) => total + value(record), 0);
}

function share(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}
