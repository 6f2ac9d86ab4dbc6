import type { Turn } from '../../document/conversation.ts';
import { assertNever } from '../../errors/assert-never.ts';
import { useDesk, useProject, useStudio } from '../desk.ts';
import { CompareButton } from '../history/compare-button.tsx';
import { shortcutKey } from '../keymap/keymap.ts';
import { Icon } from '../primitives/icon.tsx';
import { Keys } from '../primitives/keys.tsx';
import { widerWord } from '../words/wider-word.ts';
import { ObjectChips } from './object-chips.tsx';

/** What came of a turn, in words, with the ways on. */
export function TurnOutcomeView({ turn, last }: { readonly turn: Turn; readonly last: boolean }) {
  const { outcome } = turn;
  switch (outcome.kind) {
    case 'done':
      return <Done turn={turn} />;
    case 'none-found':
      return <NoneFound turn={turn} />;
    case 'stopped':
      return <Stopped turn={turn} kept={outcome.kept} />;
    case 'repaired':
      return <Repaired turn={turn} repairs={outcome.repairs} />;
    case 'failed':
      return (
        <Trouble tone="err" icon="octagon" title="No answer" text={outcome.message}>
          <AskAgain turn={turn} />
        </Trouble>
      );
    case 'command':
      return <CarriedOut turn={turn} message={outcome.message} last={last} />;
    case 'interrupted':
      return (
        <>
          <p>The page was closed while this was being answered.</p>
          <ObjectChips objects={turn.objects} />
          <div className="row ways">
            <AskAgain turn={turn} />
          </div>
        </>
      );
    case 'queued':
    case 'running':
      return null;
    default:
      return assertNever(outcome);
  }
}

function Done({ turn }: { readonly turn: Turn }) {
  const { words, objects } = turn;
  return (
    <>
      {objects.length > 1 && words === '' && <p>Found {objects.length}.</p>}
      {words !== '' && <p>{words}</p>}
      {objects.length === 0 && words === '' && <p>Done.</p>}
      <ObjectChips objects={objects} />
    </>
  );
}

/** An answer, not an error: nothing red, and two ways on. */
function NoneFound({ turn }: { readonly turn: Turn }) {
  const { studio, screen, focusPrompt } = useDesk();
  const wider = widerWord(turn.prompt);
  const showWhere = () => {
    screen.setState({ draft: turn.prompt });
    studio.setView({ tool: 'region' });
  };
  return (
    <>
      <p>
        {turn.words || 'Nothing in this photo matches that.'}{' '}
        <span className="dim">
          {wider === null ? 'Say it in other words, or show where.' : 'Try a wider word, or show where.'}
        </span>
      </p>
      <div className="row ways">
        {wider === null ? (
          <button type="button" className="btn sm outline" onClick={() => focusPrompt(turn.prompt)}>
            Change the words
          </button>
        ) : (
          <button type="button" className="btn sm outline" onClick={() => studio.ask(`the ${wider}`)}>
            Try “{wider}”
          </button>
        )}
        <button type="button" className="btn sm outline" onClick={showWhere}>
          <Icon name="region" size="s" />
          Draw a region
          <Keys chord={shortcutKey('tool-region')} />
        </button>
      </div>
    </>
  );
}

function Stopped({ turn, kept }: { readonly turn: Turn; readonly kept: boolean }) {
  const studio = useStudio();
  const left = useProject(({ document, currentImage }) => {
    const here = currentImage === null ? undefined : document.objects.get(currentImage);
    return here?.some(({ id }) => turn.objects.includes(id)) ?? false;
  });
  return (
    <>
      <p>{stoppedWords(kept, left)}</p>
      {left && <ObjectChips objects={turn.objects} />}
      <div className="row ways">
        <AskAgain turn={turn} />
        {kept && left && (
          <button type="button" className="btn sm quiet" onClick={() => studio.remove(turn.objects)}>
            Drop the draft
          </button>
        )}
      </div>
    </>
  );
}

function stoppedWords(kept: boolean, left: boolean): string {
  if (!kept) return 'Stopped before anything was painted.';
  return left ? 'Stopped. What was painted is kept as a draft.' : 'Stopped. The draft was dropped.';
}

function Repaired({ turn, repairs }: { readonly turn: Turn; readonly repairs: readonly string[] }) {
  const [first, ...rest] = repairs;
  return (
    <>
      <ObjectChips objects={turn.objects} warn />
      <Trouble
        tone="warn"
        icon="alert"
        title={first ?? 'Parts of the answer could not be read.'}
        text={rest.join(' ')}
      >
        <AskAgain turn={turn} />
      </Trouble>
    </>
  );
}

interface CarriedOutProps {
  readonly turn: Turn;
  readonly message: string;
  readonly last: boolean;
}

/** A guess about intent must be cheap to reverse, as long as nothing was done after it. */
function CarriedOut({ turn, message, last }: CarriedOutProps) {
  const studio = useStudio();
  return (
    <>
      <p>{message}</p>
      <ObjectChips objects={turn.objects} />
      {last && (
        <div className="row ways">
          <button type="button" className="btn sm outline" onClick={() => studio.undo()}>
            <Icon name="undo" size="s" />
            Undo
          </button>
          <CompareButton quiet />
        </div>
      )}
    </>
  );
}

interface TroubleProps {
  readonly tone: 'warn' | 'err';
  readonly icon: 'alert' | 'octagon';
  readonly title: string;
  readonly text: string;
  readonly children: React.ReactNode;
}

function Trouble({ tone, icon, title, text, children }: TroubleProps) {
  return (
    <div className="trouble">
      <span className={tone}>
        <Icon name={icon} />
      </span>
      <div className="grow">
        <b className="strong">{title}</b>
        {text !== '' && <p className="dim">{text}</p>}
        <div className="row ways">{children}</div>
      </div>
    </div>
  );
}

function AskAgain({ turn }: { readonly turn: Turn }) {
  const studio = useStudio();
  return (
    <button type="button" className="btn sm outline" onClick={() => studio.retry(turn.id)}>
      <Icon name="refresh" size="s" />
      Ask again
    </button>
  );
}
