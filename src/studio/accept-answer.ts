import type { Command } from '../document/command.ts';
import type { ImageRecord, ObjectId, SegmentedObject, StudioDocument, TurnId } from '../document/document.ts';
import { objectsOf } from '../document/lookup.ts';
import { isEmptyMask } from '../mask/measure.ts';
import { nearestCanvas } from '../mask/nearest-canvas.ts';
import { categoryFor } from './class-name.ts';
import { type GrowingObject, maskConfidence } from './live-answer.ts';

export interface AcceptedAnswer {
  /** One command for the whole answer; null when nothing was painted. */
  readonly command: Command | null;
  readonly objects: readonly ObjectId[];
  readonly name: string;
}

/**
 * Turns what an answer painted into objects and the one command that adds them. Objects without a single painted cell
 * are left out. `replaces` are taken away in the same step.
 */
export function acceptAnswer(
  document: StudioDocument,
  growing: readonly GrowingObject[],
  about: {
    readonly image: ImageRecord;
    readonly turn: TurnId;
    readonly prompt: string;
    /** The one thing that the question named, if it named one; see `categoryFor`. */
    readonly asked: string | null;
    readonly model: string;
    readonly partial: boolean;
    readonly replaces?: readonly ObjectId[];
    newId(): string;
  },
): AcceptedAnswer {
  const commands: Command[] = [];
  let grown = document;
  const objects: SegmentedObject[] = [];
  for (const item of growing) {
    const { canvas } = item;
    if (!canvas) continue;
    const mask = item.refined ?? nearestCanvas(canvas.cells, about.image.width, about.image.height);
    if (isEmptyMask(mask)) continue;
    const { category, isNew } = categoryFor(grown, item.label, about.newId, about.asked);
    if (isNew) {
      commands.push({ kind: 'add-categories', categories: [category], at: grown.categories.length });
      grown = { ...grown, categories: [...grown.categories, category] };
    }
    objects.push({
      id: about.newId() as ObjectId,
      category: category.id,
      mask,
      canvas: { box: item.box, cells: canvas.cells.slice() },
      provenance: {
        kind: 'model',
        turn: about.turn,
        prompt: about.prompt,
        reference: item.label,
        model: about.model,
        maskConfidence: maskConfidence(item),
        boxConfidence: item.boxConfidence,
        partial: about.partial,
      },
      edited: false,
      visible: true,
      locked: false,
      attributes: {},
    });
  }
  if (objects.length === 0) return { command: null, objects: [], name: '' };
  const replaces = about.replaces ?? [];
  if (replaces.length > 0)
    commands.push({ kind: 'remove-objects', image: about.image.id, objects: replaces });
  const at = objectsOf(document, about.image.id).length - replaces.length;
  commands.push({
    kind: 'add-objects',
    image: about.image.id,
    entries: objects.map((object) => ({ at, object })),
  });
  const names = [
    ...new Set(objects.map(({ category }) => grown.categories.find(({ id }) => id === category)?.name)),
  ];
  return {
    command: { kind: 'batch', commands },
    objects: objects.map(({ id }) => id),
    name: `${replaces.length > 0 ? 'Replace with' : 'Add'} ${names.join(', ')}`,
  };
}
