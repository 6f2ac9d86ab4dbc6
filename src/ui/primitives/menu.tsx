import { Menu as Base } from '@base-ui/react/menu';
import { type ReactElement, type ReactNode, useState } from 'react';
import { Icon, type IconName } from './icon.tsx';
import { Keys } from './keys.tsx';
import { useLayer } from './use-layer.ts';

export interface MenuProps {
  /** The button, rendered as the trigger; it needs its own name. */
  readonly trigger: ReactElement<Record<string, unknown>>;
  readonly align?: 'start' | 'end';
  readonly children: ReactNode;
}

export function Menu({ trigger, align = 'start', children }: MenuProps) {
  const [open, setOpen] = useState(false);
  useLayer(open);
  return (
    <Base.Root open={open} onOpenChange={setOpen} modal={false}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner className="popper" align={align} sideOffset={6} collisionPadding={8}>
          <Base.Popup className="pop">{children}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

export interface MenuItemProps {
  readonly icon?: IconName;
  readonly label: string;
  /** Keys as the key table spells them. */
  readonly keys?: string;
  readonly tone?: 'danger';
  readonly disabled?: boolean;
  readonly onSelect: () => void;
}

export function MenuItem({ icon, label, keys, tone, disabled = false, onSelect }: MenuItemProps) {
  return (
    <Base.Item className={tone ? `mrow ${tone}` : 'mrow'} disabled={disabled} onClick={onSelect}>
      {icon && <Icon name={icon} />}
      {label}
      {keys !== undefined && <Keys chord={keys} />}
    </Base.Item>
  );
}

export function MenuSeparator() {
  return <Base.Separator className="msep" />;
}

export interface MenuChoiceProps<Value extends string> {
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string; readonly icon: IconName }[];
  readonly onChange: (value: Value) => void;
}

/** One of a few, shown with a tick. */
export function MenuChoice<Value extends string>({ value, options, onChange }: MenuChoiceProps<Value>) {
  return (
    <Base.RadioGroup value={value} onValueChange={(next) => onChange(next as Value)}>
      {options.map((option) => (
        <Base.RadioItem key={option.value} value={option.value} className="mrow" closeOnClick>
          <span className="mark">{option.value === value && <Icon name="check" />}</span>
          <Icon name={option.icon} />
          {option.label}
        </Base.RadioItem>
      ))}
    </Base.RadioGroup>
  );
}
