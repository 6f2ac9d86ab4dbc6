import type { AnswerToken } from '../../model/segmentation-model.ts';
import type { Answer, AnswerPart } from '../../text4seg/answer.ts';
import { boxCells } from '../../text4seg/box-cells.ts';
import { brickDescriptor } from '../../text4seg/descriptor.ts';
import { encodeAnswer } from '../../text4seg/encode-answer.ts';
import { createStreamParser, type StreamParser } from '../../text4seg/stream-parser.ts';
import { createTokenTable, type TokenTable } from '../../text4seg/token-table.ts';

const tags = ['ref', '/ref', 'box', '/box', 'seg', '/seg', 'none', 'eos'];
const bricks = Array.from({ length: 63 }, (_, i) => [`fg${i + 1}`, `bg${i + 1}`]).flat();
const bins = Array.from({ length: 64 }, (_, i) => `b${i}`);
const roles = [...tags, ...bricks, ...bins];
/** The text of each id, as a package's tokenizer gives it: tags in their brackets, words in characters. */
const texts = [
  ...roles.map((role) => (tags.includes(role) ? `<${role}>` : role)),
  ...Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)),
];

/** A vocabulary like the embedded model's, but with words spelled in characters. */
export const scriptTable: TokenTable = createTokenTable({
  roles: Object.fromEntries(roles.map((role, id) => [role, id])),
  pieces: texts,
});

/** Cells of the 64x64 canvas between two corners, half-open. */
export function cellsOf(x1: number, y1: number, x2: number, y2: number): Uint8Array {
  const cells = new Uint8Array(64 * 64);
  for (let y = y1; y < y2; y++) cells.fill(1, y * 64 + x1, y * 64 + x2);
  return cells;
}

/** "There it is", boxed and painted: one reference with a mask for each cell array. */
export function reference(label: string, ...masks: readonly Uint8Array[]): AnswerPart {
  const objects = masks.map((cells) => {
    const boxed = boxCells(cells, brickDescriptor);
    if (!boxed) throw new Error('A scripted mask needs a cell.');
    return { box: boxed.box, cells: boxed.cells };
  });
  return { kind: 'reference', label, objects };
}

export const nothing: Answer = [{ kind: 'none' }];
export const words = (text: string): AnswerPart => ({ kind: 'text', text });

/** Token ids of an answer, its end mark included, as the model writes it. */
export function scriptIds(answer: Answer): number[] {
  const spell = (text: string) => Array.from(text, (sign) => texts.lastIndexOf(sign));
  return [...encodeAnswer(answer, scriptTable, brickDescriptor, spell), texts.indexOf('<eos>')];
}

export function idOf(text: string): number {
  return texts.indexOf(text);
}

/** Tags and coordinates that the grammar leaves no choice about are forced; the rest was chosen at even odds. */
export function scriptTokens(ids: readonly number[]): AnswerToken[] {
  return ids.map((id) => {
    const text = texts[id] ?? '';
    const forced = /^<(?:box|\/box|seg)>$/u.test(text);
    return { id, text, forced, logProbability: forced ? null : Math.log(0.5) };
  });
}

export function scriptParser(): StreamParser {
  return createStreamParser({ descriptor: brickDescriptor, tokens: scriptTable });
}
