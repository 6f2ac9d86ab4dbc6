import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Answer } from './answer.ts';
import { wrappedLabelMap } from './answer.ts';
import { AnswerBuilder } from './answer-builder.ts';
import { boxCells } from './box-cells.ts';
import { repeatBorder } from './cell-canvas.ts';
import { cellFrame } from './cell-frame.ts';
import { brickDescriptor, type Descriptor, descriptorOf } from './descriptor.ts';
import { encodeAnswer } from './encode-answer.ts';
import { formatAnswer } from './format-answer.ts';
import { readAnswer } from './read-answer.ts';
import type { StreamEvent } from './stream-event.ts';
import { createStreamParser, type StreamParserOptions } from './stream-parser.ts';
import type { StreamSnapshot } from './stream-snapshot.ts';
import { arbitraryAnswer, arbitraryCells, everyDescriptor } from './testing/arbitrary-answer.ts';
import { characterTable, spell } from './testing/character-table.ts';
import { tag } from './token-table.ts';

const table = characterTable();
const eos = table.tags[tag.eos]!;

/** What an answer means, whatever the order of its labels: cells as decoded, labels by cell. */
function meaning(answer: Answer, descriptor: Descriptor): unknown[] {
  return answer.map((part) => {
    if (part.kind === 'label-map') {
      return Array.from(part.map.cells, (value) => (value === 0 ? '' : part.map.labels[value - 1])).join('|');
    }
    if (part.kind !== 'reference') return part;
    const objects = part.objects.map(({ box, cells }) => {
      const decoded = cells === null ? null : Uint8Array.from(cells);
      if (decoded !== null) repeatBorder(decoded, cellFrame(box, descriptor));
      return { box, cells: decoded?.join('') };
    });
    return { label: part.label, objects };
  });
}

/** Reads `pieces`, going on from a snapshot at each of `restarts`, kept as JSON as a reload would. */
function readPieces(
  pieces: readonly (string | number)[],
  options: StreamParserOptions,
  restarts: readonly number[] = [],
): { answer: Answer; malformed: readonly StreamEvent[]; missing: number; events: StreamEvent[] } {
  let parser = createStreamParser(options);
  const events: StreamEvent[] = [];
  for (const [index, piece] of pieces.entries()) {
    if (restarts.includes(index)) {
      const kept = JSON.parse(JSON.stringify(parser.snapshot())) as StreamSnapshot;
      parser = createStreamParser(options, kept);
    }
    events.push(...(typeof piece === 'string' ? parser.pushText(piece) : parser.pushToken(piece)));
  }
  events.push(...parser.end());
  const builder = new AnswerBuilder();
  for (const event of events) builder.apply(event);
  const missing = events.reduce((sum, event) => sum + (event.kind === 'object' ? event.missing : 0), 0);
  return { answer: builder.answer, malformed: builder.malformed, missing, events };
}

function cut(text: string, places: readonly number[]): string[] {
  const sorted = [0, ...places.map((place) => place % (text.length + 1)), text.length].sort((a, b) => a - b);
  return sorted.slice(1).map((end, i) => text.slice(sorted[i], end));
}

describe('an answer comes back from its text', () => {
  for (const descriptor of everyDescriptor) {
    const { kind, grid, rowSeparator, crossRows, coordinates, box } = descriptor;
    const form = [kind, grid, JSON.stringify(rowSeparator), crossRows, coordinates, box.edges, box.bins].join(
      ' ',
    );
    test(form, () => {
      fc.assert(
        fc.property(
          arbitraryAnswer(descriptor),
          fc.array(fc.nat(), { maxLength: 8 }),
          fc.array(fc.nat(8)),
          (answer, places, restarts) => {
            const text = formatAnswer(answer, descriptor);
            const read = readPieces(cut(text, places), { descriptor }, restarts);
            expect(read.malformed).toEqual([]);
            expect(read.missing).toBe(0);
            expect(meaning(read.answer, descriptor)).toEqual(meaning(answer, descriptor));
          },
        ),
        { numRuns: 60 },
      );
    });
  }
});

