import { objectColour } from '../../canvas/palette.ts';
import type { ObjectId, SegmentedObject } from '../../document/document.ts';
import type { CombineOp } from '../../studio/editing/object-editing.ts';
import type { Desk } from '../desk.ts';
import type { IconName } from '../primitives/icon.tsx';
import type { CommandOption, DeskCommand } from './desk-command.ts';
import { className, needsUnlocked, selectedObjects, selectionName, shownObjects } from './desk-objects.ts';

interface Combination {
  readonly op: CombineOp;
  readonly label: string;
  readonly icon: IconName;
  readonly keys: readonly string[];
  readonly words: string;
  /** For one selected object, before the other is chosen: "Merge cup with". */
  before(first: string): string;
  /** For the first object and the rest: "Subtract coffee from cup". */
  title(first: string, rest: string, last: string): string;
}

const combinations: readonly Combination[] = [
  {
    op: 'merge',
    label: 'Merge',
    icon: 'merge',
    keys: ['Ctrl E'],
    words: 'combine union join add together',
    before: (first) => `Merge ${first} with`,
    title: (first, rest) => `Merge ${first} and ${rest}`,
  },
  {
    op: 'subtract',
    label: 'Subtract',
    icon: 'subtract',
    keys: [],
    words: 'merge combine minus take out difference',
    before: (first) => `Subtract from ${first}`,
    title: (first, rest) => `Subtract ${rest} from ${first}`,
  },
  {
    op: 'intersect',
    label: 'Keep only the overlap',
    icon: 'intersect',
    keys: [],
    words: 'merge combine intersect and common',
    before: (first) => `Keep only the overlap of ${first} with`,
    title: () => 'Keep only the overlap',
  },
  {
    op: 'exclude',
    label: 'Keep all but the overlap',
    icon: 'exclude',
    keys: [],
    words: 'merge combine exclude xor',
    before: (first) => `Keep all but the overlap of ${first} with`,
    title: () => 'Keep all but the overlap',
  },
  {
    op: 'cut',
    label: 'Cut overlap',
    icon: 'cutOverlap',
    keys: [],
    words: 'merge combine',
    before: (first) => `Cut out of ${first} its overlap with`,
    title: (_first, _rest, last) => `Cut overlap out of ${last}`,
  },
];

/** Subtract takes from the first object, so cutting an overlap is offered the other way round: out of the last. */
function inOrder(op: CombineOp, objects: readonly ObjectId[]): readonly ObjectId[] {
  const last = objects.at(-1);
  return op === 'cut' && last !== undefined ? [last, ...objects.slice(0, -1)] : objects;
}

function named({ op, title }: Combination, desk: Desk): string {
  const names = selectedObjects(desk).map((object) => className(desk, object));
  const [first = '', ...others] = names;
  const rest = others.length > 2 ? `${others.length} others` : others.join(' and ');
  return title(first, rest, op === 'cut' ? (names.at(-1) ?? '') : first);
}

const command = (combination: Combination): DeskCommand => {
  const { op, label, icon, keys, words, before } = combination;
  return {
    id: `combine-${op}`,
    label,
    icon,
    keys,
    words,
    group: 'Masks',
    page: 'studio',
    blocked: (desk) => (shownObjects(desk).length < 2 ? 'This takes two objects' : needsUnlocked(desk)),
    title: (desk) => {
      const chosen = selectedObjects(desk);
      if (chosen.length === 0) return label;
      return chosen.length === 1 ? `${before(selectionName(desk))}…` : named(combination, desk);
    },
    choose: (desk) => {
      const [first, second] = selectedObjects(desk);
      if (!first || second) return null;
      return {
        title: before(className(desk, first)),
        options: shownObjects(desk)
          .map((object, index) =>
            objectOption(desk, object, index + 1, () => desk.studio.combine(op, [first.id, object.id])),
          )
          .filter(({ id }) => id !== first.id),
      };
    },
    run: (desk) =>
      desk.studio.combine(
        op,
        inOrder(
          op,
          selectedObjects(desk).map(({ id }) => id),
        ),
      ),
  };
};

/** An object as something to choose: its number in its colour, and its class. */
export function objectOption(
  desk: Desk,
  object: SegmentedObject,
  number: number,
  run: () => void,
): CommandOption {
  const { categories } = desk.studio.project.getState().document;
  const category = categories.find(({ id }) => id === object.category);
  return {
    id: object.id,
    label: category?.name ?? 'object',
    swatch: { colour: objectColour(category?.colour ?? 0), text: String(number) },
    run,
  };
}

export const combineCommands: readonly DeskCommand[] = [
  ...combinations.map(command),
  {
    id: 'cut-from-below',
    label: 'Cut out of objects below',
    icon: 'cutOverlap',
    words: 'overlap knock out underneath',
    keys: [],
    group: 'Masks',
    page: 'studio',
    blocked: (desk) => needsUnlocked(desk),
    title: (desk) => `Cut ${selectionName(desk)} out of objects below`,
    run: (desk) => desk.studio.cutFromBelow(selectedObjects(desk).map(({ id }) => id)),
  },
];
