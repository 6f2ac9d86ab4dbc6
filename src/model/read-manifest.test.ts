import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { StudioError } from '../errors/studio-error.ts';
import { readManifest } from './read-manifest.ts';

const text = readFileSync(path.resolve('models/text4seg-nano/manifest.json'), 'utf8');
const edited = (change: Record<string, unknown>) => JSON.stringify({ ...JSON.parse(text), ...change });

function refusal(manifest: string): StudioError {
  try {
    readManifest(manifest);
  } catch (error) {
    expect(error).toBeInstanceOf(StudioError);
    return error as StudioError;
  }
  throw new Error('It was accepted.');
}

describe('manifest.json', () => {
  test('of the embedded package is accepted', () => {
    expect(readManifest(text).id).toBe('text4seg-nano');
  });

  test('that is not JSON is refused', () => {
    const error = refusal(text.slice(0, 200));
    expect(error.code).toBe('package-invalid');
    expect(error.message).toContain('not JSON');
  });

  test('of a newer schema is called newer, whatever else is in it', () => {
    const error = refusal(edited({ schema: 2, tokens: 7, extra: true }));
    expect(error.code).toBe('package-unsupported');
    expect(error.message).toMatch(/newer .* schema 2, .* up to 1/);
  });

  test('of an unknown architecture is refused by name', () => {
    const error = refusal(edited({ architecture: 'llava' }));
    expect(error.code).toBe('package-unsupported');
    expect(error.message).toContain('“llava”');
  });

  test('with unknown keys is refused, naming them', () => {
    const error = refusal(edited({ temperature: 0.7 }));
    expect(error.code).toBe('package-invalid');
    expect(error.message).toContain('unknown key temperature');
    const decoding = { ...JSON.parse(text).decoding, beams: 4, top: 1 };
    expect(refusal(edited({ decoding })).message).toContain('decoding has unknown keys beams, top');
  });

  test('with a wrong value is refused, naming the place', () => {
    const file = { path: '../secret', bytes: 3, sha256: 'a'.repeat(64) };
    expect(refusal(edited({ card: file })).message).toContain('card.path');
    expect(refusal(edited({ cache: {} })).message).toContain('cache.layers');
  });
});
