import { type KeyboardEvent, memo, useEffect, useRef } from 'react';
import { objectColour } from '../../canvas/palette.ts';
import type { ClassUse } from '../../document/class-uses.ts';
import type { Category, CategoryId } from '../../document/document.ts';
import { matchesChord, parseChord } from '../keymap/chord.ts';
import { classKeyLabel, classKeys, classMoves } from '../keymap/class-commands.ts';
import { ariaKeys } from '../keymap/key-label.ts';
import { rowByKey, rowTop } from '../primitives/row-window.ts';
import { useRowDrag } from '../primitives/use-row-drag.ts';
import { useRowFocus } from '../primitives/use-row-focus.ts';
import { useRowWindow } from '../primitives/use-row-window.ts';
import { formatCount, plural } from '../words/plural.ts';

export interface ClassGridProps {
  /** Those to list, and all, by whose order digits go. */
  readonly classes: readonly Category[];
  readonly all: readonly Category[];
  readonly uses: ReadonlyMap<CategoryId, ClassUse>;
  readonly chosen: CategoryId | null;
  readonly onChoose: (id: CategoryId) => void;
  /** Enter, or F2: the fields of the class are wanted. */
  readonly onEdit: () => void;
  readonly onDelete: () => void;
  /** The class is wanted at the place of another of those listed. */
  readonly onMove: (id: CategoryId, to: number) => void;
}

const moveKeys = classMoves.map(({ key }) => ariaKeys(key)).join(' ');

export const unused: ClassUse = { objects: 0, photos: 0 };

/** The classes, a row each. Only those in sight are in the page: a project may have a thousand. */
export function ClassGrid(props: ClassGridProps) {
  const { classes, all, uses, chosen, onChoose, onEdit, onDelete, onMove } = props;
  const list = useRef<HTMLDivElement>(null);
  const rows = useRowWindow(list, classes.length);
  const { wanted, focusRow } = useRowFocus(list, rows.show);
  const drag = useRowDrag(list, classes, rows.layout, (id, to) => {
    onChoose(id);
    onMove(id, to);
    focusRow(to);
  });
  const keys = classKeys(all);
  const at = classes.findIndex(({ id }) => id === chosen);
  const stop = Math.max(0, at);
  const places = new Set([stop, wanted ?? stop]);
  for (let place = rows.from; place < rows.to; place++) places.add(place);

  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolls when another is chosen, not with each scroll.
  useEffect(() => rows.show(at), [at]);

  const press = (event: KeyboardEvent<HTMLElement>) => {
    const move = classMoves.find(({ key }) => matchesChord(event.nativeEvent, parseChord(key)));
    if (!move && (event.altKey || event.ctrlKey || event.metaKey)) return;
    const to = move ? move.to(stop, classes.length) : rowByKey(event.key, stop, classes.length);
    const next = to === null ? undefined : classes[to];
    if (move) {
      const own = classes[stop];
      if (own && next && to !== null && next !== own) {
        onMove(own.id, to);
        focusRow(to);
      }
    } else if (next && to !== null) {
      onChoose(next.id);
      focusRow(to);
    } else if (event.key === 'Enter' || event.key === 'F2') onEdit();
    else if (event.key === 'Delete' || event.key === 'Backspace') onDelete();
    else return;
    event.preventDefault();
  };

  return (
    <div className="cls-grid" role="grid" aria-label="Classes" aria-rowcount={classes.length + 1}>
      <div className="cls-row cls-head low small" role="row" aria-rowindex={1}>
        <span role="columnheader">Class</span>
        <span role="columnheader">Key</span>
        <span role="columnheader">Objects</span>
        <span role="columnheader">Photos</span>
        <span role="columnheader">Supercategory</span>
        <span role="columnheader">Synonyms</span>
      </div>
      <div
        ref={list}
        className={drag.id === null ? 'cls-list' : 'cls-list moving'}
        role="rowgroup"
        onKeyDown={press}
        onPointerDown={drag.start}
        onClickCapture={(event) => drag.endedDrag() && event.stopPropagation()}
      >
        <div className="cls-length" role="presentation" style={{ height: rows.height }}>
          {[...places]
            .sort((a, b) => a - b)
            .map((place) => {
              const category = classes[place];
              if (!category) return null;
              return (
                <ClassRow
                  key={category.id}
                  category={category}
                  place={place}
                  top={rowTop(rows.layout, place)}
                  chosen={place === at}
                  dragged={drag.id === category.id}
                  tabStop={place === stop}
                  keyLabel={keys.get(category.id)}
                  use={uses.get(category.id) ?? unused}
                  onChoose={onChoose}
                />
              );
            })}
          {drag.line !== null && <div className="drop-line" role="presentation" style={{ top: drag.line }} />}
        </div>
      </div>
    </div>
  );
}

interface ClassRowProps {
  readonly category: Category;
  readonly place: number;
  readonly top: number;
  readonly chosen: boolean;
  readonly dragged: boolean;
  readonly tabStop: boolean;
  readonly keyLabel: string | undefined;
  readonly use: ClassUse;
  readonly onChoose: (id: CategoryId) => void;
}

const ClassRow = memo(function ClassRow(props: ClassRowProps) {
  const { category, place, top, chosen, dragged, tabStop, keyLabel, use, onChoose } = props;
  const { id, name, colour, supercategory, synonyms = [] } = category;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid takes the keys for its rows.
    <div
      className={dragged ? 'cls-row dragged' : 'cls-row'}
      role="row"
      aria-keyshortcuts={moveKeys}
      data-row={place}
      aria-rowindex={place + 2}
      aria-selected={chosen}
      aria-label={`${name}, ${plural(use.objects, 'object')}`}
      tabIndex={tabStop ? 0 : -1}
      style={{ top }}
      onClick={() => onChoose(id)}
    >
      <span className="row" role="gridcell">
        <span
          className="swatch big"
          data-grip
          style={{ '--c': objectColour(colour) } as React.CSSProperties}
        />
        <span className="cut strong">{name}</span>
      </span>
      <span role="gridcell">{keyLabel !== undefined && <kbd>{classKeyLabel(keyLabel)}</kbd>}</span>
      <span className="num dim" role="gridcell">
        {use.objects === 0 ? '–' : formatCount(use.objects)}
      </span>
      <span className="num dim" role="gridcell">
        {use.photos === 0 ? '–' : formatCount(use.photos)}
      </span>
      <span className="cut dim" role="gridcell">
        {supercategory}
      </span>
      <span className="cut dim" role="gridcell" title={synonyms.join(', ')}>
        {synonyms.join(', ')}
      </span>
    </div>
  );
});
