import { type KeyboardEvent, useEffect, useState } from 'react';
import type { Category } from '../../document/document.ts';
import { useProject, useStudio } from '../desk.ts';
import { classKeyLabel, classKeys } from '../keymap/class-commands.ts';
import { FieldRow } from './field-row.tsx';
import { keyConflict } from './key-conflict.ts';

/** The key that gives objects the class: the one pressed here becomes it, Backspace takes it away. */
export function KeyField({ category }: { readonly category: Category }) {
  const studio = useStudio();
  const document = useProject((project) => project.document);
  const [error, setError] = useState<string | null>(null);
  const { id, shortcut } = category;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was wrong is over when the key is another.
  useEffect(() => setError(null), [shortcut]);

  const take = (key: string, event?: globalThis.KeyboardEvent) => {
    const wanted = key.toLowerCase();
    const reason = wanted === shortcut ? null : keyConflict(document, id, wanted, event);
    setError(reason);
    if (reason === null) studio.classes.update(id, { shortcut: wanted });
  };
  const clear = () => {
    setError(null);
    studio.classes.update(id, { shortcut: null });
  };
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Backspace' || event.key === 'Delete') clear();
    else if ([...event.key].length === 1) take(event.key, event.nativeEvent);
    else return;
    event.preventDefault();
  };

  const now = classKeys(document.categories).get(id);
  const byPlace = shortcut === undefined && now !== undefined ? `${now}, by its place in the list` : 'None';
  return (
    <FieldRow
      label="Key"
      error={error}
      hint="Press the key that gives selected objects, or what you draw next, this class."
    >
      {({ field, said }) => (
        <span className="row">
          <input
            id={field}
            className="cls-input cls-key"
            value={shortcut === undefined ? '' : classKeyLabel(shortcut)}
            placeholder={byPlace}
            autoComplete="off"
            spellCheck={false}
            aria-invalid={error !== null}
            aria-describedby={said}
            onKeyDown={press}
            // On-screen keyboards tell no keys: what was typed last is the key.
            onChange={(event) => {
              const last = [...event.target.value].at(-1);
              if (last === undefined) clear();
              else take(last);
            }}
          />
          {shortcut !== undefined && (
            <button type="button" className="btn sm quiet" onClick={clear}>
              Take it away
            </button>
          )}
        </span>
      )}
    </FieldRow>
  );
}
