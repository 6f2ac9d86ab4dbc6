import { useStore } from 'zustand';
import { useShallow } from 'zustand/shallow';
import { objectsOf } from '../document/lookup.ts';
import type { Studio } from '../studio/studio.ts';

/** The element that stands for an object on the surface, so that assistive technology can be told which one it is. */
export function mirrorId(prefix: string, object: string): string {
  return `${prefix}-${object}`;
}

/** Objects of the photo as a list for screen readers: a canvas shows them nothing. */
export function ObjectMirror({ studio, prefix }: { readonly studio: Studio; readonly prefix: string }) {
  const names = useStore(
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
  const selection = useStore(studio.view, ({ selection: selected }) => selected);
  return (
    <ul style={hiddenFromSight}>
      {names.map((entry) => {
        const at = entry.indexOf('\n');
        const id = entry.slice(0, at);
        const selected = selection.some((object) => object === id);
        return (
          <li key={id} id={mirrorId(prefix, id)}>
            {entry.slice(at + 1)}
            {selected ? ', selected' : ''}
          </li>
        );
      })}
    </ul>
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
