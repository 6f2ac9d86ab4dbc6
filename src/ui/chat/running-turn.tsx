import { objectColour } from '../../canvas/palette.ts';
import type { Turn } from '../../document/conversation.ts';
import { useAnswer } from '../desk.ts';
import { Icon } from '../primitives/icon.tsx';
import { paintedShare } from '../words/answer-progress.ts';
import { runningSentence } from '../words/running-sentence.ts';

/** The answer while it is written: a line, a chip for each object, both with their place kept from the start. */
export function RunningTurn({ turn }: { readonly turn: Turn }) {
  const answer = useAnswer(({ running }) => (running?.turn === turn.id ? running : null));
  if (!answer) return <p>Starting.</p>;
  return (
    <>
      <p>{runningSentence(answer)}</p>
      <div className="chips">
        {answer.objects.map((object) => {
          const share = paintedShare(object);
          const waiting = object.phase === 'box' && share === 0;
          return (
            <span
              key={object.index}
              className={waiting ? 'chip low' : 'chip'}
              style={{ '--c': objectColour(object.colour) } as React.CSSProperties}
            >
              <b />
              {object.label}
              {object.phase === 'done' && <Icon name="check" size="s" />}
              {object.phase === 'painting' && <span className="dim num">{Math.round(100 * share)}%</span>}
            </span>
          );
        })}
      </div>
    </>
  );
}
