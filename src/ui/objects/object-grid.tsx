import {
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import type { ObjectId, SegmentedObject } from '../../document/document.ts';
import { useDesk, useView } from '../desk.ts';
import { rowTop } from '../primitives/row-window.ts';
import { useRowWindow } from '../primitives/use-row-window.ts';
import { LiveRow } from './live-row.tsx';
import { ObjectDetails } from './object-details.tsx';
import { ObjectRow } from './object-row.tsx';
import { useKeepFocus } from './use-keep-focus.ts';
import { useRowDrag } from './use-row-drag.ts';

export interface ObjectGridProps {
  readonly objects: readonly SegmentedObject[];
  /** Objects that the running answer is painting. */
  readonly live: number;
}

const pageRows = 8;

/**
 * The rows. Only those in sight are in the page, besides the one that Tab stops at and the one that has the focus, so
 * that neither is lost by scrolling.
 */
export function ObjectGrid({ objects, live }: ObjectGridProps) {
  const { studio, screen } = useDesk();
  const selection = useView((view) => view.selection);
  const grid = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState<ObjectId | null>(null);
  const [wanted, setWanted] = useState<ObjectId | null>(null);
  const [opened, setOpened] = useState(0);

  const alone = selection.length === 1 ? objects.findIndex(({ id }) => id === selection[0]) : -1;
  const block = alone < 0 ? null : { after: alone, height: opened };
  const rows = useRowWindow(grid, objects.length + live, block);
  const { layout, show } = rows;
  const stop = indexOf(objects, selection[0]) ?? 0;
  const chosen = new Set(selection);

  const focusRow = (index: number) => {
    const object = objects[index];
    if (!object) return;
    show(index);
    setWanted(object.id);
  };
  const keepFocus = useKeepFocus(objects, focusRow);
  const drag = useRowDrag(grid, objects, layout, (object, to) => studio.reorder(object, to));

  useLayoutEffect(() => {
    if (wanted === null) return;
    grid.current?.querySelector<HTMLElement>(`[data-object="${wanted}"]`)?.focus({ preventScroll: true });
    setWanted(null);
  }, [wanted]);

  const first = selection[0];
  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolls when the selection changes, not when the list does.
  useEffect(() => {
    const index = indexOf(objects, first);
    if (index !== null) show(index);
  }, [first, opened]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each object that begins to be painted.
  useEffect(() => {
    if (live > 0) show(objects.length + live - 1);
  }, [live]);

  const press = (event: KeyboardEvent<HTMLElement>) => {
    const row = (event.target as Element).closest<HTMLElement>('[data-object]');
    if (!row || event.target !== row || event.altKey || event.ctrlKey || event.metaKey) return;
    const at = objects.findIndex(({ id }) => id === row.dataset.object);
    const own = objects[at];
    const last = objects.length - 1;
    const to = {
      ArrowDown: Math.min(last, at + 1),
      ArrowUp: Math.max(0, at - 1),
      PageDown: Math.min(last, at + pageRows),
      PageUp: Math.max(0, at - pageRows),
      Home: 0,
      End: last,
    }[event.key];
    const target = to === undefined ? undefined : objects[to];
    if (event.key === 'Enter' && own) screen.setState({ renaming: own.id });
    else if (target && to !== undefined) {
      studio.select(event.shiftKey ? [...new Set([...selection, target.id])] : [target.id]);
      focusRow(to);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const openMenu = (event: MouseEvent<HTMLElement>) => {
    const row = (event.target as Element).closest<HTMLElement>('[data-object]');
    const object = objects.find(({ id }) => id === row?.dataset.object);
    if (!row || !object || (event.target as Element).closest('input')) return;
    event.preventDefault();
    if (!chosen.has(object.id)) studio.select([object.id]);
    // The menu key has no pointer: the menu then opens at the row.
    const { left, bottom } = row.getBoundingClientRect();
    const byKey = event.clientX === 0 && event.clientY === 0;
    const place =
      byKey || event.button !== 2 ? { x: left + 36, y: bottom } : { x: event.clientX, y: event.clientY };
    screen.setState({ contextMenu: { ...place, on: 'object', under: [] } });
  };

  const mounted = new Set<number>();
  for (let index = rows.from; index < Math.min(rows.to, objects.length); index++) mounted.add(index);
  for (const index of [stop, indexOf(objects, focused), indexOf(objects, wanted), alone])
    if (index !== null && index >= 0 && index < objects.length) mounted.add(index);
  const rowIndex = (index: number) => index + 1 + (alone >= 0 && index > alone ? 1 : 0);

  return (
    <div
      ref={grid}
      className={drag.object === null ? 'objs' : 'objs moving'}
      role="grid"
      aria-label="Objects"
      aria-multiselectable="true"
      aria-rowcount={objects.length + live + (alone < 0 ? 0 : 1)}
      onKeyDown={press}
      onContextMenu={openMenu}
      onPointerDown={drag.start}
      onClickCapture={(event) => drag.endedDrag() && event.stopPropagation()}
      onFocus={(event: FocusEvent<HTMLElement>) => {
        setFocused((event.target.closest<HTMLElement>('[data-object]')?.dataset.object as ObjectId) ?? null);
        keepFocus.onFocus(event);
      }}
      onBlur={keepFocus.onBlur}
    >
      <div className="objs-length" role="presentation" style={{ height: rows.height }}>
        {[...mounted]
          .sort((a, b) => a - b)
          .map((index) => {
            const object = objects[index];
            if (!object) return null;
            return (
              <ObjectRow
                key={object.id}
                object={object}
                number={index + 1}
                rowIndex={rowIndex(index)}
                top={rowTop(layout, index)}
                selected={chosen.has(object.id)}
                dragged={drag.object === object.id}
                tabStop={index === stop}
              >
                {index === alone && (
                  <Opened
                    top={rowTop(layout, index) + layout.pitch}
                    onHeight={setOpened}
                    key={`${object.id} details`}
                  >
                    <ObjectDetails object={object} rowIndex={rowIndex(index) + 1} />
                  </Opened>
                )}
              </ObjectRow>
            );
          })}
        {Array.from({ length: live }, (_, index) => (
          <LiveRow
            // biome-ignore lint/suspicious/noArrayIndexKey: the place in the answer is what a live object is.
            key={index}
            index={index}
            number={objects.length + index + 1}
            rowIndex={rowIndex(objects.length + index)}
            top={rowTop(layout, objects.length + index)}
          />
        ))}
        {drag.line !== null && <div className="drop-line" role="presentation" style={{ top: drag.line }} />}
      </div>
    </div>
  );
}

interface OpenedProps {
  readonly top: number;
  readonly onHeight: (height: number) => void;
  readonly children: ReactNode;
}

/** What is open below a row: its height moves the rows after it, before they are painted. */
function Opened({ top, onHeight, children }: OpenedProps) {
  const element = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const box = element.current;
    if (!box) return;
    onHeight(box.offsetHeight);
    const watcher = new ResizeObserver(() => onHeight(box.offsetHeight));
    watcher.observe(box);
    return () => watcher.disconnect();
  }, [onHeight]);
  return (
    <div ref={element} className="obj-opened" role="presentation" style={{ top }}>
      {children}
    </div>
  );
}

function indexOf(objects: readonly SegmentedObject[], id: ObjectId | null | undefined): number | null {
  if (id === null || id === undefined) return null;
  const index = objects.findIndex((object) => object.id === id);
  return index < 0 ? null : index;
}
