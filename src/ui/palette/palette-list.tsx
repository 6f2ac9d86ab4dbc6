import { useEffect, useRef } from 'react';
import { Icon } from '../primitives/icon.tsx';
import { Keys } from '../primitives/keys.tsx';
import type { PaletteEntry } from './palette-entries.ts';
import type { EntryGroup, FoundEntry } from './rank-entries.ts';

export interface PaletteListProps {
  readonly id: string;
  readonly groups: readonly EntryGroup[];
  /** The line that Enter runs; the input points at it. */
  readonly active: PaletteEntry | undefined;
  readonly optionId: (entry: PaletteEntry) => string;
  readonly onHover: (entry: PaletteEntry) => void;
  readonly onChoose: (entry: PaletteEntry) => void;
}

/** What was found, in groups. Focus stays in the input: the active line is told by `aria-activedescendant`. */
export function PaletteList(props: PaletteListProps) {
  const { id, groups, active, optionId, onHover, onChoose } = props;
  const list = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the line that became active is brought into sight.
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <div ref={list} className="pal-list" role="listbox" aria-label="Results" id={id}>
      {groups.map(({ name, found }) => (
        <div key={name} role="group" aria-label={name}>
          <div className="pal-group" aria-hidden="true">
            {name}
          </div>
          {found.map(({ entry, ranges }) => (
            <Option
              key={entry.id}
              id={optionId(entry)}
              entry={entry}
              ranges={ranges}
              active={entry === active}
              onHover={onHover}
              onChoose={onChoose}
            />
          ))}
        </div>
      ))}
      {groups.length === 0 && (
        <div className="pal-none low" role="option" aria-disabled="true" aria-selected="false">
          Nothing is called that.
        </div>
      )}
    </div>
  );
}

interface OptionProps extends FoundEntry {
  readonly id: string;
  readonly active: boolean;
  readonly onHover: (entry: PaletteEntry) => void;
  readonly onChoose: (entry: PaletteEntry) => void;
}

function Option({ id, entry, ranges, active, onHover, onChoose }: OptionProps) {
  const { label, icon, swatch, keys, blocked } = entry;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the input above takes the keys for its list.
    <div
      id={id}
      className="pal-row"
      role="option"
      aria-selected={active}
      aria-disabled={blocked !== undefined}
      onPointerMove={() => !active && onHover(entry)}
      onPointerDown={(event) => event.preventDefault()}
      onClick={() => onChoose(entry)}
    >
      {swatch ? (
        <span
          className="pal-swatch"
          aria-hidden="true"
          style={{ '--c': swatch.colour } as React.CSSProperties}
        >
          {swatch.text}
        </span>
      ) : (
        <Icon name={icon ?? 'chevronRight'} />
      )}
      <span className="cut grow">
        <Marked text={label} ranges={ranges} />
      </span>
      {blocked === undefined ? (
        keys !== undefined && <Keys chord={keys} />
      ) : (
        <span className="small low cut">{blocked}</span>
      )}
    </div>
  );
}

function Marked({ text, ranges }: { readonly text: string; readonly ranges: FoundEntry['ranges'] }) {
  const parts: React.ReactNode[] = [];
  let at = 0;
  for (const [from, to] of ranges) {
    parts.push(text.slice(at, from), <mark key={from}>{text.slice(from, to)}</mark>);
    at = to;
  }
  return (
    <>
      {parts}
      {text.slice(at)}
    </>
  );
}
