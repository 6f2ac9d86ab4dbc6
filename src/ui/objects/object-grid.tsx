import { type FocusEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { ObjectId, SegmentedObject } from '../../document/document.ts';
import { useDesk, useView } from '../desk.ts';
import { type RowLayout, rowByKey, rowTop } from '../primitives/row-window.ts';
import { useAfterFrame } from '../primitives/use-after-frame.ts';
import { type RowDrag, useRowDrag } from '../primitives/use-row-drag.ts';
import { useRowFocus } from '../primitives/use-row-focus.ts';
import { useRowWindow } from '../primitives/use-row-window.ts';
import { LiveRow } from './live-row.tsx';
import { ObjectRow } from './object-row.tsx';
import { openRowMenu } from './open-row-menu.ts';
import { OpenedDetails } from './opened-details.tsx';
import { useKeepFocus } from './use-keep-focus.ts';

export interface ObjectGridProps {
  readonly objects: readonly SegmentedObject[];
  /** Objects that the running answer is painting. */
  readonly live: number;
}

/**
 * The rows. Only those in sight are in the page, besides the one that Tab stops at and the one that has the focus, so
 * that neither is lost by scrolling.
 */
export function ObjectGrid({ objects, live }: ObjectGridProps) {
  const desk = useDesk();
  const selection = useView((view) => view.selection);
  const grid = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState<ObjectId | null>(null);
  const [opened, setOpened] = useState(0);

  // What is selected shows at once; its details and the scrolling to it come a frame later.
  const settled = useAfterFrame(selection);
  const alone = settled.length === 1 ? placeOf(objects, settled[0]) : -1;
  const block = alone < 0 ? null : { after: alone, height: opened };
  const rows = useRowWindow(grid, objects.length + live, block);
  const { layout, show } = rows;
  const { wanted, focusRow } = useRowFocus(grid, show);
  const keepFocus = useKeepFocus(objects, focusRow);
  const drag = useRowDrag(grid, objects, layout, (object, to) => desk.studio.reorder(object, to));
  const press = useRowKeys(objects, focusRow);
  useKeepInSight(objects, live, settled[0], opened, show);

  const stop = Math.max(0, placeOf(objects, selection[0]));
  const kept = [stop, placeOf(objects, focused), wanted ?? stop, alone];
  return (
    <div
      ref={grid}
      className={drag.id === null ? 'objs' : 'objs moving'}
      role="grid"
      aria-label="Objects"
      aria-multiselectable="true"
      aria-rowcount={objects.length + live + (alone < 0 ? 0 : 1)}
      onKeyDown={press}
      onContextMenu={(event) => openRowMenu(desk, event, objects)}
      onPointerDown={drag.start}
      onClickCapture={(event) => drag.endedDrag() && event.stopPropagation()}
      onFocus={(event: FocusEvent<HTMLElement>) => {
        setFocused((event.target.closest<HTMLElement>('[data-object]')?.dataset.object as ObjectId) ?? null);
        keepFocus.onFocus(event);
      }}
      onBlur={keepFocus.onBlur}
    >
      <div className="objs-length" role="presentation" style={{ height: rows.height }}>
        <Rows
          objects={objects}
          layout={layout}
          places={mountedPlaces(objects.length, rows, kept)}
          stop={stop}
          alone={alone}
          drag={drag}
          onOpened={setOpened}
        />
        {Array.from({ length: live }, (_, index) => (
          <LiveRow
            // biome-ignore lint/suspicious/noArrayIndexKey: the place in the answer is what a live object is.
            key={index}
            index={index}
            number={objects.length + index + 1}
            rowIndex={rowIndexOf(objects.length + index, alone)}
            top={rowTop(layout, objects.length + index)}
          />
        ))}
        {drag.line !== null && <div className="drop-line" role="presentation" style={{ top: drag.line }} />}
      </div>
    </div>
  );
}

interface RowsProps {
  readonly objects: readonly SegmentedObject[];
  readonly layout: RowLayout;
  /** Places of the objects in the page, ascending. */
  readonly places: readonly number[];
  /** The row that Tab stops at. */
  readonly stop: number;
  /** The row whose details are open, or -1. */
  readonly alone: number;
  readonly drag: RowDrag<ObjectId>;
  readonly onOpened: (height: number) => void;
}

function Rows({ objects, layout, places, stop, alone, drag, onOpened }: RowsProps) {
  const selection = useView((view) => view.selection);
  const chosen = new Set(selection);
  return places.map((place) => {
    const object = objects[place];
    if (!object) return null;
    const top = rowTop(layout, place);
    const rowIndex = rowIndexOf(place, alone);
    return (
      <ObjectRow
        key={object.id}
        object={object}
        number={place + 1}
        rowIndex={rowIndex}
        top={top}
        selected={chosen.has(object.id)}
        dragged={drag.id === object.id}
        tabStop={place === stop}
      >
        {place === alone && (
          <OpenedDetails
            object={object}
            rowIndex={rowIndex + 1}
            top={top + layout.pitch}
            onHeight={onOpened}
          />
        )}
      </ObjectRow>
    );
  });
}

/** Arrows walk and select, with Shift they add; Enter renames. What carries Ctrl or Alt is the key table's. */
function useRowKeys(objects: readonly SegmentedObject[], focusRow: (place: number) => void) {
  const { studio, screen } = useDesk();
  return (event: KeyboardEvent<HTMLElement>) => {
    const row = (event.target as Element).closest<HTMLElement>('[data-object]');
    if (!row || event.target !== row || event.altKey || event.ctrlKey || event.metaKey) return;
    const at = objects.findIndex(({ id }) => id === row.dataset.object);
    const to = rowByKey(event.key, at, objects.length);
    const target = to === null ? undefined : objects[to];
    const own = objects[at];
    if (target && to !== null) {
      const { selection } = studio.view.getState();
      studio.select(event.shiftKey ? [...new Set([...selection, target.id])] : [target.id]);
      focusRow(to);
    } else if (event.key === 'Enter' && own) screen.setState({ renaming: own.id });
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
}

/** Scrolls to what was selected elsewhere, and to each object that begins to be painted. */
function useKeepInSight(
  objects: readonly SegmentedObject[],
  live: number,
  first: ObjectId | undefined,
  opened: number,
  show: (place: number) => void,
): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolls when the selection changes, not when the list does.
  useEffect(() => show(placeOf(objects, first)), [first, opened]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each object that begins to be painted.
  useEffect(() => {
    if (live > 0) show(objects.length + live - 1);
  }, [live]);
}

/** Row of the grid, counted from 1, with the details that are open between. */
function rowIndexOf(place: number, alone: number): number {
  return place + 1 + (alone >= 0 && place > alone ? 1 : 0);
}

function mountedPlaces(
  count: number,
  { from, to }: { readonly from: number; readonly to: number },
  kept: readonly number[],
): readonly number[] {
  const places = new Set(kept.filter((place) => place >= 0 && place < count));
  for (let place = from; place < Math.min(to, count); place++) places.add(place);
  return [...places].sort((a, b) => a - b);
}

function placeOf(objects: readonly SegmentedObject[], id: ObjectId | null | undefined): number {
  return id === null || id === undefined ? -1 : objects.findIndex((object) => object.id === id);
}
