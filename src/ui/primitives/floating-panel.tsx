import { Popover } from '@base-ui/react/popover';
import { type ReactElement, type ReactNode, useState } from 'react';
import { useLayer } from './use-layer.ts';

export interface FloatingPanelProps {
  readonly name: string;
  /** The button, rendered as the trigger; it needs its own name. */
  readonly trigger: ReactElement<Record<string, unknown>>;
  readonly align?: 'start' | 'center' | 'end';
  readonly className?: string;
  readonly children: ReactNode;
}

/** A few settings at a button. A click elsewhere or Escape closes it; the page behind stays usable. */
export function FloatingPanel({
  name,
  trigger,
  align = 'center',
  className = '',
  children,
}: FloatingPanelProps) {
  const [open, setOpen] = useState(false);
  useLayer(open);
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger render={trigger} />
      <Popover.Portal>
        <Popover.Positioner className="popper" align={align} sideOffset={6} collisionPadding={8}>
          <Popover.Popup className={`pop panel-pop ${className}`} aria-label={name}>
            {children}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
