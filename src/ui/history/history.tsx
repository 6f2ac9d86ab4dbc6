import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useProject, useStudio } from '../desk.ts';
import { rowTop } from '../primitives/row-window.ts';
import { useRowWindow } from '../primitives/use-row-window.ts';
import './history.css';

/** Every step that can be undone or redone; a click or Enter goes there. Arrow keys walk through them. */
export function History() {
  const studio = useStudio();
  const undo = useProject((project) => project.undo);
  const redo = useProject((project) => project.redo);
  const forgotten = useProject((project) => project.forgotten);
  const at = undo.length;
  const count = at + redo.length + 1;
  const label = (index: number) =>
    index === 0
      ? forgotten
        ? 'Oldest step kept'
        : 'Beginning'
      : ((index <= at ? undo[index - 1] : redo[index - 1 - at])?.label ?? '');

  const list = useRef<HTMLOListElement>(null);
  const rows = useRowWindow(list, count);
  const { show, layout } = rows;
  /** The step that the arrows have come to; the one in force until they are used. */
  const [walked, setWalked] = useState<number | null>(null);
  const [focusing, setFocusing] = useState(false);
  const stop = walked === null || walked >= count ? at : walked;

  useEffect(() => {
    setWalked(null);
    show(at);
  }, [at, show]);
  useLayoutEffect(() => {
    if (!focusing) return;
    list.current?.querySelector<HTMLElement>(`[data-step="${stop}"]`)?.focus({ preventScroll: true });
    setFocusing(false);
  }, [focusing, stop]);

  const press = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const to = {
      ArrowDown: stop + 1,
      ArrowUp: stop - 1,
      PageDown: stop + 10,
      PageUp: stop - 10,
      Home: 0,
      End: count - 1,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const next = Math.min(count - 1, Math.max(0, to));
    show(next);
    setWalked(next);
    setFocusing(true);
  };

  const mounted = new Set([stop]);
  for (let index = rows.from; index < rows.to; index++) mounted.add(index);
  return (
    <section className="steps" aria-label="History of changes">
      <div className="ph">
        <h2>History</h2>
        <span className="n num">{count - 1}</span>
      </div>
      {forgotten && (
        <p className="low small steps-note">
          Older steps were let go to save memory. What they did is kept; it can no longer be undone.
        </p>
      )}
      <ol ref={list} className="steps-list" onKeyDown={press}>
        <li className="steps-length" aria-hidden="true" style={{ height: rows.height }} />
        {[...mounted]
          .sort((a, b) => a - b)
          .map((index) => (
            <li
              key={index}
              className="step-place"
              style={{ top: rowTop(layout, index) }}
              aria-setsize={count}
              aria-posinset={index + 1}
            >
              <button
                type="button"
                data-step={index}
                className={index > at ? 'step ahead' : 'step'}
                aria-current={index === at ? 'step' : undefined}
                tabIndex={index === stop ? 0 : -1}
                onClick={() => studio.jumpTo(index)}
              >
                <span className="num low">{index === 0 ? '' : index}</span>
                <span className="cut">{label(index)}</span>
                {index === at && <span className="tag">now</span>}
                {index > at && <span className="vh">, undone</span>}
              </button>
            </li>
          ))}
      </ol>
    </section>
  );
}
