import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useProject, useStudio } from '../desk.ts';
import { rowByKey, rowTop } from '../primitives/row-window.ts';
import { useRowFocus } from '../primitives/use-row-focus.ts';
import { useRowWindow } from '../primitives/use-row-window.ts';
import { CompareButton } from './compare-button.tsx';
import './history.css';

/** Every step that can be undone or redone; a click or Enter goes there. */
export function History() {
  const done = useProject((project) => project.undo.length);
  const undone = useProject((project) => project.redo.length);
  const forgotten = useProject((project) => project.forgotten);
  return (
    <section className="steps" aria-label="History of changes">
      <div className="ph">
        <h2>History</h2>
        <span className="n num">{done + undone}</span>
        <span className="grow" />
        {done > 0 && <CompareButton />}
      </div>
      {forgotten && (
        <p className="low small steps-note">
          Older steps were let go to save memory. What they did is kept; it can no longer be undone.
        </p>
      )}
      <Steps />
    </section>
  );
}

/** Only steps in sight are in the page, besides the one that the arrow keys have come to. */
function Steps() {
  const labels = useStepLabels();
  const at = useProject((project) => project.undo.length);
  const list = useRef<HTMLOListElement>(null);
  const rows = useRowWindow(list, labels.length);
  const { show, layout } = rows;
  const { wanted, focusRow } = useRowFocus(list, show);
  /** The step that the arrows have come to; the one in force until they are used. */
  const [walked, setWalked] = useState<number | null>(null);
  const stop = walked === null || walked >= labels.length ? at : walked;

  useEffect(() => {
    setWalked(null);
    show(at);
  }, [at, show]);

  const press = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const to = rowByKey(event.key, stop, labels.length);
    if (to === null) return;
    event.preventDefault();
    event.stopPropagation();
    setWalked(to);
    focusRow(to);
  };

  const mounted = new Set([stop, wanted ?? stop]);
  for (let index = rows.from; index < rows.to; index++) mounted.add(index);
  return (
    <ol ref={list} className="steps-list" onKeyDown={press}>
      <li className="steps-length" aria-hidden="true" style={{ height: rows.height }} />
      {[...mounted]
        .sort((a, b) => a - b)
        .map((index) => (
          <li
            key={index}
            className="step-place"
            style={{ top: rowTop(layout, index) }}
            aria-setsize={labels.length}
            aria-posinset={index + 1}
          >
            <Step index={index} at={at} label={labels[index] ?? ''} tabStop={index === stop} />
          </li>
        ))}
    </ol>
  );
}

interface StepProps {
  readonly index: number;
  /** The step in force. */
  readonly at: number;
  readonly label: string;
  readonly tabStop: boolean;
}

function Step({ index, at, label, tabStop }: StepProps) {
  const studio = useStudio();
  return (
    <button
      type="button"
      data-row={index}
      className={index > at ? 'step ahead' : 'step'}
      aria-current={index === at ? 'step' : undefined}
      tabIndex={tabStop ? 0 : -1}
      onClick={() => studio.jumpTo(index)}
    >
      <span className="num low">{index === 0 ? '' : index}</span>
      <span className="cut">{label}</span>
      {index === at && <span className="tag">now</span>}
      {index > at && <span className="vh">, undone</span>}
    </button>
  );
}

/** The beginning, or what is left of it, and every step after it. */
function useStepLabels(): readonly string[] {
  const undo = useProject((project) => project.undo);
  const redo = useProject((project) => project.redo);
  const forgotten = useProject((project) => project.forgotten);
  const first = forgotten ? 'Oldest step kept' : 'Beginning';
  return [first, ...undo.map(({ label }) => label), ...redo.map(({ label }) => label)];
}
