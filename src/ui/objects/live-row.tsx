import { objectColour } from '../../canvas/palette.ts';
import { maskArea } from '../../mask/measure.ts';
import type { LiveObject } from '../../studio/answer-state.ts';
import { useAnswer } from '../desk.ts';
import { ProgressBar } from '../primitives/progress-bar.tsx';
import { paintedShare } from '../words/answer-progress.ts';
import { formatShare } from '../words/share.ts';

export interface LiveRowProps {
  /** Place in the running answer. */
  readonly index: number;
  readonly number: number;
  readonly rowIndex: number;
  /** Where it stands in the list, in CSS pixels. */
  readonly top: number;
}

/** An object while it is painted: its place in the list is reserved before its first row. */
export function LiveRow({ index, number, rowIndex, top }: LiveRowProps) {
  const object = useAnswer(({ running }) => running?.objects[index]);
  if (!object) return null;
  const { label, phase } = object;
  const share = paintedShare(object);
  const waiting = phase === 'box' && share === 0;
  return (
    <div
      className={waiting ? 'obj ghost' : 'obj'}
      role="row"
      aria-rowindex={rowIndex}
      aria-selected="false"
      aria-label={`${number}, ${label}`}
      aria-busy="true"
      style={{ '--c': objectColour(object.colour), top } as React.CSSProperties}
    >
      <span className="sws" aria-hidden="true">
        {number}
      </span>
      <span className="obj-main" role="gridcell">
        <span className="nm cut">{label}</span>
        <span className="m">
          <span>{figure(object)}</span>
        </span>
        {!waiting && phase !== 'done' && <ProgressBar name={`${label} rows painted`} share={share} />}
      </span>
      <span className="ac live" role="gridcell" />
    </div>
  );
}

/** The last column: what it waits for, how far it is, and its area once that is known. */
function figure(object: LiveObject): string {
  const { phase, refined } = object;
  if (refined) return formatShare(maskArea(refined) / (refined.width * refined.height));
  if (phase === 'refining') return 'refining';
  if (phase === 'done') return 'done';
  const share = paintedShare(object);
  return phase === 'box' && share === 0 ? 'next' : `${Math.round(100 * share)}%`;
}
