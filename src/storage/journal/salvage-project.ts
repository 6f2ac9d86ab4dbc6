import { applyCommand } from '../../document/apply-command.ts';
import { rememberedFrom } from '../../document/apply-event.ts';
import type { Command } from '../../document/command.ts';
import type { Turn } from '../../document/conversation.ts';
import type { Category, ImageId, StudioDocument } from '../../document/document.ts';
import { emptyDocument } from '../../document/document.ts';
import { imageById, nextColour } from '../../document/lookup.ts';
import type { RememberedProject } from '../../document/project-event.ts';
import { StudioError } from '../../errors/studio-error.ts';
import type { SnapshotPart } from './snapshot-parts.ts';

/**
 * The last way to open a project whose snapshots are all damaged: everything that single parts still give, each only if
 * it fits. The steps of undo are given up. `problems` says so.
 */
export function salvageProject(parts: readonly SnapshotPart[]): {
  readonly project: RememberedProject;
  readonly problems: readonly string[];
} {
  let document: StudioDocument = emptyDocument;
  let refused = 0;
  const run = (command: Command) => {
    try {
      document = applyCommand(document, command).document;
    } catch (error) {
      if (!(error instanceof StudioError)) throw error;
      refused += 1;
    }
  };
  const project = parts.find((part) => part.kind === 'project');
  for (const category of project?.categories ?? [])
    run({ kind: 'add-categories', categories: [category], at: document.categories.length });
  for (const part of parts)
    if (part.kind === 'images')
      for (const image of part.images)
        run({ kind: 'add-images', images: [image], at: document.images.length });
  const conversations = new Map<ImageId, readonly Turn[]>();
  for (const part of parts) {
    if (part.kind !== 'content') continue;
    if (!imageById(document, part.image)) {
      refused += part.objects.length;
      continue;
    }
    if (part.turns.length > 0) conversations.set(part.image, part.turns);
    for (const object of part.objects) {
      if (!document.categories.some(({ id }) => id === object.category)) {
        const category = lostClass(object.category, document);
        run({ kind: 'add-categories', categories: [category], at: document.categories.length });
      }
      const at = document.objects.get(part.image)?.length ?? 0;
      run({ kind: 'add-objects', image: part.image, entries: [{ at, object }] });
    }
  }
  const left = refused > 0 ? ` ${refused} things did not fit what was left and were left out.` : '';
  return {
    project: rememberedFrom({
      document,
      conversations,
      currentImage:
        imageById(document, project?.currentImage ?? ('' as ImageId))?.id ?? document.images[0]?.id ?? null,
    }),
    problems: [
      `The saved project is damaged on the disk. ${document.images.length} photos and their objects could be read; later changes, and the steps for undo, are lost.${left}`,
    ],
  };
}

function lostClass(id: Category['id'], document: StudioDocument): Category {
  const lost = document.categories.filter(({ name }) => name.startsWith('recovered class')).length;
  return {
    id,
    name: lost === 0 ? 'recovered class' : `recovered class ${lost + 1}`,
    colour: nextColour(document),
  };
}
