import { objectColour } from '../../canvas/palette.ts';
import { useAnswer } from '../desk.ts';
import { ProgressBar } from '../primitives/progress-bar.tsx';
import { paintedShare } from '../words/answer-progress.ts';

export interface LiveRowProps {
  /** Place in the running answer. */
  readonly index: number;
  readonly number: number;
}

/** An object while it is painted: its place in the list is reserved before its first row. */
export function LiveRow({ index, number }: LiveRowProps) {
  const object = useAnswer(({ running }) => running?.objects[index]);
  if (!object) return null;
  const { label, phase } = object;
  const share = paintedShare(object);
  const waiting = phase === 'box' && share === 0;
  const figure = waiting ? 'next' : phase === 'refining' ? 'refining' : `${Math.round(100 * share)}%`;
  return (
    <div
      className={waiting ? 'obj ghost' : 'obj'}
      role="row"
      aria-selected="false"
      aria-label={`${number}, ${label}`}
      aria-busy="true"
      style={{ '--c': objectColour(object.colour) } as React.CSSProperties}
    >
      <span className="sws" aria-hidden="true">
        {number}
      </span>
      <span className="obj-main" role="gridcell">
        <span className="nm cut">{label}</span>
        <span className="m">
          <span />
          <span>{figure}</span>
        </span>
        {!waiting && phase !== 'done' && <ProgressBar name={`${label} rows painted`} share={share} />}
      </span>
      <span className="ac live" role="gridcell" />
    </div>
  );
}
