import { useAnswer, useModel } from '../desk.ts';
import { shortcutKey } from '../keymap/keymap.ts';
import { Keys } from '../primitives/keys.tsx';
import { ProgressBar } from '../primitives/progress-bar.tsx';
import { answerProgress } from '../words/answer-progress.ts';

/** What the running answer is doing. Its width is held, so that the figures don't move it. */
export function AnswerPill() {
  const answer = useAnswer((state) => state.running);
  const model = useModel((state) => state);
  if (!answer) return null;
  const { count, text, share } = answerProgress(answer, model);
  return (
    <div className="float opts pill" role="status" aria-label="Answer progress" aria-live="off">
      <span className="num pill-text cut">
        {count !== null && <b>{count} </b>}
        <span className={count === null ? '' : 'dim'}>{text}</span>
      </span>
      {share !== null && <ProgressBar name="Progress of the answer" share={share} width={96} />}
      {answer.rate > 0 && <span className="dim num pill-rate">{Math.round(answer.rate)} tok/s</span>}
      <span className="vr esc" />
      <span className="dim row esc">
        <Keys chord={shortcutKey('escape')} />
        stop
      </span>
    </div>
  );
}
