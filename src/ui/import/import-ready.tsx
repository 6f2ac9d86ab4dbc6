import { useDeferredValue } from 'react';
import type { CategoryId } from '../../document/document.ts';
import type { ImportChoice, ImportState } from '../../studio/exchange/import-state.ts';
import { useProject, useStudio } from '../desk.ts';
import { Choice } from '../primitives/choice.tsx';
import { Segmented } from '../primitives/segmented.tsx';
import { plural } from '../words/plural.ts';
import { Problems } from './problems.tsx';

type Ready = Extract<ImportState, { kind: 'ready' }>;
type Targets = ImportChoice['categories'];
type Target = Targets extends ReadonlyMap<number, infer T> ? T : never;

/** What the files hold, which class becomes which, and what could not be read. */
export function ImportReady({ state }: { readonly state: Ready }) {
  const studio = useStudio();
  const { choice, candidates, images, newImages, objects, turns, notes, unread } = state;
  return (
    <>
      <div className="row imp-top">
        {candidates.length > 1 ? (
          <Choice
            name="Format"
            value={choice.format}
            options={candidates.map(({ format, title, files }) => ({
              value: format,
              label: `${title}, ${plural(files, 'file')}`,
            }))}
            onChange={(format) => void studio.changeImport({ format })}
          />
        ) : (
          <b>{candidates[0]?.title}</b>
        )}
        <span className="dim num">
          {plural(objects, 'object')} on {plural(images, 'photo')}
          {newImages > 0 && `, ${newImages} of them new`}
          {turns > 0 && `, ${plural(turns, 'expression')}`}
        </span>
        <span className="grow" />
        <Segmented
          name="What is there already"
          value={choice.mode}
          options={[
            { value: 'merge', label: 'Keep what is there' },
            { value: 'replace', label: 'Replace it' },
          ]}
          onChange={(mode) => void studio.changeImport({ mode })}
        />
      </div>
      <Classes state={state} />
      {notes.length > 0 && (
        <section aria-label="Notes">
          <h3 className="lg">How it was understood</h3>
          <ul className="imp-notes dim">
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </section>
      )}
      <Problems failed={state.failed} unread={unread} />
    </>
  );
}

const none: Ready['categories'] = [];
const byName = 'by-name';
const leftOut = 'leave-out';

function Classes({ state }: { readonly state: Ready }) {
  const studio = useStudio();
  const known = useProject(({ document }) => document.categories);
  const { choice } = state;
  // A list to choose from for each of many classes takes longer to make than a frame: it comes in as there is time.
  const categories = useDeferredValue(state.categories, none);
  const set = (index: number, value: string) => {
    const targets = new Map(choice.categories);
    if (value === byName) targets.delete(index);
    else targets.set(index, targetOf(value));
    void studio.changeImport({ categories: targets });
  };
  if (categories.length === 0) return null;
  return (
    <section aria-label="Classes">
      <h3 className="lg">Classes</h3>
      <ul className="imp-classes">
        {categories.map(({ name, objects }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the index is what names a class of the files.
          <li key={index} className="row">
            <span className="cut grow">{name}</span>
            <span className="low num small">{plural(objects, 'object')}</span>
            <Choice
              name={`Class for ${name}`}
              value={choiceOf(choice.categories.get(index))}
              options={[
                { value: byName, label: sameName(name, known) },
                ...known.map((category) => ({ value: category.id as string, label: category.name })),
                { value: leftOut, label: 'Leave out' },
              ]}
              onChange={(value) => set(index, value)}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

function sameName(name: string, known: readonly { readonly name: string }[]): string {
  const there = known.some((category) => category.name.toLowerCase() === name.trim().toLowerCase());
  return there ? `Same name: ${name}` : `New class: ${name}`;
}

function choiceOf(target: Target | undefined): string {
  if (target === undefined || target.kind === 'new') return byName;
  return target.kind === 'existing' ? target.category : leftOut;
}

function targetOf(value: string): Target {
  return value === leftOut ? { kind: 'leave-out' } : { kind: 'existing', category: value as CategoryId };
}
