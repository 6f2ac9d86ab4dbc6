import type { ReferenceRecord } from '../src/metrics/reference-record.ts';
import { type ReferenceScores, scoreReferences } from '../src/metrics/score-references.ts';

/** One answered expression, with its masks as refined along the photo's edges and as the model wrote them. */
export interface EvalRecord {
  readonly refined: ReferenceRecord;
  readonly raw: ReferenceRecord;
  readonly tokens: number;
  readonly bricks: number;
  readonly objects: number;
  readonly ms: number;
  readonly encodeMs: number;
}

interface GroupReport {
  readonly refined: ReferenceScores;
  readonly raw: ReferenceScores;
  readonly meanTokens: number;
  /** Over all objects that were written; null when there are none. */
  readonly meanBricks: number | null;
  readonly meanMs: number;
}

export interface EvalReport {
  readonly model: string;
  readonly references: number;
  readonly seconds: number;
  readonly meanEncodeMs: number;
  readonly all: GroupReport;
  readonly groups: Readonly<Record<string, GroupReport>>;
}

export function evalReport(
  records: readonly EvalRecord[],
  about: { readonly model: string; readonly references: number; readonly seconds: number },
): EvalReport {
  const names = [...new Set(records.map((record) => record.refined.group))];
  return {
    ...about,
    meanEncodeMs: mean(records.map((record) => record.encodeMs)),
    all: groupReport(records),
    groups: Object.fromEntries(
      names.map((name) => [name, groupReport(records.filter((record) => record.refined.group === name))]),
    ),
  };
}

function groupReport(records: readonly EvalRecord[]): GroupReport {
  const objects = records.reduce((sum, record) => sum + record.objects, 0);
  const bricks = records.reduce((sum, record) => sum + record.bricks, 0);
  return {
    refined: scoreReferences(records.map((record) => record.refined)).all,
    raw: scoreReferences(records.map((record) => record.raw)).all,
    meanTokens: mean(records.map((record) => record.tokens)),
    meanBricks: objects > 0 ? bricks / objects : null,
    meanMs: mean(records.map((record) => record.ms)),
  };
}

/** A table for people, one line a group. */
export function printReport(report: EvalReport): void {
  const { model, references, seconds, meanEncodeMs } = report;
  console.log(
    `${model}: ${references} expressions in ${seconds.toFixed(0)} s, ${meanEncodeMs.toFixed(0)} ms to read a photo`,
  );
  const names = [...Object.keys(report.groups), 'all'];
  const width = Math.max(...names.map((name) => name.length));
  const header = ['n', 'cIoU', 'gIoU', 'raw cIoU', 'raw gIoU', 'box@.5', 'N-acc', 'T-acc', 'tokens', 'ms'];
  console.log([''.padEnd(width), ...header.map((name) => name.padStart(8))].join(' '));
  for (const name of names) {
    const group = name === 'all' ? report.all : report.groups[name]!;
    const { refined, raw } = group;
    const numbers = [
      String(refined.count),
      ...[
        refined.cIoU,
        refined.gIoU,
        raw.cIoU,
        raw.gIoU,
        refined.boxAccuracy,
        refined.nAcc,
        refined.tAcc,
      ].map((value) => (value === null ? '–' : value.toFixed(3))),
      group.meanTokens.toFixed(0),
      group.meanMs.toFixed(0),
    ];
    console.log([name.padEnd(width), ...numbers.map((value) => value.padStart(8))].join(' '));
  }
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
