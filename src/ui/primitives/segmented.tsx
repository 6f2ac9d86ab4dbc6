import { type KeyboardEvent, type ReactNode, useRef } from 'react';

export interface SegmentedOption<Value extends string> {
  readonly value: Value;
  readonly label: ReactNode;
  /** When the label is no plain text, or more is to be said. */
  readonly name?: string;
  /** Shown by a pointer that rests. */
  readonly title?: string;
}

export interface SegmentedProps<Value extends string> {
  readonly name: string;
  readonly value: Value;
  readonly options: readonly SegmentedOption<Value>[];
  readonly onChange: (value: Value) => void;
  /** `tabs` names the options as tabs of a tab list; the panels are the caller's. `icons` are radios without words. */
  readonly kind?: 'radios' | 'icons' | 'tabs';
  /** Ids of the panels, when the options are tabs. */
  readonly panelId?: (value: Value) => string;
}

/** A few options side by side, one chosen. One stop for Tab; arrows, Home and End move and choose. */
export function Segmented<Value extends string>(props: SegmentedProps<Value>) {
  const { name, value, options, onChange, kind = 'radios', panelId } = props;
  const root = useRef<HTMLDivElement>(null);
  const tabs = kind === 'tabs';

  const move = (event: KeyboardEvent) => {
    const next = nextIndex(
      event.key,
      options.findIndex((option) => option.value === value),
      options.length,
    );
    const option = next === null ? undefined : options[next];
    if (next === null || !option) return;
    event.preventDefault();
    event.stopPropagation();
    onChange(option.value);
    root.current?.querySelectorAll('button')[next]?.focus();
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: its role is a tab list or a radio group.
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles take a name.
    <div
      ref={root}
      className={kind === 'icons' ? 'seg icons' : 'seg'}
      role={tabs ? 'tablist' : 'radiogroup'}
      aria-label={name}
      onKeyDown={move}
    >
      {options.map((option) => {
        const chosen = option.value === value;
        const state = tabs
          ? { 'aria-selected': chosen, 'aria-controls': chosen ? panelId?.(option.value) : undefined }
          : { 'aria-checked': chosen };
        return (
          <button
            key={option.value}
            type="button"
            role={tabs ? 'tab' : 'radio'}
            aria-label={option.name}
            title={option.title}
            tabIndex={chosen ? 0 : -1}
            onClick={() => onChange(option.value)}
            {...state}
          >
            {option.label}
          </button>
        );
      })}
    </div>
  );
}

/** Where an arrow, Home or End leads in a row of `count`; null for other keys. Wraps. */
export function nextIndex(key: string, at: number, count: number): number | null {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowDown':
      return (at + 1) % count;
    case 'ArrowLeft':
    case 'ArrowUp':
      return (at - 1 + count) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
