import { type KeyboardEvent, type RefObject, useRef } from 'react';
import { useStudio } from '../desk.ts';
import { nextIndex } from '../primitives/segmented.tsx';

export interface FormatListProps {
  readonly chosen: string;
  readonly onChange: (format: string) => void;
  /** The chosen format's button. */
  readonly chosenButton: RefObject<HTMLButtonElement | null>;
}

/** The formats that can be written, with who reads them. One stop for Tab; arrows choose. */
export function FormatList({ chosen, onChange, chosenButton }: FormatListProps) {
  const formats = useStudio().formats.filter((format) => format.exports);
  const root = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent) => {
    const at = formats.findIndex(({ id }) => id === chosen);
    const next = nextIndex(event.key, at, formats.length);
    const format = next === null ? undefined : formats[next];
    if (next === null || !format) return;
    event.preventDefault();
    onChange(format.id);
    root.current?.querySelectorAll('button')[next]?.focus();
  };
  return (
    <div ref={root} className="exl" role="radiogroup" aria-label="Format" onKeyDown={move}>
      {formats.map(({ id, title, readers }) => (
        <button
          key={id}
          ref={id === chosen ? chosenButton : null}
          type="button"
          className="prof"
          role="radio"
          aria-checked={id === chosen}
          aria-label={title}
          aria-describedby={`format-${id}`}
          tabIndex={id === chosen ? 0 : -1}
          onClick={() => onChange(id)}
        >
          <span className="radio" />
          <span>
            <b>{title}</b>
            <small id={`format-${id}`}>{readers}</small>
          </span>
        </button>
      ))}
    </div>
  );
}
