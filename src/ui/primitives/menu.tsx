import { Menu as Base } from '@base-ui/react/menu';
import { type ReactElement, type ReactNode, useRef, useState } from 'react';
import { Icon, type IconName } from './icon.tsx';
import { Keys } from './keys.tsx';
import { useLayer } from './use-layer.ts';

export interface MenuProps {
  /** The button, rendered as the trigger; it needs its own name. */
  readonly trigger: ReactElement<Record<string, unknown>>;
  /** Of the menu, where the trigger's own name isn't it. */
  readonly name?: string;
  readonly align?: 'start' | 'end';
  readonly children: ReactNode;
}

export function Menu({ trigger, name, align = 'start', children }: MenuProps) {
  const [open, setOpen] = useState(false);
  useLayer(open);
  return (
    <Base.Root open={open} onOpenChange={setOpen} modal={false}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner className="popper" align={align} sideOffset={6} collisionPadding={8}>
          <Base.Popup
            className="pop"
            {...(name !== undefined && { 'aria-label': name, 'aria-labelledby': undefined })}
          >
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

export interface MenuAtProps {
  readonly name: string;
  /** Where it opens, in CSS pixels of the window; null keeps it closed. */
  readonly at: { readonly x: number; readonly y: number } | null;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A menu at a place instead of a button, as a right click opens it. Focus goes back where it was. */
export function MenuAt({ name, at, onClose, children }: MenuAtProps) {
  useLayer(at !== null);
  const place = useRef(at);
  if (at !== null) place.current = at;
  const anchor = {
    getBoundingClientRect: () => new DOMRect(place.current?.x ?? 0, place.current?.y ?? 0, 0, 0),
  };
  return (
    <Base.Root open={at !== null} onOpenChange={(open) => !open && onClose()} modal={false}>
      <Base.Portal>
        <Base.Positioner
          className="popper"
          anchor={anchor}
          align="start"
          side="bottom"
          sideOffset={2}
          collisionPadding={8}
        >
          <Base.Popup className="pop" aria-label={name}>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

export interface SubmenuProps {
  readonly icon?: IconName;
  readonly label: string;
  readonly disabled?: boolean;
  readonly children: ReactNode;
}

export function Submenu({ icon, label, disabled = false, children }: SubmenuProps) {
  return (
    <Base.SubmenuRoot>
      <Base.SubmenuTrigger className="mrow" disabled={disabled}>
        {icon && <Icon name={icon} />}
        {label}
        <span className="mrow-end">
          <Icon name="chevronRight" size="s" />
        </span>
      </Base.SubmenuTrigger>
      <Base.Portal>
        <Base.Positioner
          className="popper"
          align="start"
          alignOffset={-5}
          sideOffset={2}
          collisionPadding={8}
        >
          <Base.Popup className="pop">{children}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.SubmenuRoot>
  );
}

/** What a menu is about, above its lines. */
export function MenuHeading({ children }: { readonly children: ReactNode }) {
  return (
    <Base.Group>
      <Base.GroupLabel className="mlabel">{children}</Base.GroupLabel>
    </Base.Group>
  );
}

export interface MenuItemProps {
  readonly icon?: IconName;
  /** CSS colour of a swatch in the icon's place, and what is written on it. */
  readonly swatch?: { readonly colour: string; readonly text?: string };
  readonly label: string;
  /** Keys as the key table spells them. */
  readonly keys?: string | undefined;
  readonly tone?: 'danger';
  readonly disabled?: boolean;
  readonly onSelect: () => void;
}

export function MenuItem(props: MenuItemProps) {
  const { icon, swatch, label, keys, tone, disabled = false, onSelect } = props;
  return (
    <Base.Item className={tone ? `mrow ${tone}` : 'mrow'} disabled={disabled} onClick={onSelect}>
      {icon && <Icon name={icon} />}
      {swatch && (
        <span
          className="swatch numbered"
          aria-hidden="true"
          style={{ '--c': swatch.colour } as React.CSSProperties}
        >
          {swatch.text}
        </span>
      )}
      <span className="cut">{label}</span>
      {keys !== undefined && <Keys chord={keys} />}
    </Base.Item>
  );
}

export function MenuSeparator() {
  return <Base.Separator className="msep" />;
}

export interface MenuChoiceOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly icon?: IconName;
  /** CSS colour of a swatch in the icon's place. */
  readonly colour?: string;
  /** Right end of the line, such as how much it concerns. */
  readonly note?: ReactNode;
}

export interface MenuChoiceProps<Value extends string> {
  readonly value: Value;
  readonly options: readonly MenuChoiceOption<Value>[];
  readonly onChange: (value: Value) => void;
}

/** One of a few, shown with a tick. */
export function MenuChoice<Value extends string>({ value, options, onChange }: MenuChoiceProps<Value>) {
  return (
    <Base.RadioGroup value={value} onValueChange={(next) => onChange(next as Value)}>
      {options.map((option) => (
        <Base.RadioItem key={option.value} value={option.value} className="mrow" closeOnClick>
          <span className="mark">{option.value === value && <Icon name="check" />}</span>
          {option.icon && <Icon name={option.icon} />}
          {option.colour !== undefined && (
            <span className="swatch" style={{ '--c': option.colour } as React.CSSProperties} />
          )}
          <span className="cut">{option.label}</span>
          {option.note !== undefined && <span className="mrow-end low num small">{option.note}</span>}
        </Base.RadioItem>
      ))}
    </Base.RadioGroup>
  );
}
