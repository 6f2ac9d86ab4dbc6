import { useRef } from 'react';
import type { ObjectId } from '../../document/document.ts';
import { useDesk, useProject } from '../desk.ts';
import { NameInput } from '../primitives/name-input.tsx';

export interface NameFieldProps {
  readonly object: ObjectId;
  readonly name: string;
}

/** Renames an object in its row, which has the focus again after Enter or Escape. Known classes are offered. */
export function NameField({ object, name }: NameFieldProps) {
  const { studio, screen } = useDesk();
  const classes = useProject(({ document }) => document.categories);
  const offered = useRef<HTMLDataListElement>(null);

  const end = (typed: string | null, byKey: boolean) => {
    const row = offered.current?.closest<HTMLElement>('[data-object]');
    if (typed !== null) studio.rename(object, typed);
    screen.setState({ renaming: null });
    if (byKey) row?.focus();
  };

  return (
    <>
      <NameInput name={name} maxLength={80} list="class-names" onDone={end} />
      <datalist ref={offered} id="class-names">
        {classes.map(({ id, name: known }) => (
          <option key={id} value={known} />
        ))}
      </datalist>
    </>
  );
}
