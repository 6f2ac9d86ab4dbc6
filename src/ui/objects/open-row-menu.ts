import type { MouseEvent } from 'react';
import type { SegmentedObject } from '../../document/document.ts';
import type { Desk } from '../desk.ts';

/** Right of the swatch of a row, in CSS pixels. */
const menuIndent = 36;

/** Opens the menu of a row, which is selected unless it already is. The menu key has no pointer: it opens at the row. */
export function openRowMenu(
  { studio, screen }: Desk,
  event: MouseEvent<HTMLElement>,
  objects: readonly SegmentedObject[],
): void {
  const target = event.target as Element;
  const row = target.closest<HTMLElement>('[data-object]');
  const object = objects.find(({ id }) => id === row?.dataset.object);
  if (!row || !object || target.closest('input')) return;
  event.preventDefault();
  if (!studio.view.getState().selection.includes(object.id)) studio.select([object.id]);
  const { left, bottom } = row.getBoundingClientRect();
  const place =
    event.button === 2 ? { x: event.clientX, y: event.clientY } : { x: left + menuIndent, y: bottom };
  screen.setState({ contextMenu: { ...place, on: 'object', under: [] } });
}
