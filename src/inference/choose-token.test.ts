import { describe, expect, test } from 'vitest';
import { embeddedManifest, embeddedVocabulary } from '../../cli/testing/embedded-package.ts';
import type { GrammarState } from '../text4seg/answer-grammar.ts';
import { type ChoiceRules, chooseToken } from './choose-token.ts';

const vocabulary = embeddedVocabulary();
const { special, table, grammar } = vocabulary;
const manifest = embeddedManifest();

function rules(decoding: Partial<ChoiceRules['decoding']> = {}): ChoiceRules {
  const plain = { noneBias: 0, noneGhost: { slope: 0, pivot: 0.5 }, boxQuantile: null, objectGhost: 0 };
  return {
    grammar,
    table,
    grid: 64,
    decoding: { ...manifest.decoding, ...plain, choice: { kind: 'argmax' }, ...decoding },
    noneId: special.none!,
  };
}

function logits(values: Readonly<Record<string, number>>): Float32Array {
  const all = new Float32Array(table.size).fill(-20);
  for (const [role, value] of Object.entries(values)) all[special[role]!] = value;
  return all;
}

function choose(choice: ChoiceRules, state: GrammarState, values: Float32Array, ghostPeak = 0.5, ghost = 0) {
  const ghostLogits = new Float32Array(4096).fill(ghost);
  return chooseToken(choice, { state, ghostLogits, ghostPeak }, values);
}

const inBox = (cells: number): GrammarState => ({ ...grammar.start, phase: 'run', x2: cells, y2: 2 });

describe('the choice of a token', () => {
  test('is made among what the grammar allows, with its probability among them', () => {
    const { id, logProbability } = choose(rules(), grammar.start, logits({ ref: 1, none: 0, seg: 9 }));
    expect(id).toBe(special.ref);
    expect(Math.exp(logProbability)).toBeCloseTo(Math.E / (Math.E + 1), 4);
  });

  test('for “nothing” follows the bias and the ghost', () => {
    const values = () => logits({ ref: 1, none: 0 });
    expect(choose(rules({ noneBias: 1.5 }), grammar.start, values()).id).toBe(special.none);
    const byGhost = rules({ noneGhost: { slope: 4, pivot: 0.6 } });
    expect(choose(byGhost, grammar.start, values(), 0.2).id).toBe(special.none);
    expect(choose(byGhost, grammar.start, values(), 0.9).id).toBe(special.ref);
  });

  test('of a box side can be a quantile', () => {
    const state: GrammarState = { ...inBox(0), phase: 'x1' };
    const values = () => logits({ b3: Math.log(0.3), b4: Math.log(0.4), b5: Math.log(0.3) });
    expect(choose(rules(), state, values()).id).toBe(special.b4);
    expect(choose(rules({ boxQuantile: 0.2 }), state, values()).id).toBe(special.b3);
    const right: GrammarState = { ...state, phase: 'x2' };
    expect(choose(rules({ boxQuantile: 0.2 }), right, values()).id).toBe(special.b5);
  });

  test('of a brick goes by cells: the median of spread lengths, not the most probable run', () => {
    const values = () => logits({ fg2: 1, fg8: 0.9, fg9: 0.9, fg10: 0.9 });
    expect(choose(rules(), inBox(20), values()).id).toBe(special.fg2);
    expect(choose(rules({ choice: { kind: 'median' } }), inBox(20), values()).id).toBe(special.fg8);
  });

  test('of a brick is guided by the ghost', () => {
    const guided = rules({ choice: { kind: 'guided', weight: 1 } });
    const values = () => logits({ fg4: 0, bg4: 0.5 });
    expect(choose(guided, inBox(4), values(), 0.5, 3).id).toBe(special.fg4);
    expect(choose(guided, inBox(4), values(), 0.5, -3).id).toBe(special.bg4);
  });

  test('of a brick never leaves the row', () => {
    for (const kind of ['argmax', 'median'] as const) {
      const { id } = choose(rules({ choice: { kind } }), inBox(3), logits({ fg60: 9, fg3: 0, bg1: -1 }));
      expect(id).toBe(special.fg3);
    }
  });
});
