import { memo, useMemo } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/shallow';
import { objectsOf } from '../document/lookup.ts';
import type { Studio } from '../studio/studio.ts';

/** Objects that are rendered together; a selection renders again only those that it touches. */
const groupSize = 32;

interface MirrorProps {
  readonly studio: Studio;
  /** Of the elements' ids. */
  readonly prefix: string;
}

/** The element that stands for an object on the surface, so that assistive technology can be told which one it is. */
export function mirrorId(prefix: string, object: string): string {
  return `${prefix}-${object}`;
}

/** Objects of the photo as a list for screen readers: a canvas shows them nothing. */
export function ObjectMirror({ studio, prefix }: MirrorProps) {
  const entries = useStore(
    studio.project,
    useShallow(({ document, currentImage }) => {
      const classes = new Map(document.categories.map(({ id, name }) => [id, name]));
      const objects = currentImage === null ? [] : objectsOf(document, currentImage);
      return objects.map(({ id, category, visible, locked }, index) => {
        const states = `${visible ? '' : ', hidden'}${locked ? ', locked' : ''}`;
        return `${id}\n${index + 1}, ${classes.get(category) ?? 'object'}${states}`;
      });
    }),
  );
  return <MirrorList studio={studio} prefix={prefix} entries={entries} />;
}

/** One object a string: its id and what is said of it, a line each. */
type Entries = readonly string[];

function MirrorList({ studio, prefix, entries }: MirrorProps & { readonly entries: Entries }) {
  const selection = useStore(studio.view, (view) => view.selection);
  const groups = useMemo(() => inGroups(entries), [entries]);
  const selected = new Set<string>(selection);
  return (
    <ul style={listStyle}>
      {groups.map((group, index) => (
        <MirrorGroup
          // biome-ignore lint/suspicious/noArrayIndexKey: a group is a stretch of the list and has no other name.
          key={index}
          prefix={prefix}
          entries={group}
          selected={group
            .map(idOf)
            .filter((id) => selected.has(id))
            .join()}
        />
      ))}
    </ul>
  );
}

interface MirrorGroupProps {
  readonly prefix: string;
  readonly entries: Entries;
  /** Ids of those that are selected, joined: compared by value. */
  readonly selected: string;
}

const MirrorGroup = memo(function MirrorGroup({ prefix, entries, selected }: MirrorGroupProps) {
  const ids = new Set(selected.split(','));
  return entries.map((entry) => {
    const id = idOf(entry);
    return (
      <li key={id} id={mirrorId(prefix, id)}>
        {entry.slice(id.length + 1)}
        {ids.has(id) ? ', selected' : ''}
      </li>
    );
  });
});

function idOf(entry: string): string {
  return entry.slice(0, entry.indexOf('\n'));
}

function inGroups(entries: Entries): readonly Entries[] {
  return Array.from({ length: Math.ceil(entries.length / groupSize) }, (_, index) =>
    entries.slice(index * groupSize, (index + 1) * groupSize),
  );
}

export const hiddenFromSight = {
  position: 'absolute',
  width: 1,
  height: 1,
  margin: -1,
  padding: 0,
  overflow: 'hidden',
  clipPath: 'inset(50%)',
  whiteSpace: 'nowrap',
  border: 0,
} as const;

/** The cursor of the surface changes with every hover; were it inherited, a thousand elements would be styled again. */
const listStyle = { ...hiddenFromSight, cursor: 'default', contain: 'strict' } as const;
