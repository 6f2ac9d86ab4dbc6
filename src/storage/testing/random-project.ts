import fc from 'fast-check';
import { applyCommand } from '../../document/apply-command.ts';
import type { Command } from '../../document/command.ts';
import type { Turn } from '../../document/conversation.ts';
import {
  type CategoryId,
  emptyDocument,
  type ImageId,
  type ObjectId,
  type SegmentedObject,
  type TurnId,
} from '../../document/document.ts';
import { objectsOf } from '../../document/lookup.ts';
import type { ProjectContent } from '../../document/serialize-project.ts';
import { maskFromBitmap } from '../../mask/bitmap.ts';
import type { Mask } from '../../mask/mask.ts';

export const emptyProject: ProjectContent = {
  document: emptyDocument,
  conversations: new Map(),
  currentImage: null,
};

const kinds = [
  'add-image',
  'remove-image',
  'add-category',
  'recolour',
  'add-object',
  'update-object',
  'remove-object',
  'move-object',
  'add-turn',
  'update-turn',
  'remove-turn',
  'show',
  'go-back',
] as const;

/** What a person may do to a project, in numbers that get their meaning from the project at hand. */
export interface ProjectStep {
  readonly kind: (typeof kinds)[number];
  readonly pick: number;
  readonly value: number;
}

export const projectStep: fc.Arbitrary<ProjectStep> = fc.record({
  kind: fc.constantFrom(...kinds, 'add-object', 'add-turn', 'add-image', 'update-object'),
  pick: fc.nat(1000),
  value: fc.nat(1000),
});

/** Takes the steps from an empty project by the real commands; gives the project after each of them. */
export function takeSteps(steps: readonly ProjectStep[]): readonly ProjectContent[] {
  const states = [emptyProject];
  let ids = 0;
  for (const step of steps) {
    const newId = () => `id-${ids++}`;
    states.push(takeStep(states.at(-1)!, step, states, newId));
  }
  return states.slice(1);
}

function takeStep(
  project: ProjectContent,
  { kind, pick, value }: ProjectStep,
  past: readonly ProjectContent[],
  newId: () => string,
): ProjectContent {
  const { document, conversations } = project;
  const run = (command: Command) => ({ ...project, document: applyCommand(document, command).document });
  const image = document.images[pick % Math.max(1, document.images.length)];
  // Undo brings earlier values back by reference, in any mixture with the conversations of now.
  if (kind === 'go-back') return { ...project, document: past[pick % past.length]!.document };
  if (kind === 'add-image') {
    const id = newId() as ImageId;
    const about = { name: `${id}.jpg`, bytes: value, mediaType: 'image/jpeg', sha256: id, addedAt: value };
    const record = { ...about, id, width: 4 + (value % 5), height: 6 };
    return run({ kind: 'add-images', images: [record], at: pick % (document.images.length + 1) });
  }
  if (kind === 'add-category')
    return run({
      kind: 'add-categories',
      categories: [{ id: newId() as CategoryId, name: `class ${value}`, colour: value % 20 }],
      at: pick % (document.categories.length + 1),
    });
  const category = document.categories[value % Math.max(1, document.categories.length)];
  if (kind === 'recolour')
    return category
      ? run({ kind: 'update-category', category: category.id, patch: { colour: pick % 20 } })
      : project;
  if (!image) return project;
  if (kind === 'remove-image') return run({ kind: 'remove-images', images: [image.id] });
  if (kind === 'show') return { ...project, currentImage: image.id };
  const turns = conversations.get(image.id) ?? [];
  const withTurns = (next: readonly Turn[]) => ({
    ...project,
    conversations: new Map(conversations).set(image.id, next),
  });
  const turnAt = value % Math.max(1, turns.length);
  if (kind === 'add-turn') return withTurns([...turns, randomTurn(newId() as TurnId, value)]);
  if (kind === 'remove-turn') return withTurns(turns.toSpliced(turnAt, 1));
  if (kind === 'update-turn')
    return withTurns(turns.map((turn, i) => (i === turnAt ? { ...turn, words: `word ${value}` } : turn)));
  const objects = objectsOf(document, image.id);
  if (kind === 'add-object') {
    if (!category) return project;
    const object = randomObject(newId() as ObjectId, category.id, randomMask(image, value));
    const entries = [{ at: value % (objects.length + 1), object }];
    return run({ kind: 'add-objects', image: image.id, entries });
  }
  const object = objects[value % Math.max(1, objects.length)];
  if (!object) return project;
  if (kind === 'remove-object') return run({ kind: 'remove-objects', image: image.id, objects: [object.id] });
  if (kind === 'move-object')
    return run({ kind, image: image.id, object: object.id, to: pick % objects.length });
  const patch = pick % 2 ? { visible: !object.visible } : { mask: randomMask(image, pick), edited: true };
  return run({ kind: 'update-object', image: image.id, object: object.id, patch });
}

export function randomMask({ width, height }: { width: number; height: number }, seed: number): Mask {
  const bits = Uint8Array.from({ length: width * height }, (_, i) => ((seed * 31 + i * i * 7) >> 3) & 1);
  return maskFromBitmap(bits, width, height);
}

function randomObject(id: ObjectId, category: CategoryId, mask: Mask): SegmentedObject {
  return {
    id,
    category,
    mask,
    canvas: { box: { x1: 1, y1: 2, x2: 3, y2: 4 }, cells: new Uint8Array(64 * 64).fill(1, 7, 90) },
    provenance: { kind: 'imported', source: id },
    edited: false,
    visible: true,
    locked: false,
    attributes: { pose: id },
  };
}

function randomTurn(id: TurnId, value: number): Turn {
  return {
    id,
    prompt: `find ${value}`,
    ...randomPlace(value % 3),
    askedAt: value,
    outcome: value % 2 ? { kind: 'running' } : { kind: 'repaired', repairs: ['Token 3: odd'] },
    tokens: [{ id: value, text: '<ref>', logProbability: value % 3 ? -0.5 : null, ms: 3 }],
    words: '',
    objects: [],
    ghost: value % 2 ? null : new Uint8Array(64 * 64).fill(9),
    timing: { encode: 1, ghost: null, firstBox: 2, total: 3, steps: 4, tokens: 1 },
    ...(value % 5
      ? {}
      : { drafts: [{ label: 'dog', box: { x1: 0, y1: 0, x2: 1, y2: 1 }, cells: new Uint8Array(4096) }] }),
  };
}

function randomPlace(kind: number): Pick<Turn, 'place'> {
  if (kind === 0) return {};
  return {
    place:
      kind === 1
        ? { kind: 'point', x: 12.5, y: 63.9 }
        : { kind: 'box', box: { x1: 0.5, y1: 1, x2: 9, y2: 64 } },
  };
}

/** One form of a project: how an image without turns or objects is written down does not matter. */
export function normalForm({ document, conversations, currentImage }: ProjectContent): ProjectContent {
  const images = new Set(document.images.map(({ id }) => id));
  const filled = <T>(lists: ReadonlyMap<ImageId, readonly T[]>) =>
    new Map([...lists].filter(([image, list]) => list.length > 0 && images.has(image)).sort());
  const shown = document.images.find(({ id }) => id === currentImage) ?? document.images[0];
  return {
    document: { ...document, objects: filled(document.objects) },
    conversations: filled(conversations),
    currentImage: shown?.id ?? null,
  };
}
