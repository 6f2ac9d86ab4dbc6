import type { KeyboardEvent } from 'react';
import { Icon } from './icon.tsx';

export interface StepperProps {
  readonly name: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** Names of the two buttons. */
  readonly less: string;
  readonly more: string;
  /** A value as people read and hear it: "+2 px". */
  readonly say: (value: number) => string;
  readonly onChange: (value: number) => void;
}

const largeStep = 5;

/** A whole number between two buttons. The number itself takes the arrow keys; Page Up and Down go by five. */
export function Stepper({ name, value, min, max, less, more, say, onChange }: StepperProps) {
  const set = (next: number) => onChange(Math.min(max, Math.max(min, next)));
  const press = (event: KeyboardEvent) => {
    const next = {
      ArrowUp: value + 1,
      ArrowRight: value + 1,
      '+': value + 1,
      ArrowDown: value - 1,
      ArrowLeft: value - 1,
      '-': value - 1,
      PageUp: value + largeStep,
      PageDown: value - largeStep,
      Home: min,
      End: max,
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    set(next);
  };
  return (
    <span className="stepper">
      <button
        type="button"
        className="ib sm"
        aria-label={less}
        tabIndex={-1}
        disabled={value <= min}
        onClick={() => set(value - 1)}
      >
        <Icon name="minus" />
      </button>
      <span
        className="num stepper-value"
        role="spinbutton"
        aria-label={name}
        aria-valuenow={value}
        aria-valuemin={min}
        aria-valuemax={max}
        aria-valuetext={say(value)}
        tabIndex={0}
        onKeyDown={press}
      >
        {say(value)}
      </span>
      <button
        type="button"
        className="ib sm"
        aria-label={more}
        tabIndex={-1}
        disabled={value >= max}
        onClick={() => set(value + 1)}
      >
        <Icon name="plus" />
      </button>
    </span>
  );
}
