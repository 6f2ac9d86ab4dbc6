import { type KeyboardEvent, useRef } from 'react';
import type { ToolName } from '../../studio/view-state.ts';
import { useProject, useStudio, useView } from '../desk.ts';
import { ariaKeys, keyLabel } from '../keymap/key-label.ts';
import { shortcutKey } from '../keymap/keymap.ts';
import { Icon, type IconName } from '../primitives/icon.tsx';
import { nextIndex } from '../primitives/segmented.tsx';
import { Tip } from '../primitives/tip.tsx';

interface Tool {
  readonly name: ToolName;
  readonly label: string;
  readonly icon: IconName;
}

const tools: readonly Tool[] = [
  { name: 'select', label: 'Select', icon: 'cursor' },
  { name: 'brush', label: 'Brush', icon: 'brush' },
  { name: 'eraser', label: 'Eraser', icon: 'eraser' },
  { name: 'zoom', label: 'Zoom', icon: 'search' },
];

export function ToolRail() {
  const studio = useStudio();
  return (
    <section className="rail-place" aria-label="Tools and steps">
      <div className="rail" role="toolbar" aria-orientation="vertical" aria-label="Tools">
        <ToolChoice />
        <div className="rail-space" />
        <HistoryButtons />
        <Tip label="Keyboard shortcuts" keys={shortcutKey('shortcuts')} side="right">
          <button
            type="button"
            className="tool"
            aria-label="Keyboard shortcuts"
            aria-keyshortcuts="?"
            onClick={() => studio.setView({ dialog: 'shortcuts' })}
          >
            <Icon name="keyboard" />
          </button>
        </Tip>
      </div>
    </section>
  );
}

/** One stop for Tab; arrows move and choose. */
function ToolChoice() {
  const studio = useStudio();
  const chosen = useView((view) => view.tool);
  const root = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent) => {
    const next = nextIndex(
      event.key,
      tools.findIndex(({ name }) => name === chosen),
      tools.length,
    );
    const tool = next === null ? undefined : tools[next];
    if (next === null || !tool) return;
    event.preventDefault();
    studio.setView({ tool: tool.name });
    root.current?.querySelectorAll('button')[next]?.focus();
  };
  return (
    <div ref={root} className="rail-tools" role="radiogroup" aria-label="Tool" onKeyDown={move}>
      {tools.map(({ name, label, icon }) => {
        const key = shortcutKey(`tool-${name}`);
        return (
          <Tip key={name} label={label} keys={key} side="right">
            <button
              type="button"
              className="tool"
              role="radio"
              aria-checked={name === chosen}
              aria-label={label}
              aria-keyshortcuts={ariaKeys(key)}
              tabIndex={name === chosen ? 0 : -1}
              onClick={() => studio.setView({ tool: name })}
            >
              <Icon name={icon} />
              <kbd aria-hidden="true">{keyLabel(key)}</kbd>
            </button>
          </Tip>
        );
      })}
    </div>
  );
}

function HistoryButtons() {
  const studio = useStudio();
  const undo = useProject((project) => project.undo.at(-1)?.label ?? null);
  const redo = useProject((project) => project.redo[0]?.label ?? null);
  return (
    <>
      <HistoryButton id="undo" label="Undo" step={undo} run={() => studio.undo()} />
      <HistoryButton id="redo" label="Redo" step={redo} run={() => studio.redo()} />
    </>
  );
}

interface HistoryButtonProps {
  readonly id: 'undo' | 'redo';
  readonly label: string;
  readonly step: string | null;
  readonly run: () => void;
}

function HistoryButton({ id, label, step, run }: HistoryButtonProps) {
  const key = shortcutKey(id);
  return (
    <Tip label={step === null ? `Nothing to ${id}` : `${label}: ${step}`} keys={key} side="right">
      {/* Stays focusable when there is nothing left, so that focus isn't lost at the last step. */}
      <button
        type="button"
        className="tool"
        aria-label={label}
        aria-keyshortcuts={ariaKeys(key)}
        aria-disabled={step === null}
        onClick={() => step !== null && run()}
      >
        <Icon name={id} />
      </button>
    </Tip>
  );
}
