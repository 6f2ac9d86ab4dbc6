import { useEffect, useId, useState } from 'react';
import { objectColour } from '../../canvas/palette.ts';
import type { Turn, TurnToken } from '../../document/conversation.ts';
import { useAnswer } from '../desk.ts';
import { Icon } from '../primitives/icon.tsx';
import { currentObject } from '../words/answer-progress.ts';
import { formatSeconds } from '../words/duration.ts';
import { formatCount } from '../words/plural.ts';
import { TokenStream } from './token-stream.tsx';

export interface TokenFoldProps {
  readonly turn: Turn;
  readonly last: boolean;
}

/** Count, time and speed of an answer; opens to its tokens, at a height that never changes. */
export function TokenFold({ turn, last }: TokenFoldProps) {
  const answer = useAnswer(({ running }) => (running?.turn === turn.id ? running : null));
  const running = turn.outcome.kind === 'running';
  const [chosen, setChosen] = useState<boolean | null>(null);
  const [watched, setWatched] = useState(running);
  const id = useId();
  useEffect(() => {
    if (running) setWatched(true);
  }, [running]);

  const tokens: readonly TurnToken[] = answer?.tokens ?? turn.tokens;
  if (!running && tokens.length === 0) return null;
  const open = chosen ?? (running || (watched && last));
  const colour = answer ? (currentObject(answer.objects)?.colour ?? 0) : 0;
  return (
    <>
      <button
        type="button"
        className="fold"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setChosen(!open)}
      >
        <Icon name={open ? 'chevronDown' : 'chevronRight'} size="s" />
        Tokens
        <span className="num">{answer ? runningFigures(tokens, answer.rate) : endFigures(turn)}</span>
      </button>
      {open && <TokenStream id={id} tokens={tokens} live={running} colour={objectColour(colour)} />}
    </>
  );
}

function runningFigures(tokens: readonly TurnToken[], rate: number): string {
  const figures = [formatCount(tokens.length), formatSeconds(tokens.at(-1)?.ms ?? 0)];
  if (rate > 0) figures.push(`${Math.round(rate)} tok/s`);
  return figures.join(' · ');
}

function endFigures({ tokens, timing }: Turn): string {
  const count = formatCount(timing?.tokens ?? tokens.length);
  return timing ? `${count} · ${formatSeconds(timing.total)}` : count;
}
