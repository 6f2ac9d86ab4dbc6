import { expect, test } from 'vitest';
import { embeddedManifest, embeddedVocabulary } from '../../cli/testing/embedded-package.ts';
import { answerToken, promptToken } from './answer-sequence.ts';
import type { Ghost } from './ghost.ts';
import golden from './golden-sequence.fixture.json' with { type: 'json' };

/** Ids, places and feedback rows of the prototype that the training code must reproduce as well. */
test('places and feedback rows are the golden ones', () => {
  const { table, grammar, tokenizer } = embeddedVocabulary();
  const { grid } = embeddedManifest().descriptor;
  const ghost = ghostOf(Float32Array.from(golden.ghostLogits), grid);
  const begin = golden.tokens.indexOf('<assistant>') + 1;
  let state = grammar.start;
  golden.tokens.forEach((text, index) => {
    const id = tokenizer.idOf(text)!;
    if (index >= begin) state = grammar.advance(state, id);
    const token = index < begin ? promptToken(id, index) : answerToken(id, index, state, table, ghost, grid);
    const [t, h, w] = golden.places[index]!;
    expect(token.place, text).toEqual({ t, h, w });
    const feedback = token.feedback ?? new Float32Array(3 * grid);
    for (const [at, value] of golden.feedback[index]!.entries()) {
      expect(feedback[at], `${text} ${at}`).toBeCloseTo(value, 5);
    }
  });
});

test('after the last brick of a box the cursor stands below its first column', () => {
  const { table, grammar, special } = embeddedVocabulary();
  const ghost = ghostOf(new Float32Array(4096), 64);
  let state = grammar.start;
  const roles = ['ref', 'WORD', '/ref', 'box', 'b3', 'b5', 'b5', 'b6', '/box', 'seg', 'fg1', 'bg1'];
  const word = table.codes.indexOf(0);
  let last = 0;
  for (const role of roles) {
    last = role === 'WORD' ? word : special[role]!;
    state = grammar.advance(state, last);
  }
  const token = answerToken(last, 20, state, table, ghost, 64);
  expect(token.place).toEqual({ t: 84, h: 6, w: 3 });
  expect([...token.feedback!.subarray(128, 131)]).toEqual([0.5, 0.5, -1]);
});

/** Computed naively, by another way than the engine's. */
function ghostOf(logits: Float32Array, grid: number): Ghost {
  const probabilities = logits.map((logit) => 1 / (1 + Math.exp(-logit)));
  const rows = Array.from({ length: grid }, (_, y) => [...probabilities.subarray(y * grid, (y + 1) * grid)]);
  const columns = rows.map((_, x) => Math.max(...rows.map((row) => row[x]!)));
  const profile = Float32Array.from([...columns, ...rows.map((row) => Math.max(...row))]);
  return { logits, probabilities, profile, peak: Math.max(...probabilities) };
}
