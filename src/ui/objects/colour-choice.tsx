import { Popover } from '@base-ui/react/popover';
import { useState } from 'react';
import { useLayer } from '../primitives/use-layer.ts';

export interface ColourChoiceProps {
  readonly name: string;
  readonly colours: readonly string[];
  /** Index into the colours. */
  readonly chosen: number;
  readonly onChange: (index: number) => void;
}

/** The palette of object colours; a colour belongs to the class, so all its objects follow. */
export function ColourChoice({ name, colours, chosen, onChange }: ColourChoiceProps) {
  const [open, setOpen] = useState(false);
  useLayer(open);
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger className="ib sm" aria-label={name}>
        <span className="swatch big" style={{ '--c': colours[chosen] } as React.CSSProperties} />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner className="popper" align="end" sideOffset={6} collisionPadding={8}>
          <Popover.Popup className="pop colours" aria-label={name}>
            {colours.map((colour, index) => (
              <button
                key={colour}
                type="button"
                aria-label={`Colour ${index + 1}`}
                aria-pressed={index === chosen}
                style={{ '--c': colour } as React.CSSProperties}
                onClick={() => {
                  onChange(index);
                  setOpen(false);
                }}
              />
            ))}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
