import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AnswerGrammar } from './answer-grammar.ts';
import { brickDescriptor } from './descriptor.ts';
import { encodeAnswer } from './encode-answer.ts';
import { readAnswer } from './read-answer.ts';
import { arbitraryAnswer } from './testing/arbitrary-answer.ts';
import { characterTable, spell } from './testing/character-table.ts';
import { createTokenTable, tag } from './token-table.ts';

const table = characterTable();
const grammar = new AnswerGrammar(table, brickDescriptor);
const eos = table.tags[tag.eos]!;

const idsOf = (mask: Uint8Array) => [...mask.keys()].filter((id) => mask[id] === 1);

/** What a model that knows nothing would write: any allowed token, ending as soon as `patience` is over. */
function wander(choose: (options: number) => number, patience: number): number[] {
  const ids: number[] = [];
  for (let state = grammar.start; state.phase !== 'done'; ) {
    const options = idsOf(grammar.allowed(state));
    expect(options.length).toBeGreaterThan(0);
    expect(grammar.forced(state)).toBe(options.length === 1 ? options[0] : -1);
    const closing = [tag.eos, tag.refClose]
      .map((name) => table.tags[name]!)
      .find((id) => options.includes(id));
    const id = closing !== undefined && ids.length > patience ? closing : options[choose(options.length)]!;
    ids.push(id);
    state = grammar.advance(state, id);
  }
  return ids;
}

test('whatever the grammar lets a model say parses, whole and without a fault', () => {
  fc.assert(
    fc.property(fc.infiniteStream(fc.nat()), fc.nat(60), fc.boolean(), (numbers, patience, objectsOnly) => {
      let first = objectsOnly;
      const ids = wander((options) => {
        if (first) {
          first = false;
          return idsOf(grammar.allowed(grammar.start)).indexOf(table.tags[tag.refOpen]!);
        }
        return numbers.next().value % options;
      }, patience);
      const { malformed, missing } = readAnswer(ids, { descriptor: brickDescriptor, tokens: table });
      expect(malformed).toEqual([]);
      expect(missing).toBe(0);
    }),
    { numRuns: 60 },
  );
});

test('the grammar lets a model say every answer that it was trained on', () => {
  fc.assert(
    fc.property(arbitraryAnswer(brickDescriptor), (answer) => {
      const parts = answer.filter(
        (part) => part.kind === 'reference' && part.objects.length === 1 && part.objects[0]!.cells !== null,
      );
      fc.pre(parts.length > 0 && !JSON.stringify(parts).includes('犬'));
      const ids = encodeAnswer(parts, table, brickDescriptor, (text) => spell(table, text));
      let state = grammar.start;
      for (const id of [...ids, eos]) state = grammar.advance(state, id);
      expect(state.phase).toBe('done');
      expect(idsOf(grammar.allowed(state))).toEqual([]);
    }),
    { numRuns: 40 },
  );
});

describe('the cursor', () => {
  const say = (...ids: readonly number[]) => ids.reduce((at, id) => grammar.advance(at, id), grammar.start);
  const { tags, bins, foreground, background } = table;
  const opening = [tags[tag.refOpen]!, ...spell(table, 'a'), tags[tag.refClose]!, tags[tag.boxOpen]!];
  const box = [10, 12, 50, 14].map((edge) => bins[edge]!);
  const seg = [...opening, ...box, tags[tag.boxClose]!, tags[tag.segmentOpen]!];

  test('stands where the next brick paints', () => {
    expect(say(...seg)).toMatchObject({ x: 10, y: 12 });
    expect(say(...seg, background[10]!)).toMatchObject({ x: 20, y: 12 });
    const row = [background[10]!, foreground[30]!];
    expect(say(...seg, ...row)).toMatchObject({ phase: 'run', x: 10, y: 13 });
    expect(say(...seg, ...row, ...row)).toMatchObject({ phase: 'segment-end', x: 10, y: 14 });
    expect(grammar.cellsLeftInRow(say(...seg, background[10]!))).toBe(30);
    expect(grammar.cellsLeftInRow(say(...seg, ...row, ...row))).toBe(0);
  });

  test('allows no run past the row and no box without area', () => {
    expect(() => say(...seg, background[10]!, foreground[31]!)).toThrow(
      expect.objectContaining({ code: 'descriptor-invalid' }),
    );
    const narrow = say(...opening, bins[62]!, bins[0]!);
    expect(grammar.forced(narrow)).toBe(bins[63]);
    expect(() => say(...opening, bins[63]!)).toThrow();
    expect(() => grammar.advance(grammar.start, eos)).toThrow();
    expect(() => grammar.advance(grammar.start, 1e9)).toThrow();
  });
});

test('a vocabulary or a descriptor that cannot be written is refused', () => {
  const short = createTokenTable({ roles: { ref: 0, '/ref': 1 }, pieces: ['', '', 'a'] });
  for (const make of [
    () => new AnswerGrammar(short, brickDescriptor),
    () => new AnswerGrammar(characterTable(62), brickDescriptor),
    () => new AnswerGrammar(table, { ...brickDescriptor, crossRows: true }),
    () => new AnswerGrammar(table, { ...brickDescriptor, grid: 32 }),
    () => createTokenTable({ roles: { ref: 0, '/ref': 0 }, pieces: [''] }),
    () => createTokenTable({ roles: { ref: 3 }, pieces: [''] }),
  ]) {
    expect(make).toThrow(expect.objectContaining({ code: 'package-invalid' }));
  }
});
