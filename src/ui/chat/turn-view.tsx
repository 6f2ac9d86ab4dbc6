import { memo } from 'react';
import type { Turn } from '../../document/conversation.ts';
import { useStudio } from '../desk.ts';
import { Icon } from '../primitives/icon.tsx';
import { RunningTurn } from './running-turn.tsx';
import { TokenFold } from './token-fold.tsx';
import { TurnOutcomeView } from './turn-outcome.tsx';

export interface TurnViewProps {
  readonly turn: Turn;
  /** The newest turn keeps its tokens open when it ends, so that nothing moves. */
  readonly last: boolean;
}

/** A question and its answer, in whichever state. */
export const TurnView = memo(function TurnView({ turn, last }: TurnViewProps) {
  const queued = turn.outcome.kind === 'queued';
  const running = turn.outcome.kind === 'running';
  return (
    <article className="turn" aria-label={turn.prompt}>
      <p className={queued ? 'u queued' : 'u'}>{turn.prompt}</p>
      {queued && <Queued turn={turn} />}
      {!queued && (
        <div className="a" aria-busy={running}>
          {running ? <RunningTurn turn={turn} /> : <TurnOutcomeView turn={turn} last={last} />}
          <TokenFold turn={turn} last={last} />
        </div>
      )}
    </article>
  );
});

function Queued({ turn }: { readonly turn: Turn }) {
  const studio = useStudio();
  return (
    <p className="queue low small">
      <Icon name="clock" size="s" />
      Queued, waits its turn
      <button
        type="button"
        className="btn sm quiet"
        aria-label={`Take back: ${turn.prompt}`}
        onClick={() => studio.unqueue(turn.id)}
      >
        Take back
      </button>
    </p>
  );
}
