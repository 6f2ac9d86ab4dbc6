import { objectColour } from '../../canvas/palette.ts';
import type { Category, CategoryId, ObjectId } from '../../document/document.ts';
import type { Desk } from '../desk.ts';
import { parseChord } from './chord.ts';
import type { CommandOption, DeskCommand } from './desk-command.ts';
import { needsSelection, selectedObjects, selectionName } from './desk-objects.ts';
import { imageCommands } from './image-commands.ts';
import { maskCommands } from './mask-commands.ts';
import { objectCommands } from './object-commands.ts';
import { reviewCommands } from './review-commands.ts';
import { toolCommands } from './tool-commands.ts';
import { viewCommands } from './view-commands.ts';

const group = 'Classes';
const page = 'studio';
/** Classes that have a digit by their place in the list. */
const byPlace = 9;

const chosenIds = (desk: Desk): readonly ObjectId[] => selectedObjects(desk).map(({ id }) => id);

/** What bare keys do already, by the key in small letters: no class can have one of them. */
const taken = new Map(
  [toolCommands, maskCommands, objectCommands, viewCommands, imageCommands, reviewCommands]
    .flat()
    .flatMap((command) => command.keys.map((text) => ({ command, ...parseChord(text) })))
    .filter(({ key, control, alt, shift }) => key.length === 1 && !control && !alt && !shift)
    .map(({ command, key }) => [key.toLowerCase(), command]),
);

/** The command that a bare key runs already; undefined when a class can have the key. */
export function commandOfKey(key: string): DeskCommand | undefined {
  return taken.get(key.toLowerCase());
}

/**
 * The key that gives an object each class, in small letters: its own, else the digit of its place among the first
 * nine, unless another class has that. A class that has no key isn't in the map.
 */
export function classKeys(categories: readonly Category[]): ReadonlyMap<CategoryId, string> {
  const keys = new Map<CategoryId, string>();
  for (const { id, shortcut } of categories)
    if (shortcut !== undefined && !taken.has(shortcut.toLowerCase())) keys.set(id, shortcut.toLowerCase());
  const own = new Set(keys.values());
  categories.slice(0, byPlace).forEach(({ id }, index) => {
    const digit = String(index + 1);
    if (!keys.has(id) && !own.has(digit)) keys.set(id, digit);
  });
  return keys;
}

/** A key as keyboards have it: "Q". */
export function classKeyLabel(key: string): string {
  const large = key.toUpperCase();
  return large.length === key.length ? large : key;
}

/** Gives the selected objects a class; with none selected, what is drawn next has it. */
export function giveClass(desk: Desk, { id, name }: Category): void {
  const chosen = chosenIds(desk);
  if (chosen.length > 0) {
    desk.studio.setCategory(chosen, id);
    return;
  }
  desk.studio.setView({ drawingClass: id });
  desk.say(`Drawn next: ${name}`);
}

/** The classes of the project as something to choose, with their keys. */
export function classOptions(desk: Desk): readonly CommandOption[] {
  const { categories } = desk.studio.project.getState().document;
  const keys = classKeys(categories);
  return categories.map((category) => {
    const key = keys.get(category.id);
    return {
      id: category.id,
      label: category.name,
      swatch: { colour: objectColour(category.colour) },
      ...(key !== undefined && { keys: classKeyLabel(key) }),
      run: () => giveClass(desk, category),
    };
  });
}

/** A way to move a class in the list of classes. */
export interface ClassMove {
  readonly id: string;
  readonly label: string;
  readonly key: string;
  /** The place to go to, from one of so many. */
  to(at: number, count: number): number;
}

const up = { id: 'class-up', label: 'Move up', key: 'Alt ArrowUp', to: (at: number) => at - 1 };
const down = { id: 'class-down', label: 'Move down', key: 'Alt ArrowDown', to: (at: number) => at + 1 };
const first = { id: 'class-first', label: 'Move to the top', key: 'Alt Shift ArrowUp', to: () => 0 };
const last = {
  id: 'class-last',
  label: 'Move to the end',
  key: 'Alt Shift ArrowDown',
  to: (_: number, count: number) => count - 1,
};
export const classMoves: readonly ClassMove[] = [up, down, first, last];

const moveCommand = ({ id, label, key }: ClassMove): DeskCommand => ({
  id,
  keys: [key],
  label,
  line: id === up.id || id === down.id ? 'In Classes: up, down' : 'In Classes: to top, end',
  group,
  page,
  within: 'classes',
  run: null,
});

export const classCommands: readonly DeskCommand[] = [
  {
    id: 'set-class',
    keys: [],
    shown: ['1 – 9'],
    label: 'Set class',
    icon: 'tag',
    words: 'category label name',
    group,
    page,
    ownKeys: classOptions,
    blocked: needsSelection,
    title: (desk) => `Set class of ${selectionName(desk)}…`,
    choose: (desk) => ({
      title: `Class of ${selectionName(desk)}`,
      options: classOptions(desk),
      fromText: (name) => ({
        id: 'new-class',
        label: `New class “${name}”`,
        icon: 'plus',
        run: () => {
          for (const id of chosenIds(desk)) desk.studio.rename(id, name);
        },
      }),
    }),
    run: () => false,
  },
  {
    id: 'classes',
    keys: ['Shift C'],
    label: 'Classes',
    icon: 'tag',
    words:
      'edit manage add rename merge delete order sort move categories labels colour key shortcut synonyms supercategory',
    group,
    page,
    run: ({ studio }) => studio.setView({ dialog: 'classes' }),
  },
  ...classMoves.map(moveCommand),
];
