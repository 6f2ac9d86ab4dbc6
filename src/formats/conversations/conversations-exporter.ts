import type { CategoryId, SegmentedObject } from '../../document/document.ts';
import { isEmptyMask } from '../../mask/measure.ts';
import type { Answer, AnswerPart, ReferencedObject } from '../../text4seg/answer.ts';
import { type BoxedCells, boxCells } from '../../text4seg/box-cells.ts';
import { repeatBorder } from '../../text4seg/cell-canvas.ts';
import type { Descriptor } from '../../text4seg/descriptor.ts';
import { formatAnswer } from '../../text4seg/format-answer.ts';
import { isBackground, labelFault } from '../../text4seg/label-rules.ts';
import type { ExportCheck } from '../export-check.ts';
import type { ExportFile } from '../export-file.ts';
import type { ExportPlan, PlannedImage, Skipped } from '../export-plan.ts';
import { expressionsOf } from '../expressions.ts';
import type { Exporter } from '../format.ts';
import { type AnswerCoding, descriptorFor } from './answer-coding.ts';
import { cellsFromMask, maskFromCells } from './mask-cells.ts';

type Message = { readonly role: 'user' | 'assistant'; readonly content: string };

/**
 * One JSON record a line and photo, in the messages form of ms-swift: questions and answers in turns, the photo's
 * `<image>` before the first question, masks as Text4Seg++ text. Photos about which there is nothing to say have no
 * record, and are told.
 */
export const conversationsExporter: Exporter = {
  naming: { flat: false, uniqueStems: false },
  leavesOutBare: true,
  async check(plan, pace): Promise<readonly ExportCheck[]> {
    const left: Skipped[] = [];
    for (const [done, image] of plan.images.entries()) {
      const wait = pace(done, plan.images.length);
      if (wait) await wait;
      new Conversation(plan, image, (item) => left.push(item)).record();
    }
    const reasons = new Map<string, Skipped[]>();
    for (const item of left) {
      const same = reasons.get(item.reason);
      if (same) same.push(item);
      else reasons.set(item.reason, [item]);
    }
    return [...reasons.values()].map(leftOut);
  },
  *write(plan, { skip, done }): Generator<ExportFile, void> {
    for (const split of plan.splits ?? (['train'] as const)) {
      const images = plan.images.filter((image) => image.split === split);
      const name = plan.splits === null ? 'conversations' : split;
      yield { kind: 'made', path: `${name}.jsonl`, pieces: lines(plan, images, skip, done) };
    }
  },
  photoPath: (_plan, { name }) => `images/${name}`,
};

/** What is left out for one reason. */
function leftOut(items: readonly Skipped[]): ExportCheck {
  const { image, object, reason } = items[0]!;
  const what = object ? 'object' : 'photo';
  return {
    kind: 'left-out',
    tone: 'warning',
    count: items.length,
    text: `${items.length} ${what}${items.length === 1 ? '' : 's'} left out. ${reason}`,
    ...(image && { image }),
    ...(object && { object }),
  };
}

function* lines(
  plan: ExportPlan,
  images: readonly PlannedImage[],
  skip: (item: Skipped) => void,
  done: (image: PlannedImage) => void,
): Generator<string, void> {
  for (const image of images) {
    const record = new Conversation(plan, image, skip).record();
    if (record !== null) yield `${JSON.stringify(record)}\n`;
    done(image);
  }
}

/** What is said about one photo. */
class Conversation {
  readonly #plan: ExportPlan;
  readonly #image: PlannedImage;
  readonly #skip: (item: Skipped) => void;
  readonly #coding: AnswerCoding;
  readonly #descriptor: Descriptor;
  readonly #messages: Message[] = [];
  readonly #told = new Set<SegmentedObject>();
  /** Objects as text, made once; null for one that cannot be written. */
  readonly #written = new Map<SegmentedObject, WrittenObject | null>();

  constructor(plan: ExportPlan, image: PlannedImage, skip: (item: Skipped) => void) {
    this.#plan = plan;
    this.#image = image;
    this.#skip = skip;
    this.#coding = codingOf(plan);
    this.#descriptor = descriptorFor(this.#coding);
  }

