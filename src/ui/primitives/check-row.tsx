import { Checkbox } from '@base-ui/react/checkbox';
import { type ReactNode, useId } from 'react';
import { Icon } from './icon.tsx';

export interface CheckRowProps {
  readonly label: ReactNode;
  /** When the label is more than plain text. */
  readonly name: string;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
  /** Right end of the line, such as how much it concerns. */
  readonly note?: ReactNode;
}

export function CheckRow({ label, name, on, onChange, note }: CheckRowProps) {
  const id = useId();
  return (
    <label className="mrow check-row" htmlFor={id}>
      <Checkbox.Root id={id} className="check" checked={on} aria-label={name} onCheckedChange={onChange}>
        <Checkbox.Indicator className="check-mark">
          <Icon name="check" />
        </Checkbox.Indicator>
      </Checkbox.Root>
      <span className="grow">{label}</span>
      {note !== undefined && <span className="low num small">{note}</span>}
    </label>
  );
}
