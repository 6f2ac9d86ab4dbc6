import type { Desk } from '../desk.ts';
import type { CommandGroup, DeskCommand } from './desk-command.ts';

/** A line of the shortcut sheet. */
export interface SheetLine {
  readonly label: string;
  readonly group: CommandGroup;
  readonly keys: readonly string[];
}

/** The lines of the sheet, in the order of the table: commands with keys, neighbours of one `line` together. */
export function sheetLines(commands: readonly DeskCommand[]): readonly SheetLine[] {
  const lines: SheetLine[] = [];
  for (const { label, line = label, group, keys, shown = keys } of commands) {
    if (shown.length === 0) continue;
    const before = lines.at(-1);
    if (before?.label === line && before.group === group)
      lines[lines.length - 1] = { ...before, keys: [...before.keys, ...shown] };
    else lines.push({ label: line, group, keys: shown });
  }
  return lines;
}

/** A line for each key that people gave something themselves, as it is now. */
export function ownKeyLines(desk: Desk, commands: readonly DeskCommand[]): readonly SheetLine[] {
  return commands.flatMap(({ group, ownKeys }) =>
    (ownKeys?.(desk) ?? []).flatMap(({ label, keys }) =>
      keys === undefined ? [] : [{ label, group, keys: [keys] }],
    ),
  );
}
