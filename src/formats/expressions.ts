import type { ImageId, ObjectId, SegmentedObject } from '../document/document.ts';
import type { ExportPlan, PlannedImage, Skipped } from './export-plan.ts';

/** Words about a photo and what they mean: objects of the plan, or nothing in the photo. */
export interface Expression {
  readonly sentence: string;
  /** Back to front; empty when nothing in the photo is meant. */
  readonly objects: readonly SegmentedObject[];
}

/**
 * The expressions of a photo: the questions of its conversation with the objects that they found and that are still
 * there, then the prompts kept with objects whose conversation is gone. Equal ones are given once. What cannot be given
 * is told to `skip`.
 */
export function expressionsOf(
  { job }: ExportPlan,
  { image, objects }: PlannedImage,
  skip: (item: Skipped) => void,
): readonly Expression[] {
  const expressions = new Map<string, Expression>();
  const add = (sentence: string, ids: ReadonlySet<ObjectId>) => {
    const meant = objects.filter(({ id }) => ids.has(id));
    expressions.set([sentence.toLowerCase(), ...meant.map(({ id }) => id)].join('\n'), {
      sentence,
      objects: meant,
    });
    return meant.length;
  };
  const told = new Set<string>();
  for (const { id, prompt, outcome, objects: found } of job.conversations.get(image.id) ?? []) {
    told.add(id);
    const sentence = plainSentence(prompt);
    if (sentence === '') continue;
    if (outcome.kind === 'none-found') add(sentence, new Set());
    else if (found.length > 0 && outcome.kind !== 'command') {
      const present = new Set(found.filter((object) => objects.some((other) => other.id === object)));
      if (present.size > 0) add(sentence, present);
      else skip(lost(image.id, sentence));
    }
  }
  const kept = new Map<string, { sentence: string; ids: Set<ObjectId> }>();
  for (const { id, provenance } of objects) {
    if (provenance.kind !== 'model' || told.has(provenance.turn)) continue;
    const sentence = plainSentence(provenance.prompt);
    const entry = kept.get(provenance.turn) ?? { sentence, ids: new Set() };
    if (sentence !== '') kept.set(provenance.turn, { sentence, ids: entry.ids.add(id) });
  }
  for (const { sentence, ids } of kept.values()) add(sentence, ids);
  return [...expressions.values()];
}

function plainSentence(prompt: string): string {
  return prompt.trim().replace(/\s+/gu, ' ');
}

function lost(image: ImageId, sentence: string): Skipped {
  return { image, reason: `The question "${sentence}" is left out: what it found is not in this export.` };
}
