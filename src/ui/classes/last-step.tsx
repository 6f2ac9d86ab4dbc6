import { useRef } from 'react';
import { useDesk, useProject } from '../desk.ts';
import { runCommand } from '../keymap/desk-command.ts';
import { commandById, shortcutKey } from '../keymap/keymap.ts';
import { Icon } from '../primitives/icon.tsx';
import { Keys } from '../primitives/keys.tsx';

/** What was changed here last, and the way back. */
export function LastStep() {
  const desk = useDesk();
  const steps = useProject((project) => project.undo);
  const atOpening = useRef(steps.at(-1));
  const last = steps.at(-1) === atOpening.current ? undefined : steps.at(-1);
  return (
    <>
      <span className="dim cut" role="status" aria-label="Last change">
        {last?.label ?? 'Each change is one step that undo takes back.'}
      </span>
      <span className="grow" />
      {last && (
        <button type="button" className="btn lg quiet" onClick={() => runCommand(desk, commandById('undo'))}>
          <Icon name="undo" />
          Undo
          <Keys chord={shortcutKey('undo')} />
        </button>
      )}
      <button
        type="button"
        className="btn lg outline"
        onClick={() => desk.studio.setView({ dialog: 'none' })}
      >
        Done
      </button>
    </>
  );
}
