import type { Command } from './command.ts';
import type { ImageId, ImageRecord } from './document.ts';
import type { History } from './history.ts';
import type { ProjectEvent } from './project-event.ts';

type Learned = Pick<Extract<ProjectEvent, { readonly kind: 'photo-read' }>, 'facts' | 'clear'>;

/**
 * The history with what was found out about a photo, in the document and wherever undo or redo would bring the photo
 * back. Gives the same history when the photo is nowhere in it.
 */
export function learnPhoto(history: History, image: ImageId, learned: Learned): History {
  const images = inRecords(history.document.images, image, learned);
  const steps = inAll(history.steps, (step) => {
    const redo = inCommand(step.redo, image, learned);
    const undo = inCommand(step.undo, image, learned);
    return redo === step.redo && undo === step.undo ? step : { ...step, redo, undo };
  });
  if (images === history.document.images && steps === history.steps) return history;
  const document = images === history.document.images ? history.document : { ...history.document, images };
  return { ...history, document, steps };
}

function inCommand(command: Command, image: ImageId, learned: Learned): Command {
  switch (command.kind) {
    case 'add-images': {
      const images = inRecords(command.images, image, learned);
      return images === command.images ? command : { ...command, images };
    }
    case 'restore-images': {
      const entries = inAll(command.entries, (entry) =>
        entry.image.id === image ? { ...entry, image: withLearned(entry.image, learned) } : entry,
      );
      return entries === command.entries ? command : { ...command, entries };
    }
    case 'batch': {
      const commands = inAll(command.commands, (part) => inCommand(part, image, learned));
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
  learned: Learned,
): readonly ImageRecord[] {
  const at = records.findIndex(({ id }) => id === image);
  const record = records[at];
  return record ? records.with(at, withLearned(record, learned)) : records;
}

function withLearned(image: ImageRecord, { facts, clear = [] }: Learned): ImageRecord {
  const next = { ...image, ...facts };
  if (!clear.includes('link')) return next;
  const { link: _, ...unlinked } = next;
  return unlinked;
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
