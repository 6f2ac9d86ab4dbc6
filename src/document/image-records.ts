import type { Command } from './command.ts';
import type { ImageId, ImageRecord } from './document.ts';
import type { RememberedProject } from './project-event.ts';

/** All photos that the project has or that undo can bring back, those that it has first. */
export function imageRecords({ history }: RememberedProject): ReadonlyMap<ImageId, ImageRecord> {
  const records = new Map<ImageId, ImageRecord>(history.document.images.map((image) => [image.id, image]));
  const remember = (image: ImageRecord) => {
    if (!records.has(image.id)) records.set(image.id, image);
  };
  for (const { redo, undo } of history.steps)
    for (const command of [redo, undo]) visitImages(command, remember);
  return records;
}

function visitImages(command: Command, visit: (image: ImageRecord) => void): void {
  switch (command.kind) {
    case 'add-images':
      command.images.forEach(visit);
      break;
    case 'restore-images':
      for (const { image } of command.entries) visit(image);
      break;
    case 'batch':
      for (const inner of command.commands) visitImages(inner, visit);
      break;
    default:
  }
}
