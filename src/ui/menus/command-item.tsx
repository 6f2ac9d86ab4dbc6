import { useDesk } from '../desk.ts';
import { mainKey, runCommand } from '../keymap/desk-command.ts';
import { commandById } from '../keymap/keymap.ts';
import { MenuItem } from '../primitives/menu.tsx';

export interface CommandItemProps {
  /** Id in the command table. */
  readonly id: string;
  /** Said in full, with what it acts on, rather than by its short label. */
  readonly full?: boolean;
}

/** A command of the table as a line of a menu; greyed while it can't be done. */
export function CommandItem({ id, full = false }: CommandItemProps) {
  const desk = useDesk();
  const command = commandById(id);
  const blocked = command.blocked?.(desk) ?? null;
  const { label, title, icon } = command;
  return (
    <MenuItem
      {...(icon && { icon })}
      label={full && blocked === null ? (title?.(desk) ?? label) : label}
      keys={mainKey(command)}
      disabled={blocked !== null}
      {...(id === 'delete' && { tone: 'danger' })}
      // After the menu has closed and given the focus back.
      onSelect={() => setTimeout(() => runCommand(desk, command))}
    />
  );
}
