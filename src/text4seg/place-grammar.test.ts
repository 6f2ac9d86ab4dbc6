import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Place } from '../mask/place.ts';
import { AnswerBuilder } from './answer-builder.ts';
import { AnswerGrammar } from './answer-grammar.ts';
import { brickDescriptor } from './descriptor.ts';
import { placeCells } from './place-cells.ts';
import { PlaceGrammar, type PlaceRules } from './place-grammar.ts';
import { createStreamParser } from './stream-parser.ts';
import { characterTable, spell } from './testing/character-table.ts';
import { tag } from './token-table.ts';

const table = characterTable();
const grammar = new AnswerGrammar(table, brickDescriptor);
const bins = 64;

const coordinate = fc.oneof(
  fc.double({ min: -5, max: 70, noNaN: true }),
  fc.constantFrom(0, 62, 62.99, 63, 64, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
);
const anyPlace: fc.Arbitrary<Place<'canvas'>> = fc.oneof(
  fc.record({ kind: fc.constant('point' as const), x: coordinate, y: coordinate }),
  fc.record({
    kind: fc.constant('box' as const),
    box: fc.record({ x1: coordinate, y1: coordinate, x2: coordinate, y2: coordinate }),
  }),
);
const anyRules: fc.Arbitrary<PlaceRules> = fc.record({
  cells: anyPlace.map((place) => placeCells(place, bins)),
  label: fc.constantFrom(null, spell(table, 'cat'), spell(table, 'potted plant')),
});

/** What a model that knows nothing would write under the rules: any allowed token, labels ended soon. */
function wander(rules: PlaceRules, choose: () => number): number[] {
  const placed = new PlaceGrammar(grammar, table, rules);
  const ids: number[] = [];
  for (let state = placed.start; state.phase !== 'done'; ) {
    const allowed = placed.allowed(state);
    const options = [...allowed.keys()].filter((id) => allowed[id] === 1);
    expect(options.length).toBeGreaterThan(0);
    expect(placed.forced(state)).toBe(options.length === 1 ? options[0] : -1);
    for (const id of options.slice(0, 3)) expect(grammar.allowed(state)[id]).toBe(1);
    const close = table.tags[tag.refClose]!;
    const id = state.words > 5 && options.includes(close) ? close : options[choose() % options.length]!;
    ids.push(id);
    state = placed.advance(state, id);
  }
  return ids;
}

function read(ids: readonly number[]): AnswerBuilder {
  const parser = createStreamParser({ descriptor: brickDescriptor, tokens: table });
  const builder = new AnswerBuilder();
  for (const event of [...parser.pushTokens(ids), ...parser.end()]) builder.apply(event);
  return builder;
}

test('whatever is chosen at a place parses, is one object or none, and obeys the place', () => {
  fc.assert(
    fc.property(anyRules, fc.infiniteStream(fc.nat()), (rules, numbers) => {
      const ids = wander(rules, () => numbers.next().value);
      const { objects, malformed } = read(ids);
      expect(malformed).toEqual([]);
      const { cells, label } = rules;
      if (!label && ids[0] === table.tags[tag.none]) {
        expect(objects).toEqual([]);
        return;
      }
      expect(objects).toHaveLength(1);
      const { box, canvas, label: written } = objects[0]!;
      if (label) expect(spell(table, written)).toEqual(label);
      if (cells.kind === 'box') {
        const { x1, y1, x2, y2 } = cells;
        expect(box).toEqual({ x1, y1, x2, y2 });
      } else {
        expect(box.x1 <= cells.x && cells.x < box.x2 && box.y1 <= cells.y && cells.y < box.y2).toBe(true);
        expect(canvas!.cells[cells.y * 64 + cells.x]).toBe(1);
      }
    }),
    { numRuns: 120 },
  );
});

test('a place in cells is on the canvas and has an area, whatever the place', () => {
  fc.assert(
    fc.property(anyPlace, (place) => {
      const cells = placeCells(place, bins);
      if (cells.kind === 'point') {
        for (const value of [cells.x, cells.y]) expect(value >= 0 && value <= 62).toBe(true);
      } else {
        expect(cells.x1 >= 0 && cells.x1 < cells.x2 && cells.x2 <= 63).toBe(true);
        expect(cells.y1 >= 0 && cells.y1 < cells.y2 && cells.y2 <= 63).toBe(true);
      }
    }),
  );
});

describe('places in cells', () => {
  test('a point is the cell that holds it', () => {
    expect(placeCells({ kind: 'point', x: 10.99, y: 63.5 }, bins)).toEqual({ kind: 'point', x: 10, y: 62 });
  });

  test('a box goes to the nearest sides, whichever corner it was drawn from', () => {
    const box = { x1: 40.4, y1: 63.8, x2: 10.6, y2: 20.5 };
    expect(placeCells({ kind: 'box', box }, bins)).toEqual({ kind: 'box', x1: 11, y1: 21, x2: 40, y2: 63 });
  });

  test('a box thinner than a cell gets one', () => {
    const box = { x1: 63.9, y1: 5.1, x2: 63.9, y2: 5.2 };
    expect(placeCells({ kind: 'box', box }, bins)).toEqual({ kind: 'box', x1: 62, y1: 5, x2: 63, y2: 6 });
  });
});

test('tokens that the place forbids are refused', () => {
  const cells = placeCells({ kind: 'point', x: 20, y: 30 }, bins);
  const placed = new PlaceGrammar(grammar, table, { cells, label: spell(table, 'a') });
  const say = (...ids: readonly number[]) => ids.reduce((at, id) => placed.advance(at, id), placed.start);
  const { tags, bins: bin, background, foreground } = table;
  const opening = [tags[tag.refOpen]!, ...spell(table, 'a'), tags[tag.refClose]!, tags[tag.boxOpen]!];
  expect(() => say(tags[tag.none]!)).toThrow();
  expect(() => say(tags[tag.refOpen]!, ...spell(table, 'b'))).toThrow();
  expect(() => say(...opening, bin[21]!)).toThrow();
  expect(() => say(...opening, bin[20]!, bin[30]!, bin[20]!)).toThrow();
  const box = [10, 30, 40, 31].map((edge) => bin[edge]!);
  const seg = [...opening, ...box, tags[tag.boxClose]!, tags[tag.segmentOpen]!];
  expect(() => say(...seg, background[11]!)).toThrow();
  expect(placed.backgroundLeft(say(...seg))).toBe(10);
  expect(placed.backgroundLeft(say(...seg, background[10]!))).toBe(0);
  expect(placed.backgroundLeft(say(...seg, background[10]!, foreground[1]!))).toBe(19);
});
