import { z } from 'zod';
import { StudioError } from '../../errors/studio-error.ts';
import { boxMask } from '../../mask/create-mask.ts';
import type { Mask } from '../../mask/mask.ts';
import { boxOnImage } from '../../text4seg/cell-frame.ts';
import { type ReadAnswer, readAnswer } from '../../text4seg/read-answer.ts';
import type { Importer } from '../format.ts';
import { type BatchImage, ImportBatch } from '../import-batch.ts';
import type { ImportFile } from '../import-file.ts';
import { readRecord } from '../json/read-record.ts';
import { JsonFault, skipSpace, skipValue } from '../json/scan-json.ts';
import type { Pace } from '../pace.ts';
import { readText } from '../read-text.ts';
import { type AnswerCoding, answerCodingSchema, descriptorFor, likelyCodings } from './answer-coding.ts';
import { maskFromCells, masksFromLabels } from './mask-cells.ts';
import { ObjectShelf } from './object-shelf.ts';

const recordSchema = z.object({
  messages: z
    .array(z.object({ role: z.string(), content: z.string() }))
    .min(2, 'there is no question with an answer'),
  images: z
    .array(z.union([z.string(), z.object({ path: z.string() }).transform(({ path }) => path)]))
    .length(1, 'there must be one photo'),
  text4seg: answerCodingSchema.optional(),
});

type ConversationRecord = z.infer<typeof recordSchema>;

/** Reads records of ms-swift with Text4Seg++ (or Text4Seg) answers: masks at the grid's resolution, and the questions. */
export const conversationsImporter: Importer = {
  async claim(files) {
    const claimed: ImportFile[] = [];
    for (const file of files) {
      if (!/\.jsonl$/iu.test(file.path)) continue;
      if (/^\s*\{[^\n]*"messages"\s*:/u.test((await readText(file)).slice(0, 1_000_000))) claimed.push(file);
    }
    return claimed;
  },
  async read(files, { photos, pace }) {
    const batch = new ImportBatch(photos);
    const shelves = new Map<BatchImage, ObjectShelf>();
    for (const file of files) {
      await batch.attemptAsync(file.path, { kind: 'file' }, () => readLines(file, batch, shelves, pace));
    }
    return batch.finish();
  },
};

/** Longer answers are no answers; each of their objects would take a canvas of its own. */
const maxAnswer = 400_000;

async function readLines(
  file: ImportFile,
  batch: ImportBatch,
  shelves: Map<BatchImage, ObjectShelf>,
  pace: Pace,
): Promise<void> {
  const text = await readText(file);
  let start = 0;
  for (let line = 1; start < text.length; line++) {
    const next = text.indexOf('\n', start);
    const end = next < 0 ? text.length : next;
    const wait = pace(start, text.length);
    if (wait) await wait;
    if (text.slice(start, end).trim() !== '') {
      const reader = new RecordReader(file.path, line, batch, shelves);
      batch.attempt(file.path, { kind: 'line', line }, () => reader.read(readLine(text, start, end)));
    }
    start = end + 1;
  }
}

function readLine(text: string, start: number, end: number): ConversationRecord {
  const line = text.slice(start, end);
  try {
    // Brackets first: a parser must not be given nesting without end.
    skipValue(line, skipSpace(line, 0));
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    throw new StudioError('format-invalid', `The JSON ${error.message}.`, { cause: error });
  }
  return readRecord(line, { start: 0, end: line.length }, recordSchema);
}

class RecordReader {
  readonly #file: string;
  readonly #line: number;
  readonly #batch: ImportBatch;
  readonly #shelves: Map<BatchImage, ObjectShelf>;

  constructor(file: string, line: number, batch: ImportBatch, shelves: Map<BatchImage, ObjectShelf>) {
    this.#file = file;
    this.#line = line;
    this.#batch = batch;
    this.#shelves = shelves;
  }

  read({ messages, images, text4seg }: ConversationRecord): void {
    const place = { kind: 'line', line: this.#line } as const;
    const image = this.#batch.image(images[0]!, this.#file, place);
    if (image === null) return;
    let question: string | null = null;
    for (const { role, content } of messages) {
      if (role === 'user') question = content.replaceAll('<image>', '').trim();
      else if (role === 'assistant' && question !== null) {
        this.#addAnswer(image, question, content, text4seg);
        question = null;
      }
    }
  }

  #addAnswer(image: BatchImage, prompt: string, text: string, coding: AnswerCoding | undefined): void {
    if (text.length > maxAnswer) {
      this.#fail(`An answer is ${text.length} characters long; ${maxAnswer} are allowed.`);
      return;
    }
    const reading = bestReading(text, coding === undefined ? likelyCodings(text) : [coding]);
    this.#tellFaults(reading.read);
    const shelf = this.#shelves.get(image) ?? new ObjectShelf(image);
    this.#shelves.set(image, shelf);
    shelf.beginAnswer();
    const objects: number[] = [];
    for (const { label, mask, isBox } of masksOf(reading, image.image.width, image.image.height)) {
      this.#batch.attempt(this.#file, { kind: 'line', line: this.#line }, () => {
        if (mask.runs.length === 0) {
          throw new StudioError('format-invalid', `The mask of "${label}" is empty.`);
        }
        objects.push(shelf.add(this.#batch.category(label), mask));
        if (isBox) this.#batch.note('An object has only a box, which was taken as its mask.');
      });
    }
    const words = reading.read.answer.flatMap((part) => (part.kind === 'text' ? part.text.trim() : []));
    image.turns.push({ prompt, words: words.filter((word) => word !== '').join(' '), objects });
  }

  #tellFaults({ malformed, missing }: ReadAnswer): void {
    for (const { message } of malformed.slice(0, 3)) this.#fail(`An answer is not as expected: ${message}`);
    if (malformed.length > 3) this.#fail(`An answer has ${malformed.length - 3} more faults.`);
    if (malformed.length === 0 && missing > 0) {
      this.#fail(`An answer leaves ${missing} cells of its boxes out; they are taken as background.`);
    }
  }

  #fail(reason: string): void {
    this.#batch.fail(this.#file, { kind: 'line', line: this.#line }, reason);
  }
}

interface Reading {
  readonly read: ReadAnswer;
  readonly used: AnswerCoding;
}

interface NamedMask {
  readonly label: string;
  readonly mask: Mask;
  readonly isBox: boolean;
}

/** The objects of an answer on a photo of that size, in the order of the text. */
function* masksOf({ read, used }: Reading, width: number, height: number): Generator<NamedMask, void> {
  for (const part of read.answer) {
    if (part.kind === 'label-map') {
      const { labels, cells, grid } = part.map;
      const masks = masksFromLabels(cells, labels.length, grid, width, height);
      for (const [i, mask] of masks.entries()) yield { label: labels[i]!, mask, isBox: false };
    } else if (part.kind === 'reference') {
      for (const { box, cells } of part.objects) {
        const placed = boxOnImage(box, width, height, { bins: used.bins, edges: used.edges });
        const mask =
          cells === null ? boxMask(width, height, placed) : maskFromCells(cells, used.grid, width, height);
        yield { label: part.label, mask, isBox: cells === null };
      }
    }
  }
}

/** The answer read in the way that leaves fewest faults and cells unread; the first of equals. */
function bestReading(text: string, codings: readonly AnswerCoding[]): Reading {
  let best: Reading | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const used of codings) {
    const read = readAnswer(text, { descriptor: descriptorFor(used) });
    const faults = read.malformed.length * 1_000_000 + read.missing;
    if (faults < least) {
      best = { read, used };
      least = faults;
    }
    if (faults === 0) break;
  }
  return best!;
}
