import { useEffect, useRef } from 'react';
import { useProject, useStudio } from '../desk.ts';
import './history.css';

/** Every step that can be undone or redone; a click goes there. */
export function History() {
  const studio = useStudio();
  const undo = useProject((project) => project.undo);
  const redo = useProject((project) => project.redo);
  const current = useRef<HTMLButtonElement>(null);
  const at = undo.length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the step that is in force stays in sight.
  useEffect(() => {
    current.current?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  const steps = [{ label: 'Beginning' }, ...undo, ...redo];
  return (
    <section className="steps" aria-label="History of changes">
      <div className="ph">
        <h2>History</h2>
        <span className="n num">{steps.length - 1}</span>
      </div>
      <ol>
        {steps.map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place in the history.
          <li key={index}>
            <button
              type="button"
              ref={index === at ? current : null}
              className={index > at ? 'step ahead' : 'step'}
              aria-current={index === at ? 'step' : undefined}
              onClick={() => studio.jumpTo(index)}
            >
              <span className="num low">{index === 0 ? '' : index}</span>
              <span className="cut">{step.label}</span>
              {index === at && <span className="tag">now</span>}
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}