  record(): object | null {
    const { questions } = this.#plan.job.options;
    if (questions !== 'classes') this.#addAsked();
    if (questions !== 'asked') this.#addClasses();
    if (this.#messages.length === 0) {
      this.#skip({
        image: this.#image.image.id,
        reason: 'There is nothing to say about it: no question and no object.',
      });
      return null;
    }
    const [first, ...rest] = this.#messages;
    return {
      messages: [{ ...first!, content: `<image>${first!.content}` }, ...rest],
      images: [`images/${this.#image.name}`],
      text4seg: this.#coding,
    };
  }

  #addAsked(): void {
    const { image } = this.#image;
    for (const { sentence, objects } of expressionsOf(this.#plan, this.#image, this.#skip)) {
      if (objects.length === 0) this.#add(sentence, [{ kind: 'none' }]);
      else this.#addAnswer(sentence, objects);
    }
    for (const { prompt, words, objects, outcome } of this.#plan.job.conversations.get(image.id) ?? []) {
      const isTalk = outcome.kind === 'done' && objects.length === 0;
      if (isTalk && prompt.trim() !== '' && words.trim() !== '') {
        this.#add(prompt.trim(), [{ kind: 'text', text: plain(words) }]);
      }
    }
  }

  /** One question a class about the objects that no question found. */
  #addClasses(): void {
    const groups = new Map<CategoryId, SegmentedObject[]>();
    for (const object of this.#image.objects) {
      if (this.#told.has(object)) continue;
      const group = groups.get(object.category);
      if (group === undefined) groups.set(object.category, [object]);
      else group.push(object);
    }
    for (const [category, objects] of groups) {
      const { name } = this.#plan.categories[this.#plan.indexOf.get(category)!]!;
      this.#addAnswer(`segment every ${plain(name)}`, objects);
    }
  }

  #addAnswer(question: string, objects: readonly SegmentedObject[]): void {
    const references = new Map<string, ReferencedObject[]>();
    for (const object of objects) {
      this.#told.add(object);
      const written = this.#write(object);
      if (written === null) continue;
      const group = references.get(written.label);
      if (group === undefined) references.set(written.label, [written.object]);
      else group.push(written.object);
    }
    const parts = [...references].map(
      ([label, list]): AnswerPart => ({ kind: 'reference', label, objects: list }),
    );
    if (parts.length > 0) this.#add(question, parts);
  }

  #add(question: string, answer: Answer): void {
    this.#messages.push({ role: 'user', content: plain(question) });
    this.#messages.push({ role: 'assistant', content: formatAnswer(answer, this.#descriptor) });
  }

  #write(object: SegmentedObject): WrittenObject | null {
    const known = this.#written.get(object);
    if (known !== undefined) return known;
    const written = this.#writeNew(object);
    this.#written.set(object, written);
    return written;
  }

  #writeNew(object: SegmentedObject): WrittenObject | null {
    const { id } = this.#image.image;
    const skip = (reason: string) => {
      this.#skip({ image: id, object: object.id, reason });
      return null;
    };
    const label = this.#labelOf(object);
    const fault = labelFault(label);
    if (fault !== null) return skip(`Its name "${label}" cannot be written: ${fault}.`);
    const { kind, background, grid } = this.#descriptor;
    if (kind === 'runs' && isBackground(label, background)) {
      return skip(`Its name "${label}" means background in plain text. Rename the class, or write bricks.`);
    }
    const boxed = boxCells(cellsFromMask(object.mask, grid), this.#descriptor);
    if (boxed === null) return skip(`It fills no cell of the ${grid} × ${grid} canvas by half.`);
    if (!this.#canBeRead(boxed)) {
      return skip(
        `The photo is smaller than the ${grid} × ${grid} canvas, and no pixel of it lies in its cells.`,
      );
    }
    return { label, object: { box: boxed.box, cells: boxed.cells } };
  }

  /** Whether a reader gets any pixel back; on a photo with fewer pixels than the canvas has cells it may not. */
  #canBeRead({ cells, frame }: BoxedCells): boolean {
    const { width, height } = this.#image.image;
    const read = cells.slice();
    repeatBorder(read, frame);
    return !isEmptyMask(maskFromCells(read, frame.grid, width, height));
  }

  #labelOf({ category, provenance, edited }: SegmentedObject): string {
    const words = this.#plan.job.options.reference === 'words' && provenance.kind === 'model' && !edited;
    const own = words ? provenance.reference : '';
    return plain(own || this.#plan.categories[this.#plan.indexOf.get(category)!]!.name);
  }
}

interface WrittenObject {
  readonly label: string;
  readonly object: ReferencedObject;
}

function codingOf({ job }: ExportPlan): AnswerCoding {
  return {
    descriptor: job.options.descriptor === 'runs' ? 'runs' : 'bricks',
    grid: Number(job.options.grid),
    bins: 64,
    edges: 'half-open',
  };
}

/** Words without what a trainer or a reader would take for a tag (`<image>`, `<seg>`), and on one line. */
function plain(text: string): string {
  return text.replace(/[<>|]/gu, ' ').replace(/\s+/gu, ' ').trim();
}
