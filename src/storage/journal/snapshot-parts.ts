import { z } from 'zod';
import { applyCommand } from '../../document/apply-command.ts';
import type { Command } from '../../document/command.ts';
import { commandSchema } from '../../document/command-schema.ts';
import type { Turn } from '../../document/conversation.ts';
import type { Category, ImageId, ImageRecord, SegmentedObject } from '../../document/document.ts';
import { emptyDocument } from '../../document/document.ts';
import {
  categorySchema,
  imageIdSchema,
  imageSchema,
  objectSchema,
  turnSchema,
} from '../../document/document-schema.ts';
import { type HistoryStep, restoreHistory } from '../../document/history.ts';
import { objectsOf } from '../../document/lookup.ts';
import type { RememberedProject } from '../../document/project-event.ts';
import { assertNever } from '../../errors/assert-never.ts';
import { StudioError } from '../../errors/studio-error.ts';

type SavedStep = Pick<HistoryStep, 'name' | 'redo' | 'undo'>;

/** A whole project in pieces that are small enough to be written one by one between other work. */
export type SnapshotPart =
  | {
      readonly kind: 'project';
      readonly categories: readonly Category[];
      readonly currentImage: ImageId | null;
      /** Of the history: how many of its steps are done, and whether older ones were forgotten. */
      readonly position: number;
      readonly forgotten: boolean;
    }
  | { readonly kind: 'images'; readonly images: readonly ImageRecord[] }
  /** What an image holds; of an image that was removed, the turns that undo would bring back. */
  | {
      readonly kind: 'content';
      readonly image: ImageId;
      readonly objects: readonly SegmentedObject[];
      readonly turns: readonly Turn[];
    }
  | { readonly kind: 'steps'; readonly steps: readonly SavedStep[] };

const imagesAPart = 500;
const stepsAPart = 64;
const stepBytesAPart = 1 << 20;

const stepSchema: z.ZodType<SavedStep> = z.object({
  name: z.string(),
  redo: commandSchema,
  undo: commandSchema,
});

const schemas = {
  project: z.object({
    kind: z.literal('project'),
    categories: z.array(categorySchema),
    currentImage: imageIdSchema.nullable(),
    position: z.number().int().nonnegative(),
    forgotten: z.boolean(),
  }),
  images: z.object({ kind: z.literal('images'), images: z.array(imageSchema) }),
  content: z.object({
    kind: z.literal('content'),
    image: imageIdSchema,
    objects: z.array(objectSchema),
    turns: z.array(turnSchema),
  }),
  steps: z.object({ kind: z.literal('steps'), steps: z.array(stepSchema) }),
} satisfies {
  readonly [Kind in SnapshotPart['kind']]: z.ZodType<Extract<SnapshotPart, { readonly kind: Kind }>>;
};

type Schema = (typeof schemas)[keyof typeof schemas];
export const snapshotPartSchema: z.ZodType<SnapshotPart> = z.discriminatedUnion(
  'kind',
  Object.values(schemas) as [Schema, ...Schema[]],
);

/** All parts of a project, in the order in which they are to be read. A gesture that is open is not in them. */
export function* snapshotParts({
  history,
  conversations,
  currentImage,
}: RememberedProject): Generator<SnapshotPart> {
  const { steps, position, forgotten, gesture } = history;
  // What a gesture did so far is no step yet: it would be in the document and could never be undone.
  const { document } = gesture
    ? applyCommand(history.document, { kind: 'batch', commands: gesture.undo })
    : history;
  const { images, categories } = document;
  yield { kind: 'project', categories, currentImage, position, forgotten };
  for (let at = 0; at < images.length; at += imagesAPart)
    yield { kind: 'images', images: images.slice(at, at + imagesAPart) };
  const known = new Set(images.map(({ id }) => id));
  const removed = [...conversations.keys()].filter((id) => !known.has(id));
  for (const image of [...known, ...removed]) {
    const objects = objectsOf(document, image);
    const turns = conversations.get(image) ?? [];
    if (objects.length > 0 || turns.length > 0) yield { kind: 'content', image, objects, turns };
  }
  let part: SavedStep[] = [];
  let bytes = 0;
  for (const step of steps) {
    part.push({ name: step.name, redo: step.redo, undo: step.undo });
    bytes += step.bytes;
    if (part.length < stepsAPart && bytes < stepBytesAPart) continue;
    yield { kind: 'steps', steps: part };
    [part, bytes] = [[], 0];
  }
  if (part.length > 0) yield { kind: 'steps', steps: part };
}

/**
 * The project from its parts. Throws StudioError `format-invalid` or `command-invalid` when they don't fit together: an
 * object without its class, a mask of another size than its photo.
 */
export function projectFromParts(parts: Iterable<SnapshotPart>): RememberedProject {
  let project: Extract<SnapshotPart, { readonly kind: 'project' }> | null = null;
  const images: ImageRecord[] = [];
  const objects = new Map<ImageId, readonly SegmentedObject[]>();
  const conversations = new Map<ImageId, readonly Turn[]>();
  const steps: SavedStep[] = [];
  for (const part of parts) {
    switch (part.kind) {
      case 'project':
        project = part;
        break;
      case 'images':
        for (const image of part.images) images.push(image);
        break;
      case 'content':
        if (part.objects.length > 0) objects.set(part.image, part.objects);
        if (part.turns.length > 0) conversations.set(part.image, part.turns);
        break;
      case 'steps':
        for (const step of part.steps) steps.push(step);
        break;
      default:
        assertNever(part);
    }
  }
  if (!project || project.position > steps.length)
    throw new StudioError('format-invalid', 'The saved project cannot be read: a part of it is missing.');
  const entries = images.map((image) => ({ at: 0, image, objects: objects.get(image.id) ?? [] }));
  // By commands, which refuse what does not fit.
  const build: Command[] = [
    { kind: 'add-categories', categories: project.categories, at: 0 },
    { kind: 'restore-images', entries },
  ];
  const { document } = applyCommand(emptyDocument, { kind: 'batch', commands: build });
  const { position, forgotten, currentImage } = project;
  return {
    history: restoreHistory({ document, steps, position, forgotten }),
    conversations,
    currentImage: images.some(({ id }) => id === currentImage) ? currentImage : (images[0]?.id ?? null),
  };
}