test('an answer comes back cut into single characters, and in its wrapper', () => {
  fc.assert(
    fc.property(arbitraryAnswer(descriptorOf('r-rle', 16)), (answer) => {
      const map = answer.find((part) => part.kind === 'label-map');
      if (map === undefined) return;
      const wrapped = wrappedLabelMap(map.map);
      const descriptor = descriptorOf('r-rle', 16);
      const text = formatAnswer(wrapped, descriptor);
      expect(text).toMatch(/^The result is:\n <seg>[^<]+<\/seg>\.$/);
      const read = readPieces([...text], { descriptor });
      expect(read.malformed).toEqual([]);
      expect(meaning(read.answer, descriptor)).toEqual(meaning(wrapped, descriptor));
    }),
    { numRuns: 20 },
  );
});

test('an answer comes back from its tokens, and from tokens and text mixed', () => {
  fc.assert(
    fc.property(arbitraryAnswer(brickDescriptor), fc.infiniteStream(fc.boolean()), (answer, asText) => {
      // The test's vocabulary spells ASCII only.
      fc.pre(!JSON.stringify(answer).includes('犬'));
      const ids = encodeAnswer(answer, table, brickDescriptor, (text) => spell(table, text));
      const options = { descriptor: brickDescriptor, tokens: table };
      const expected = meaning(answer, brickDescriptor);
      const whole = readAnswer([...ids, eos], options);
      expect(whole.malformed).toEqual([]);
      expect(meaning(whole.answer, brickDescriptor)).toEqual(expected);
      const mixed = ids.map((id) =>
        table.pieces[id] !== '' && asText.next().value ? table.pieces[id]! : id,
      );
      const read = readPieces([...mixed, eos], options);
      expect(read.malformed).toEqual([]);
      expect(meaning(read.answer, brickDescriptor)).toEqual(expected);
    }),
  );
});

test('a mask whose last column and row repeat comes back cell for cell', () => {
  fc.assert(
    fc.property(arbitraryCells(64), (cells) => {
      for (let y = 0; y < 64; y++) cells[y * 64 + 63] = cells[y * 64 + 62]!;
      cells.copyWithin(63 * 64, 62 * 64, 63 * 64);
      const boxed = boxCells(cells, brickDescriptor);
      if (boxed === null) {
        expect(cells.includes(1)).toBe(false);
        return;
      }
      const answer: Answer = [{ kind: 'reference', label: 'dog', objects: [boxed] }];
      const { answer: read } = readAnswer(formatAnswer(answer, brickDescriptor), {
        descriptor: brickDescriptor,
      });
      const [part] = read;
      expect(part?.kind === 'reference' && part.objects[0]?.cells).toEqual(cells);
    }),
  );
});

test('cut anywhere, an answer leaves the beginning of its mask and says what is missing', () => {
  const options = { descriptor: brickDescriptor };
  fc.assert(
    fc.property(arbitraryCells(64), fc.nat(), (cells, place) => {
      const boxed = boxCells(cells, brickDescriptor);
      fc.pre(boxed !== null);
      const text = formatAnswer([{ kind: 'reference', label: 'dog', objects: [boxed!] }], brickDescriptor);
      const from = text.indexOf('<seg>') + 5;
      const short = text.slice(0, from + (place % (text.length - from)));
      const { events } = readPieces([short], options);
      const last = events.filter((event) => event.kind !== 'end').at(-1);
      expect(events.some((event) => event.kind === 'malformed' && event.reason === 'unfinished')).toBe(true);
      expect(last?.kind).toBe('object');
      const written = events.reduce((sum, event) => sum + (event.kind === 'brick' ? event.length : 0), 0);
      const { x1, y1, x2, y2 } = boxed!.box;
      expect(last?.kind === 'object' && last.missing).toBe((x2 - x1) * (y2 - y1) - written);
      for (const event of events) {
        if (event.kind !== 'brick') continue;
        for (let i = 0, x = event.x, y = event.y; i < event.length; i++, x++) {
          if (x === x2) [x, y] = [x1, y + 1];
          expect(boxed!.cells[y * 64 + x] === 1).toBe(event.foreground);
        }
      }
    }),
    { numRuns: 50 },
  );
});
