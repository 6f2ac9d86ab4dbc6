import type { PhotoSearchState } from '../../studio/projects/photo-search-state.ts';
import { Icon } from '../primitives/icon.tsx';
import { ProblemLines } from '../primitives/problem-lines.tsx';
import { formatCount, plural } from '../words/plural.ts';

export interface SearchResultProps {
  readonly state: Extract<PhotoSearchState, { kind: 'done' }>;
}

/** How many were found and what became of them; then those that were not, by name. */
export function SearchResult({ state }: SearchResultProps) {
  const { lost, found, renamed, byName, copied, stopped, missing } = state;
  const notes = [
    ...(renamed > 0
      ? [
          `${formatCount(renamed)} found under another name. In the project ${renamed === 1 ? 'it keeps its' : 'they keep their'} own.`,
        ]
      : []),
    ...(byName > 0
      ? [
          `${formatCount(byName)} found by name and size alone, as ${byName === 1 ? 'it was' : 'they were'} never read before.`,
        ]
      : []),
    ...(copied > 0 ? [`${plural(copied, 'photo')} copied into the project.`] : []),
    ...(found > copied
      ? [`${plural(found - copied, 'photo')} read where ${found - copied === 1 ? 'it is' : 'they are'}.`]
      : []),
  ];
  return (
    <>
      <p role="status" className="row">
        {missing.length === 0 && (
          <span className="ok">
            <Icon name="check" />
          </span>
        )}
        <b>
          {stopped && 'Stopped. '}
          {formatCount(found)} of {plural(lost, 'missing photo')} found.
        </b>
      </p>
      {notes.length > 0 && (
        <ul className="fnd-notes dim">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      <ProblemLines
        name="Not found"
        listName="List of photos not found"
        className="fnd-lines"
        title={`${plural(missing.length, 'photo')} not found`}
        lines={missing.map(({ name, reason }) => `${name}: ${reason}`)}
      />
    </>
  );
}
