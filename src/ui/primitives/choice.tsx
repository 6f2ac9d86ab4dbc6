import { CSPProvider } from '@base-ui/react/csp-provider';
import { Select } from '@base-ui/react/select';
import { type ReactNode, useState } from 'react';
import { Icon } from './icon.tsx';
import { useLayer } from './use-layer.ts';

export interface ChoiceOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
  /** CSS colour of the swatch before the label. */
  readonly colour?: string;
  /** Right end of the line, such as the digit that chooses it. */
  readonly note?: ReactNode;
}

export interface ChoiceProps<Value extends string> {
  /** What is chosen, before the colon of the name: "Class" gives "Class: cup". */
  readonly name: string;
  readonly value: Value;
  readonly options: readonly ChoiceOption<Value>[];
  readonly onChange: (value: Value) => void;
  readonly className?: string;
}

/** A button that opens a list to choose one from. */
export function Choice<Value extends string>(props: ChoiceProps<Value>) {
  const { name, value, options, onChange, className = 'btn sm outline' } = props;
  const [open, setOpen] = useState(false);
  useLayer(open);
  const chosen = options.find((option) => option.value === value);
  return (
    // The list would bring an inline style element, which the page's policy refuses; primitives.css has its rules.
    <CSPProvider disableStyleElements>
      <Select.Root<Value>
        value={value}
        open={open}
        onOpenChange={setOpen}
        modal={false}
        onValueChange={(next) => next !== null && onChange(next)}
      >
        <Select.Trigger className={className} aria-label={`${name}: ${chosen?.label ?? 'none'}`}>
          <Line option={chosen} />
          <Icon name="chevronDown" size="s" />
        </Select.Trigger>
        <Select.Portal>
          <Select.Positioner
            className="popper"
            alignItemWithTrigger={false}
            sideOffset={5}
            collisionPadding={8}
          >
            <Select.Popup className="pop" aria-label={name}>
              {options.map((option) => (
                <Select.Item key={option.value} value={option.value} className="mrow">
                  <Line option={option} />
                  {option.value === value && <Icon name="check" size="s" />}
                </Select.Item>
              ))}
            </Select.Popup>
          </Select.Positioner>
        </Select.Portal>
      </Select.Root>
    </CSPProvider>
  );
}

function Line<Value extends string>({ option }: { readonly option: ChoiceOption<Value> | undefined }) {
  if (!option) return null;
  return (
    <>
      {option.colour !== undefined && (
        <span className="swatch" style={{ '--c': option.colour } as React.CSSProperties} />
      )}
      <span className="cut grow">{option.label}</span>
      {option.note}
    </>
  );
}
