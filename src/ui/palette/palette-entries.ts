import { objectColour } from '../../canvas/palette.ts';
import { objectsOf } from '../../document/lookup.ts';
import { maskBox } from '../../mask/measure.ts';
import type { Desk } from '../desk.ts';
import { classKeyLabel, classKeys, giveClass } from '../keymap/class-commands.ts';
import { objectOption } from '../keymap/combine-commands.ts';
import { type CommandOption, type DeskCommand, mainKey, runCommand } from '../keymap/desk-command.ts';
import { selectedObjects, selectionName, shownObjects } from '../keymap/desk-objects.ts';
import { commandById, keymap } from '../keymap/keymap.ts';

/** A line of the palette. */
export interface PaletteEntry extends CommandOption {
  /** Unique among all lines. */
  readonly id: string;
  /** Heading it stands under. */
  readonly group: string;
  /** Other words that find it. */
  readonly words?: string;
  /** Why it cannot be done now. */
  readonly blocked?: string | undefined;
}

/** Everything that can be done or gone to: commands, tools, objects of this photo, images and classes. */
export function paletteEntries(desk: Desk): readonly PaletteEntry[] {
  const { page } = desk.screen.getState();
  const commands = keymap
    .filter((command) => command.run !== null && command.keyOnly !== true)
    .filter((command) => command.page === undefined || command.page === page)
    .map((command) => commandEntry(desk, command));
  if (page !== 'studio') return commands;
  return [...commands, ...objectEntries(desk), ...classEntries(desk), ...imageEntries(desk)];
}

function commandEntry(desk: Desk, command: DeskCommand): PaletteEntry {
  const { id, label, title, words, icon, group, blocked } = command;
  const reason = blocked?.(desk) ?? undefined;
  const keys = mainKey(command);
  const name = reason === undefined ? (title?.(desk) ?? label) : label;
  return {
    id: `command ${id}`,
    label: name,
    // The plain label finds it too, whatever its title is made of.
    words: `${label} ${words ?? ''}`,
    group,
    blocked: reason,
    ...(icon && { icon }),
    ...(keys !== undefined && { keys }),
    run: () => void runCommand(desk, command),
  };
}

function objectEntries(desk: Desk): readonly PaletteEntry[] {
  const { studio, controller } = desk;
  return shownObjects(desk).map((object, index) => {
    const number = index + 1;
    const option = objectOption(desk, object, number, () => {
      studio.select([object.id]);
      const box = maskBox(object.mask);
      if (box) controller.showBox(box);
    });
    return {
      ...option,
      id: `object ${object.id}`,
      group: 'Objects of this photo',
      words: `object ${number}`,
    };
  });
}

/** A class is set on what is selected, or, with nothing selected, selects all its objects. */
function classEntries(desk: Desk): readonly PaletteEntry[] {
  const { studio } = desk;
  const name = selectionName(desk);
  const { categories } = studio.project.getState().document;
  const keys = classKeys(categories);
  return categories.map((category) => ({
    ...(name !== '' && keyOf(keys.get(category.id))),
    id: `class ${category.id}`,
    group: 'Classes of the project',
    label: name === '' ? `Select every ${category.name}` : `Set class of ${name} to ${category.name}`,
    words: ['class category', ...(category.synonyms ?? [])].join(' '),
    swatch: { colour: objectColour(category.colour) },
    run: () => {
      if (selectedObjects(desk).length > 0) return giveClass(desk, category);
      const all = shownObjects(desk).filter((object) => object.category === category.id);
      studio.select(all.map(({ id }) => id));
    },
  }));
}

function keyOf(key: string | undefined): Pick<CommandOption, 'keys'> {
  return key === undefined ? {} : { keys: classKeyLabel(key) };
}

function imageEntries({ studio }: Desk): readonly PaletteEntry[] {
  const { document } = studio.project.getState();
  return document.images.map((image) => {
    const count = objectsOf(document, image.id).length;
    return {
      id: `image ${image.id}`,
      group: 'Images',
      label: image.name,
      words: count === 0 ? 'image photo not started' : 'image photo',
      icon: 'image',
      run: () => studio.showImage(image.id),
    };
  });
}

/** What was typed, as a question to the model; null where there is no photo to ask about. */
export function questionEntry({ studio, screen }: Desk, text: string): PaletteEntry | null {
  const prompt = text.trim();
  const { currentImage } = studio.project.getState();
  if (prompt === '' || currentImage === null || screen.getState().page !== 'studio') return null;
  return {
    id: 'question',
    group: 'Ask the model',
    label: `“${prompt}”`,
    icon: 'point',
    run: () => studio.ask(prompt),
  };
}

/** What a command needs to be told: its options and, when it takes what is typed, that too. */
export function choiceEntries(desk: Desk, command: string, typed: string): readonly PaletteEntry[] {
  const choice = commandById(command).choose?.(desk);
  if (!choice) return [];
  const text = typed.trim();
  const known = choice.options.some(({ label }) => label.toLowerCase() === text.toLowerCase());
  const made = text !== '' && !known ? choice.fromText?.(text) : undefined;
  return [...choice.options, ...(made ? [made] : [])].map((option) => ({
    ...option,
    id: `option ${option.id}`,
    group: choice.title,
  }));
}
