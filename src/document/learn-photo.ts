import type { Command } from './command.ts';
import type { ImageId, ImageRecord } from './document.ts';
import type { History } from './history.ts';
import type { PhotoFacts } from './project-event.ts';

/**
 * The history with what was found out about a photo, in the document and wherever undo or redo would bring the photo
 * back. Gives the same history when the photo is nowhere in it.
 */
export function learnPhoto(history: History, image: ImageId, facts: PhotoFacts): History {
  const images = inRecords(history.document.images, image, facts);
  const steps = inAll(history.steps, (step) => {
    const redo = inCommand(step.redo, image, facts);
    const undo = inCommand(step.undo, image, facts);
    return redo === step.redo && undo === step.undo ? step : { ...step, redo, undo };
  });
  if (images === history.document.images && steps === history.steps) return history;
  const document = images === history.document.images ? history.document : { ...history.document, images };
  return { ...history, document, steps };
}

function inCommand(command: Command, image: ImageId, facts: PhotoFacts): Command {
  switch (command.kind) {
    case 'add-images': {
      const images = inRecords(command.images, image, facts);
      return images === command.images ? command : { ...command, images };
    }
    case 'restore-images': {
      const entries = inAll(command.entries, (entry) =>
        entry.image.id === image ? { ...entry, image: { ...entry.image, ...facts } } : entry,
      );
      return entries === command.entries ? command : { ...command, entries };
    }
    case 'batch': {
      const commands = inAll(command.commands, (part) => inCommand(part, image, facts));
      return commands === command.commands ? command : { ...command, commands };
    }
    default:
      return command;
  }
}

/** Without a look at every record: thousands of photos are learned of one after the other. */
function inRecords(
  records: readonly ImageRecord[],
  image: ImageId,
  facts: PhotoFacts,
): readonly ImageRecord[] {
  const at = records.findIndex(({ id }) => id === image);
  const record = records[at];
  return record ? records.with(at, { ...record, ...facts }) : records;
}

/** The same list when nothing in it changed. */
function inAll<T>(list: readonly T[], change: (item: T) => T): readonly T[] {
  let changed: T[] | null = null;
  for (const [at, item] of list.entries()) {
    const other = change(item);
    if (other === item) continue;
    changed ??= [...list];
    changed[at] = other;
  }
  return changed ?? list;
}
