import type { LiveObject, RunningAnswer } from '../../studio/answer-state.ts';
import type { ModelState } from '../../studio/model-state.ts';
import { modelActivity, modelChip, modelProgress } from './model-words.ts';

export interface AnswerProgress {
  /** "2 of 3", or null when the count is not worth saying. */
  readonly count: string | null;
  readonly text: string;
  /** 0..1 of the current object's rows; null when nothing is measured. */
  readonly share: number | null;
}

/** Rows of the object that are finished, 0..1. */
export function paintedShare({ phase, cursorY, box }: LiveObject): number {
  if (phase === 'done' || phase === 'refining') return 1;
  const rows = box.y2 - box.y1;
  return rows > 0 ? Math.min(1, Math.max(0, (cursorY - box.y1) / rows)) : 0;
}

/** The object that is written now: the first that isn't finished. */
export function currentObject(objects: readonly LiveObject[]): LiveObject | undefined {
  return objects.find(({ phase }) => phase === 'painting' || phase === 'box') ?? objects.at(-1);
}

export function answerProgress(answer: RunningAnswer, model: ModelState): AnswerProgress {
  const object = currentObject(answer.objects);
  if (answer.phase === 'preparing' && model.kind !== 'ready') {
    const bytes = model.kind === 'loading' && model.phase === 'download' && model.totalBytes > 0;
    const text = bytes ? `Getting the model: ${modelActivity(model)}` : modelChip(model).text;
    return { count: null, text, share: modelProgress(model) };
  }
  if (answer.phase === 'preparing') return { count: null, text: 'Opening the photo', share: null };
  if (answer.phase === 'reading') return { count: null, text: 'Reading the photo', share: null };
  if (answer.phase === 'thinking' || !object) return { count: null, text: 'Looking', share: null };
  const place = answer.objects.indexOf(object) + 1;
  const count = answer.objects.length === 1 ? null : `${place} of ${answer.objects.length}`;
  if (answer.phase === 'refining') return { count, text: `${object.label}, refining the edge`, share: 1 };
  return { count, text: object.label, share: paintedShare(object) };
}
