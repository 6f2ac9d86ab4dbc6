import { Tooltip } from '@base-ui/react/tooltip';
import type { ReactElement } from 'react';
import { Keys } from './keys.tsx';

export interface TipProps {
  readonly label: string;
  /** Keys as the key table spells them. */
  readonly keys?: string | undefined;
  readonly side?: 'top' | 'right' | 'bottom' | 'left';
  /** The control; it needs its own name, since a tooltip is for eyes only. */
  readonly children: ReactElement<Record<string, unknown>>;
}

export function Tip({ label, keys, side = 'top', children }: TipProps) {
  return (
    <Tooltip.Root disableHoverablePopup>
      <Tooltip.Trigger render={children} />
      <Tooltip.Portal>
        <Tooltip.Positioner className="popper" side={side} sideOffset={7} collisionPadding={6}>
          <Tooltip.Popup className="tip">
            {label}
            {keys !== undefined && <Keys chord={keys} />}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}

/** Tooltips under it open at once when another has just been open. */
export const TipGroup = Tooltip.Provider;
