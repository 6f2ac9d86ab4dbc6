import { Fragment, type KeyboardEvent, useRef } from 'react';
import { useStore } from 'zustand';
import { useDesk, useModel, useProject, useStudio, useView } from '../desk.ts';
import { ariaKeys, keyLabel } from '../keymap/key-label.ts';
import { shortcutKey } from '../keymap/keymap.ts';
import { type ToolEntry, toolBlocked, toolGroups } from '../keymap/tool-commands.ts';
import { Icon } from '../primitives/icon.tsx';
import { nextIndex } from '../primitives/segmented.tsx';
import { Tip } from '../primitives/tip.tsx';

const tools = toolGroups.flat();

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
  const desk = useDesk();
  const { studio } = desk;
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
    if (toolBlocked(desk, tool.name) === null) studio.setView({ tool: tool.name });
    root.current?.querySelectorAll('button')[next]?.focus();
  };
  return (
    <div ref={root} className="rail-tools" role="radiogroup" aria-label="Tool" onKeyDown={move}>
      {toolGroups.map((group, index) => (
        <Fragment key={group[0]?.name}>
          {index > 0 && <span className="rail-line" role="presentation" />}
          {group.map((tool) => (
            <ToolRadio key={tool.name} tool={tool} chosen={tool.name === chosen} />
          ))}
        </Fragment>
      ))}
    </div>
  );
}

function ToolRadio({ tool, chosen }: { readonly tool: ToolEntry; readonly chosen: boolean }) {
  const desk = useDesk();
  const { name, label, key, icon } = tool;
  // What the reason depends on.
  useModel((model) => model.kind);
  useProject((project) => project.currentImage);
  useStore(desk.studio.photos);
  const reason = toolBlocked(desk, name);
  return (
    <Tip
      label={reason === null ? label : `${label}: ${reason}`}
      keys={reason === null ? key : undefined}
      side="right"
    >
      <button
        type="button"
        className="tool"
        role="radio"
        aria-checked={chosen}
        aria-label={label}
        aria-keyshortcuts={ariaKeys(key)}
        aria-disabled={reason !== null}
        tabIndex={chosen ? 0 : -1}
        onClick={() => (reason === null ? desk.studio.setView({ tool: name }) : desk.say(reason))}
      >
        <Icon name={icon} />
        <kbd aria-hidden="true">{keyLabel(key).replace('Shift ', '⇧')}</kbd>
      </button>
    </Tip>
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
