import { Switch } from '@base-ui/react/switch';
import { type ReactNode, useId } from 'react';

export interface SwitchRowProps {
  readonly label: string;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
  /** The label stands before the switch (as in a bar) or fills the line to its left (as in a popover). */
  readonly kind?: 'bar' | 'line';
  readonly className?: string;
  readonly children?: ReactNode;
}

/** A switch with its label; the label switches too. */
export function SwitchRow({ label, on, onChange, kind = 'line', className = '', children }: SwitchRowProps) {
  const id = useId();
  return (
    <label className={`${kind === 'bar' ? 'sw-bar' : 'mrow sw-line'} ${className}`} htmlFor={id}>
      <span className={kind === 'bar' ? 'lab' : 'grow'}>{label}</span>
      {children}
      <Switch.Root id={id} className="sw" checked={on} aria-label={label} onCheckedChange={onChange}>
        <Switch.Thumb className="sw-thumb" />
      </Switch.Root>
    </label>
  );
}
