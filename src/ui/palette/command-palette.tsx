import { Dialog } from '@base-ui/react/dialog';
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useDesk, useProject, useScreen, useView } from '../desk.ts';
import { selectionName } from '../keymap/desk-objects.ts';
import { commandById, shortcutKey } from '../keymap/keymap.ts';
import { Icon } from '../primitives/icon.tsx';
import { Keys } from '../primitives/keys.tsx';
import { rowByKey } from '../primitives/row-window.ts';
import { useLayer } from '../primitives/use-layer.ts';
import { withRecent } from '../screen.ts';
import { choiceEntries, type PaletteEntry, paletteEntries, questionEntry } from './palette-entries.ts';
import { PaletteList } from './palette-list.tsx';
import { type EntryGroup, rankEntries, typedGroups, untypedGroups } from './rank-entries.ts';
import './palette.css';

/** Everything by its name, from the keyboard alone. Made from the same table as keys and menus. */
export default function CommandPalette() {
  const { studio, screen } = useDesk();
  const opener = useRef(document.activeElement);
  useLayer(true);
  /** Gives the focus back and only then runs what was chosen, which may take it elsewhere. */
  const close = (run?: () => void) => {
    screen.setState({ choosing: null });
    studio.setView({ dialog: 'none' });
    setTimeout(() => {
      if (opener.current instanceof HTMLElement) opener.current.focus();
      run?.();
    });
  };
  return (
    <Dialog.Root open onOpenChange={(open) => !open && close()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim" />
        <Dialog.Viewport className="pal-place">
          <Dialog.Popup className="pal" aria-label="Command palette" finalFocus={false}>
            <Search close={close} />
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Search({ close }: { readonly close: (run?: () => void) => void }) {
  const desk = useDesk();
  const { screen } = desk;
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const list = useId();
  const input = useRef<HTMLInputElement>(null);
  const choosing = useScreen((state) => state.choosing);
  const groups = useGroups(query, choosing);
  const found = groups.flatMap((group) => group.found);
  const active = found[Math.min(at, found.length - 1)]?.entry;

  // biome-ignore lint/correctness/useExhaustiveDependencies: what was typed for a command says nothing about its options.
  useEffect(() => {
    setQuery('');
    setAt(0);
    input.current?.focus();
  }, [choosing]);

  const run = (entry: PaletteEntry) => {
    if (entry.blocked !== undefined) return;
    if (entry.id.startsWith('command ')) {
      const id = entry.id.slice('command '.length);
      screen.setState(({ recentCommands }) => ({ recentCommands: withRecent(recentCommands, id) }));
      if (commandById(id).choose?.(desk)) {
        // It stays open: closed for a moment, what people go on typing would be taken for keys of the page.
        setQuery('');
        setAt(0);
        screen.setState({ choosing: id });
        return;
      }
    }
    close(entry.run);
  };
  const back = () => {
    if (choosing === null) return false;
    screen.setState({ choosing: null });
    return true;
  };
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const to = lineByKey(event.key, at, found.length);
    if (to !== null) setAt(to);
    else if (event.key === 'Enter' && active) run(active);
    else if (event.key === 'Backspace' && query === '' && back()) setAt(0);
    else return;
    event.preventDefault();
  };

  return (
    <>
      <div className="pal-in">
        <Icon name="search" />
        <input
          ref={input}
          role="combobox"
          aria-label="Search commands, files and classes"
          aria-expanded="true"
          aria-controls={list}
          aria-autocomplete="list"
          aria-activedescendant={active && optionId(list, active)}
          placeholder={choosing === null ? 'Search commands, objects, images and classes' : 'Search'}
          autoComplete="off"
          spellCheck={false}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setAt(0);
          }}
          onKeyDown={press}
        />
        <Context />
      </div>
      <PaletteList
        id={list}
        groups={groups}
        active={active}
        optionId={(entry) => optionId(list, entry)}
        onHover={(entry) => setAt(found.findIndex((known) => known.entry === entry))}
        onChoose={run}
      />
      <Foot />
    </>
  );
}

/** What the keys do here, and the way to all the others. */
function Foot() {
  const { studio } = useDesk();
  const choosing = useScreen((state) => state.choosing !== null);
  return (
    <footer className="pal-foot">
      <span>
        <kbd>↑</kbd>
        <kbd>↓</kbd> choose
      </span>
      <span>
        <kbd>Enter</kbd> run
      </span>
      {choosing && (
        <span>
          <kbd>Backspace</kbd> all commands
        </span>
      )}
      <span className="grow" />
      <button type="button" className="pal-help" onClick={() => studio.setView({ dialog: 'shortcuts' })}>
        <Keys chord={shortcutKey('shortcuts')} /> all shortcuts
      </button>
    </footer>
  );
}

/** The line that a key leads to; the first follows the last. Null for keys that mean nothing to the list. */
function lineByKey(key: string, at: number, count: number): number | null {
  if (count === 0) return null;
  if (key === 'ArrowDown' && at >= count - 1) return 0;
  if (key === 'ArrowUp' && at <= 0) return count - 1;
  // Home and End move the caret.
  return key === 'Home' || key === 'End' ? null : rowByKey(key, at, count);
}

const optionId = (list: string, { id }: PaletteEntry) => `${list}-${id.replace(/\s/gu, '-')}`;

/** What is found, as typed so far; follows the document, which an answer may change meanwhile. */
function useGroups(query: string, choosing: string | null): readonly EntryGroup[] {
  const desk = useDesk();
  const document = useProject((project) => project.document);
  const selection = useView((view) => view.selection);
  const recent = useScreen((state) => state.recentCommands);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the entries are read from these stores.
  const entries = useMemo(() => paletteEntries(desk), [desk, document, selection]);
  return useMemo(() => {
    if (choosing !== null) return choiceGroups(choiceEntries(desk, choosing, query), query);
    const ids = recent.map((id) => `command ${id}`);
    if (query.trim() === '') return untypedGroups(entries, ids);
    return typedGroups(entries, query, ids, questionEntry(desk, query));
  }, [desk, entries, query, choosing, recent]);
}

function choiceGroups(entries: readonly PaletteEntry[], query: string): readonly EntryGroup[] {
  const made = entries.filter(({ id }) => id === 'option new-class');
  const options = rankEntries(
    entries.filter((entry) => !made.includes(entry)),
    query,
  );
  const found = [...options, ...made.map((entry) => ({ entry, ranges: [] }))];
  return found.length === 0 ? [] : [{ name: entries[0]?.group ?? '', found }];
}

/** What commands would act on. */
function Context() {
  const desk = useDesk();
  const name = useView(() => selectionName(desk));
  if (name === '') return null;
  return <span className="low small pal-context cut">{name} selected</span>;
}
