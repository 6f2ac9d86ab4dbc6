import { type KeyboardEvent, memo, useEffect, useRef } from 'react';
import type { Box } from '../../mask/space.ts';
import type { InspectedRow, Inspection } from '../../studio/inspection.ts';
import { useStudio, useView } from '../desk.ts';

export interface BrickRowsProps {
  readonly inspection: Inspection;
  readonly box: Box<'canvas'>;
}

/** Bricks by row, each as wide as what it covers. The row in hand and the row on the photo are one. */
export function BrickRows({ inspection: { rows }, box }: BrickRowsProps) {
  const studio = useStudio();
  const chosen = useView((view) => view.inspectedRow);
  const list = useRef<HTMLDivElement>(null);
  const optionId = (row: number) => `brick-row-${row}`;

  useEffect(() => {
    if (chosen !== null)
      list.current?.querySelector(`#brick-row-${chosen}`)?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);

  const press = (event: KeyboardEvent) => {
    const at = rows.findIndex(({ row }) => row === chosen);
    const to = {
      ArrowDown: at + 1,
      ArrowUp: at < 0 ? rows.length - 1 : at - 1,
      Home: 0,
      End: rows.length - 1,
      PageDown: Math.min(rows.length - 1, at + 10),
      PageUp: Math.max(0, at - 10),
    }[event.key];
    const next = to === undefined ? undefined : rows[to];
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (next) studio.setView({ inspectedRow: next.row });
  };

  return (
    <div
      ref={list}
      className="brx"
      role="listbox"
      aria-label="Bricks by row"
      tabIndex={0}
      aria-activedescendant={chosen === null ? undefined : optionId(chosen)}
      onKeyDown={press}
    >
      {rows.map((row) => (
        <BrickRow
          key={row.row}
          id={optionId(row.row)}
          row={row}
          number={row.row - box.y1 + 1}
          on={row.row === chosen}
          onChoose={(inspectedRow) => studio.setView({ inspectedRow })}
        />
      ))}
    </div>
  );
}

interface BrickRowProps {
  readonly id: string;
  readonly row: InspectedRow;
  /** Counted from 1 within the box, as on the photo. */
  readonly number: number;
  readonly on: boolean;
  readonly onChoose: (row: number) => void;
}

const BrickRow = memo(
  function BrickRow({ id, row, number, on, onChoose }: BrickRowProps) {
    return (
      // biome-ignore lint/a11y/useKeyWithClickEvents: the list box takes the keys for its options.
      <div
        id={id}
        className={on ? 'br on' : 'br'}
        role="option"
        aria-selected={on}
        aria-label={`Row ${number}`}
        tabIndex={-1}
        onPointerMove={() => !on && onChoose(row.row)}
        onClick={() => onChoose(row.row)}
      >
        <i>r{number}</i>
        <div className="rr">
          {row.bricks.map(({ foreground, length, token, probability }) => {
            const name = `${foreground ? 'fg' : 'bg'}${length}`;
            return (
              <span
                key={token}
                className={foreground ? 'b f' : 'b'}
                style={{ flex: `${length} 0 0` }}
                title={
                  probability === null ? `${name}, forced` : `${name}, probability ${probability.toFixed(2)}`
                }
              >
                {brickText(name, length)}
              </span>
            );
          })}
        </div>
        <em className="num">{row.ms < 1 ? '<1 ms' : `${Math.round(row.ms)} ms`}</em>
      </div>
    );
  },
  (before, after) => before.row === after.row && before.on === after.on && before.id === after.id,
);

/** What fits: the whole name, the number, or nothing. */
function brickText(name: string, length: number): string {
  if (length >= 5) return name;
  return length >= 2 ? String(length) : '';
}
