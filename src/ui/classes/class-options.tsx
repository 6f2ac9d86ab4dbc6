import { objectColour } from '../../canvas/palette.ts';
import type { Category, CategoryId } from '../../document/document.ts';
import { classKeyLabel, classKeys } from '../keymap/class-commands.ts';
import type { ChoiceOption } from '../primitives/choice.tsx';
import { Keys } from '../primitives/keys.tsx';

/**
 * The project's classes as a menu offers them, each with its colour and key.
 * @param fresh those that are in the project only once they are chosen, which have no key yet
 */
export function classOptions(
  categories: readonly Category[],
  fresh: readonly Category[] = [],
): readonly ChoiceOption<CategoryId>[] {
  const keys = classKeys(categories);
  return [...categories, ...fresh].map(({ id, name, colour }) => {
    const key = keys.get(id);
    return {
      value: id,
      label: name,
      colour: objectColour(colour),
      ...(key !== undefined && { note: <Keys chord={classKeyLabel(key)} /> }),
    };
  });
}
