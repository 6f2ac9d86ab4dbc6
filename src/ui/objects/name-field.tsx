import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { ObjectId } from '../../document/document.ts';
import { useDesk, useProject } from '../desk.ts';

export interface NameFieldProps {
  readonly object: ObjectId;
  readonly name: string;
}

/** Renames in place: Enter or leaving keeps the name, Escape drops it. Known classes are offered. */
export function NameField({ object, name }: NameFieldProps) {
  const { studio, screen } = useDesk();
  const classes = useProject(({ document }) => document.categories);
  const field = useRef<HTMLInputElement>(null);
  const left = useRef(false);

  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);

  const leave = (keep: boolean, backToRow: boolean) => {
    if (left.current) return;
    left.current = true;
    const typed = field.current?.value.trim() ?? '';
    const row = field.current?.closest<HTMLElement>('[data-object]');
    if (keep && typed !== '' && typed !== name) studio.rename(object, typed);
    screen.setState({ renaming: null });
    if (backToRow) row?.focus();
  };

  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    event.stopPropagation();
    if (event.key !== 'Enter' && event.key !== 'Escape') return;
    event.preventDefault();
    leave(event.key === 'Enter', true);
  };

  return (
    <>
      <input
        ref={field}
        className="name-field"
        aria-label={`Name of ${name}`}
        defaultValue={name}
        maxLength={80}
        spellCheck={false}
        autoComplete="off"
        list="class-names"
        onKeyDown={press}
        onBlur={() => leave(true, false)}
        onClick={(event) => event.stopPropagation()}
        onDoubleClick={(event) => event.stopPropagation()}
      />
      <datalist id="class-names">
        {classes.map(({ id, name: known }) => (
          <option key={id} value={known} />
        ))}
      </datalist>
    </>
  );
}
