import type { ImportState } from '../../studio/exchange/import-state.ts';
import { ProblemLines } from '../primitives/problem-lines.tsx';
import { plural } from '../words/plural.ts';

type Failed = Extract<ImportState, { kind: 'ready' }>['failed'];

export interface ProblemsProps {
  readonly failed: Failed;
  /** Files that no format reads. */
  readonly unread?: readonly string[];
}

/** What could not be taken over, with file and place. */
export function Problems({ failed, unread = [] }: ProblemsProps) {
  const lines = [
    ...failed.map(lineOf),
    ...unread.map((path) => `${path}: no annotations that can be read here.`),
  ];
  return (
    <ProblemLines
      name="Problems"
      listName="List of problems"
      className="imp-problems"
      title={`${plural(lines.length, 'problem')}; everything else is read`}
      lines={lines}
    />
  );
}

function lineOf({ file, place, reason }: Failed[number]): string {
  const where =
    place.kind === 'line' ? ` line ${place.line}` : place.kind === 'pointer' ? ` ${place.pointer}` : '';
  return `${file}${where}: ${reason}`;
}
