import { Dialog as Base } from '@base-ui/react/dialog';
import type { ReactNode, RefObject } from 'react';
import { Icon, type IconName } from './icon.tsx';
import { useLayer } from './use-layer.ts';

export interface DialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly icon: IconName;
  /** Right of the title. */
  readonly detail?: ReactNode;
  /** Between the detail and the close button. */
  readonly tools?: ReactNode;
  readonly footer?: ReactNode;
  readonly width?: 'wide' | 'sheet' | 'narrow';
  /** Where focus goes first, when that is not the close button. */
  readonly initialFocus?: RefObject<HTMLElement | null>;
  readonly children: ReactNode;
}

const widths = { wide: 'dlg', sheet: 'dlg sheet', narrow: 'dlg narrow' } as const;

/** A modal that people asked for. Focus goes back to its opener. */
export function Dialog(props: DialogProps) {
  const { open, onClose, title, icon, detail, tools, footer, width = 'wide', initialFocus, children } = props;
  useLayer(open);
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="scrim" />
        <Base.Viewport className="dlg-place">
          <Base.Popup className={widths[width]} initialFocus={initialFocus}>
            <header>
              <Icon name={icon} />
              <Base.Title>{title}</Base.Title>
              {detail !== undefined && <span className="dim num cut">{detail}</span>}
              <span className="grow" />
              {tools}
              <Base.Close className="ib" aria-label="Close">
                <Icon name="close" />
              </Base.Close>
            </header>
            {children}
            {footer !== undefined && <footer>{footer}</footer>}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}
