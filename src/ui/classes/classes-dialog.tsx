import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { classUses } from '../../document/class-uses.ts';
import type { CategoryId } from '../../document/document.ts';
import { categoryByWord } from '../../document/lookup.ts';
import { useDesk, useProject } from '../desk.ts';
import { matchesChord, parseChord } from '../keymap/chord.ts';
import { runCommand } from '../keymap/desk-command.ts';
import { selectedObjects } from '../keymap/desk-objects.ts';
import { commandById } from '../keymap/keymap.ts';
import { isTextField } from '../keymap/press-key.ts';
import { Dialog } from '../primitives/dialog.tsx';
import { Icon } from '../primitives/icon.tsx';
import { plural } from '../words/plural.ts';
import { ClassForm, type Leaving } from './class-form.tsx';
import { ClassGrid, unused } from './class-grid.tsx';
import { classesFound } from './classes-found.ts';
import { LastStep } from './last-step.tsx';
import './classes.css';

/** The classes of the project: what they are called, look like and lead to. Opens at the class of the selection. */
export default function ClassesDialog() {
  const desk = useDesk();
  const { studio } = desk;
  const document = useProject((project) => project.document);
  const { categories, objects } = document;
  const uses = useMemo(() => classUses({ objects }), [objects]);
  const [typed, setTyped] = useState('');
  const [wanted, setWanted] = useState<CategoryId | null>(() => selectedObjects(desk)[0]?.category ?? null);
  const [asked, setAsked] = useState<{ readonly id: CategoryId; readonly leaving: Leaving } | null>(null);
  /** Counts what took the focus away with it. */
  const [lost, setLost] = useState(0);
  const body = useRef<HTMLDivElement>(null);
  const found = classesFound(categories, typed);
  const chosen = found.find(({ id }) => id === wanted) ?? found[0] ?? null;
  const use = (chosen && uses.get(chosen.id)) ?? unused;

  useEffect(() => {
    if (lost > 0) find(body.current, focusable)?.focus();
  }, [lost]);

  const leave = (next: CategoryId | null) => {
    const at = found.findIndex(({ id }) => id === chosen?.id);
    setWanted(next ?? found[at + 1]?.id ?? found[at - 1]?.id ?? null);
    setLost(lost + 1);
  };
  const ask = (leaving: Leaving | null) => {
    setAsked(chosen && leaving && { id: chosen.id, leaving });
    if (leaving === null) setLost(lost + 1);
  };
  const move = (id: CategoryId, place: number) => {
    // While only some are listed, it goes beyond those that are hidden between.
    const to = categories.findIndex((category) => category.id === found[place]?.id);
    if (to >= 0) studio.classes.move(id, to);
  };
  const remove = () => {
    if (!chosen) return;
    if (use.objects > 0) ask('delete');
    else if (studio.classes.remove(chosen.id)) leave(null);
  };

  return (
    <Dialog
      open
      onClose={() => studio.setView({ dialog: 'none' })}
      title="Classes"
      icon="tag"
      detail={categories.length > 0 && plural(categories.length, 'class', 'classes')}
      footer={<LastStep />}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: undo and redo by key, as on the page behind. */}
      <div ref={body} className="cls" onKeyDown={(event) => pressHistoryKey(event)}>
        <div className="cls-left">
          <FindOrAdd
            typed={typed}
            onType={setTyped}
            onChoose={(id) => {
              setWanted(id);
              setTyped('');
            }}
            onDown={() => find(body.current, '.cls-row[tabindex="0"]')?.focus()}
          />
          {found.length > 0 ? (
            <ClassGrid
              classes={found}
              all={categories}
              uses={uses}
              chosen={chosen?.id ?? null}
              onChoose={setWanted}
              onEdit={() => find(body.current, '.cls-name input')?.focus()}
              onDelete={remove}
              onMove={move}
            />
          ) : (
            <Nothing typed={typed} />
          )}
        </div>
        {chosen && (
          <ClassForm
            key={chosen.id}
            category={chosen}
            use={use}
            leaving={asked?.id === chosen.id ? asked.leaving : null}
            onLeaving={ask}
            onDelete={remove}
            listed={found}
            onMove={move}
            onMerged={leave}
          />
        )}
      </div>
    </Dialog>
  );

  function pressHistoryKey(event: KeyboardEvent) {
    // In a field, undo is about what is typed there.
    if (isTextField(event.target as EventTarget)) return;
    for (const id of ['undo', 'redo']) {
      const command = commandById(id);
      if (!command.keys.some((key) => matchesChord(event.nativeEvent, parseChord(key)))) continue;
      event.preventDefault();
      runCommand(desk, command);
    }
  }
}

/** The row that Tab stops at, or where there is none, the field above. */
const focusable = '.cls-row[tabindex="0"], .cls:not(:has(.cls-list)) .cls-find input';

function find(body: HTMLElement | null, selector: string): HTMLElement | null {
  return body?.querySelector<HTMLElement>(selector) ?? null;
}

interface FindOrAddProps {
  readonly typed: string;
  readonly onType: (typed: string) => void;
  readonly onChoose: (id: CategoryId) => void;
  /** Arrow down: to the list. */
  readonly onDown: () => void;
}

/** One field to look for a class and to add the one that isn't there; so nobody adds what there is. */
function FindOrAdd({ typed, onType, onChoose, onDown }: FindOrAddProps) {
  const { studio } = useDesk();
  const field = useRef<HTMLInputElement>(null);
  const known = useProject(({ document }) => categoryByWord(document, typed));
  const word = typed.trim();
  useEffect(() => field.current?.focus(), []);
  const add = () => {
    const id = known?.id ?? studio.classes.add(word);
    if (id !== null) onChoose(id);
    field.current?.focus();
  };
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && word !== '') add();
    else if (event.key === 'ArrowDown') onDown();
    else if (event.key === 'Escape' && typed !== '') {
      onType('');
      event.stopPropagation();
    } else return;
    event.preventDefault();
  };
  return (
    <div className="row cls-find">
      <label className="field grow">
        <Icon name="search" size="s" />
        <input
          ref={field}
          aria-label="Find or add a class"
          placeholder="Find or add a class"
          value={typed}
          maxLength={80}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => onType(event.target.value)}
          onKeyDown={press}
        />
      </label>
      <button
        type="button"
        className="btn outline"
        aria-label="Add class"
        disabled={word === '' || known !== undefined}
        onClick={add}
      >
        <Icon name="plus" size="s" />
        Add
      </button>
    </div>
  );
}

function Nothing({ typed }: { readonly typed: string }) {
  if (typed.trim() !== '')
    return (
      <p className="cls-none dim" role="status">
        No class is called that. Enter adds “{typed.trim()}”.
      </p>
    );
  return (
    <p className="cls-none dim">
      No classes yet. The first object brings one: ask the model for something, draw, or add a class here.
    </p>
  );
}
