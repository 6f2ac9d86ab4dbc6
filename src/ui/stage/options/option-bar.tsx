import type { ReactNode } from 'react';
import { useStudio } from '../../desk.ts';
import { shortcutKey } from '../../keymap/keymap.ts';
import type { ToolEntry } from '../../keymap/tool-commands.ts';
import { Icon } from '../../primitives/icon.tsx';
import { Keys } from '../../primitives/keys.tsx';

export interface OptionBarProps {
  readonly tool: ToolEntry;
  /** Accessible name, where it isn't the tool's own. */
  readonly name?: string;
  readonly children?: ReactNode;
  /** Before Done, such as Refine. */
  readonly acts?: ReactNode;
}

/** Options of the tool in hand, floating over the stage, so that nothing moves when they change. */
export function OptionBar({
  tool: { label, icon },
  name = `${label} options`,
  children,
  acts,
}: OptionBarProps) {
  const studio = useStudio();
  return (
    <div className="float opts" role="toolbar" aria-label={name}>
      <span className="row opts-name">
        <Icon name={icon} />
        <span className="opts-title">{label}</span>
      </span>
      {children}
      <span className="vr" />
      {acts}
      <button type="button" className="btn sm" onClick={() => studio.setView({ tool: 'select' })}>
        Done
        <Keys chord={shortcutKey('finish')} />
      </button>
    </div>
  );
}
