import { assertNever } from '../errors/assert-never.ts';
import { addCategories, moveCategory, removeCategories, updateCategory } from './apply-to-categories.ts';
import { addImages, removeImages, restoreImages, updateImage } from './apply-to-images.ts';
import {
  addObjects,
  type Draft,
  moveObject,
  removeObjects,
  updateObject,
  updateObjects,
} from './apply-to-objects.ts';
import type { Command, CommandOf } from './command.ts';
import type { StudioDocument } from './document.ts';
import { runSteps } from './run-steps.ts';

export interface Applied {
  readonly document: StudioDocument;
  /** Applied to `document`, gives the old document back. */
  readonly reverse: Command;
}

/**
 * Carries out one command. The old document stays as it is and shares everything untouched with the new one. Throws
 * StudioError `command-invalid` when the command does not fit the document (an id that is unknown or used twice, a
 * mask of another size than its photo, a category still in use, ...); nothing has changed then, also in a batch.
 */
export function applyCommand(document: StudioDocument, command: Command): Applied {
  return apply(document, command, { objects: null });
}

/**
 * The same in steps: of a batch, one command or a few alike at each. Yields how many are done, and gives the result at
 * the end, so that a batch of any length can give way to the screen; until then nobody sees any of it.
 */
export function* applySteps(document: StudioDocument, command: Command): Generator<number, Applied> {
  if (command.kind !== 'batch') return applyCommand(document, command);
  return yield* applyBatch(document, command.commands, { objects: null });
}

function apply(document: StudioDocument, command: Command, draft: Draft): Applied {
  switch (command.kind) {
    case 'add-images':
      return addImages(document, command);
    case 'remove-images':
      return removeImages(document, command);
    case 'restore-images':
      return restoreImages(document, command);
    case 'update-image':
      return updateImage(document, command);
    case 'add-categories':
      return addCategories(document, command);
    case 'remove-categories':
      return removeCategories(document, command);
    case 'update-category':
      return updateCategory(document, command);
    case 'move-category':
      return moveCategory(document, command);
    case 'add-objects':
      return addObjects(document, command, draft);
    case 'remove-objects':
      return removeObjects(document, command, draft);
    case 'update-object':
      return updateObject(document, command, draft);
    case 'move-object':
      return moveObject(document, command, draft);
    case 'batch':
      return runSteps(applyBatch(document, command.commands, draft));
    default:
      return assertNever(command);
  }
}

function* applyBatch(
  document: StudioDocument,
  commands: readonly Command[],
  draft: Draft,
): Generator<number, Applied> {
  let current = document;
  const reverses: Command[] = [];
  const applied = ({ document: next, reverse }: Applied) => {
    current = next;
    reverses.push(reverse);
  };
  for (let i = 0; i < commands.length; ) {
    const updates = updatesFrom(commands, i);
    if (updates.length > 1) applied(updateObjects(current, updates, draft));
    else applied(apply(current, commands[i]!, draft));
    i += Math.max(1, updates.length);
    yield i;
  }
  return { document: current, reverse: { kind: 'batch', commands: reverses.reverse() } };
}

/** The updates of objects of one photo that follow each other in a batch from a place on. */
function updatesFrom(commands: readonly Command[], from: number): readonly CommandOf<'update-object'>[] {
  const updates: CommandOf<'update-object'>[] = [];
  for (let i = from; i < commands.length; i++) {
    const command = commands[i]!;
    if (command.kind !== 'update-object' || command.image !== (updates[0] ?? command).image) break;
    updates.push(command);
  }
  return updates;
}
