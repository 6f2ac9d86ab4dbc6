import type { Desk } from '../desk.ts';
import type { IconName } from '../primitives/icon.tsx';

export type CommandGroup = 'Tools' | 'Masks' | 'Objects' | 'Classes' | 'Prompt and view' | 'Images';

/** One of several things to act with or on, when a command needs to be told which. */
export interface CommandOption {
  readonly id: string;
  readonly label: string;
  readonly icon?: IconName;
  /** CSS colour of a swatch that stands for the icon, and what is written on it. */
  readonly swatch?: { readonly colour: string; readonly text?: string };
  /** The chord that does it without being asked first. */
  readonly keys?: string;
  run(): void;
}

export interface CommandChoice {
  /** Said above the options: "Merge cup with". */
  readonly title: string;
  readonly options: readonly CommandOption[];
  /** Makes an option of what was typed, such as a new class. */
  readonly fromText?: (text: string) => CommandOption;
}

/**
 * One thing that people can do. The keyboard, the shortcut sheet, the command palette, the menus and the hints on
 * buttons all read it from here, so that none of them can say what another doesn't do.
 */
export interface DeskCommand {
  readonly id: string;
  /** What it does, sentence case, without the objects it acts on. */
  readonly label: string;
  readonly group: CommandGroup;
  /** All chords that do it; those in `shown`, or all, are on the sheet. */
  readonly keys: readonly string[];
  readonly shown?: readonly string[];
  /** Chords that people gave themselves, each with what it does now. Those of the table come first. */
  readonly ownKeys?: (desk: Desk) => readonly CommandOption[];
  /** Line of the sheet that neighbours in the table share: "Smaller, larger brush". */
  readonly line?: string;
  readonly icon?: IconName;
  /** Other words that people look for it by. */
  readonly words?: string;
  /** Also while typing in a text field. Single keys never are. */
  readonly inText?: boolean;
  readonly page?: 'studio';
  /** The list that listens for its keys itself; anywhere else they may mean something else. */
  readonly within?: 'classes' | 'strip';
  /** Left out of the palette: it means something only as a key. */
  readonly keyOnly?: boolean;
  /** As it reads here and now: "Merge cup and coffee". */
  readonly title?: (desk: Desk) => string;
  /** Why it cannot be done now, in words; null when it can. */
  readonly blocked?: (desk: Desk) => string | null;
  /** While blocked, its key keeps its meaning in the browser, such as copying text. */
  readonly passes?: boolean;
  /** What has to be chosen first; null when nothing has to. */
  readonly choose?: (desk: Desk) => CommandChoice | null;
  /**
   * Null where the part itself listens: the prompt for Enter, the stage for held Space. Gives false when there was
   * nothing to do, and a key then goes its usual way.
   */
  // biome-ignore lint/suspicious/noConfusingVoidType: most acts have nothing to say, and then the key is used up.
  readonly run: ((desk: Desk, event?: KeyboardEvent) => boolean | void) | null;
}

/** Carries out a command, or asks what it needs to know; false when it can't be done now or did nothing. */
export function runCommand(desk: Desk, command: DeskCommand, event?: KeyboardEvent): boolean {
  if (command.run === null || (command.blocked?.(desk) ?? null) !== null) return false;
  if (command.choose?.(desk)) {
    desk.screen.setState({ choosing: command.id });
    desk.studio.setView({ dialog: 'palette' });
    return true;
  }
  return command.run(desk, event) !== false;
}

/** The chord that hints show, if it has one. */
export function mainKey({ keys, shown = keys }: DeskCommand): string | undefined {
  return shown[0];
}
