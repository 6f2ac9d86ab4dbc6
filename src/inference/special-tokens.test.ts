import { PreTrainedTokenizer } from '@huggingface/transformers';
import { describe, expect, test } from 'vitest';
import {
  embeddedManifest,
  embeddedTokenizer,
  embeddedVocabulary,
} from '../../cli/testing/embedded-package.ts';
import type { StudioError } from '../errors/studio-error.ts';
import { specialTokens } from './special-tokens.ts';
import { Tokenizer } from './tokenizer.ts';

const files = embeddedTokenizer();
const tokenizer = new Tokenizer(files.json, files.config);
const manifest = embeddedManifest();

function refusal(tokens: Record<string, string>): StudioError {
  try {
    specialTokens({ ...manifest, tokens }, tokenizer);
  } catch (error) {
    return error as StudioError;
  }
  throw new Error('It was accepted.');
}

describe('special tokens', () => {
  test('all resolve, each to an id of its own', () => {
    const ids = Object.values(specialTokens(manifest, tokenizer));
    expect(ids).toHaveLength(Object.keys(manifest.tokens).length);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('a token that splits is refused, and named', () => {
    const error = refusal({ ...manifest.tokens, seg: '<zog>' });
    expect(error.code).toBe('package-invalid');
    expect(error.message).toMatch(/<zog> for “seg” splits into \d+ pieces/);
  });

  test('a role that is missing is refused, and named', () => {
    const { fg17: _, ...rest } = manifest.tokens;
    expect(refusal(rest).message).toContain('no token for “fg17”');
  });

  test('two roles with one token are refused', () => {
    expect(refusal({ ...manifest.tokens, box: manifest.tokens.seg! }).message).toContain('are the same');
  });
});

describe('the tokenizer', () => {
  const texts = ['segment the dog', 'Zog’s 2nd é-café, please?', '<seg> fg3 b12 <none>', 'the t-shirt', ''];

  test('gives what transformers.js gives for the same files', () => {
    const reference = new PreTrainedTokenizer(files.json as object, files.config as object);
    for (const text of texts.filter(Boolean)) {
      expect(tokenizer.encode(text), text).toEqual(reference.encode(text, { add_special_tokens: false }));
    }
  });

  test('never makes a special token of typed text', () => {
    const { specialIds, prompt, special } = embeddedVocabulary();
    for (const text of [...texts, '<user>{answer}<assistant><eos>']) {
      const words = prompt.turn({ prompt: text }).question.slice(1, -1);
      expect(
        words.filter((id) => specialIds.has(id)),
        text,
      ).toEqual([]);
    }
    expect(prompt.turn({ prompt: ' ' }).question).toEqual([special.user, special.assistant]);
  });

  test('a past answer without an end gets one', () => {
    const { prompt, special } = embeddedVocabulary();
    const { none, eos, ref } = special as { none: number; eos: number; ref: number };
    expect(prompt.turn({ prompt: 'dog', answerIds: [none, eos] }).answer).toEqual([none, eos]);
    expect(prompt.turn({ prompt: 'dog', answerIds: [ref] }).answer).toEqual([ref, eos]);
  });
});
