import { describe, expect, test } from 'vitest';
import type { LiveObject, RunningAnswer } from '../../studio/answer-state.ts';
import type { ModelState } from '../../studio/model-state.ts';
import { answerProgress, currentObject, paintedShare } from './answer-progress.ts';
import { formatBytes, formatBytesOf } from './bytes.ts';
import { formatSeconds } from './duration.ts';
import { modelActivity, modelChip, modelProgress } from './model-words.ts';
import { plural } from './plural.ts';
import { runningSentence } from './running-sentence.ts';
import { formatShare } from './share.ts';
import { widerWord } from './wider-word.ts';

test('bytes in decimal units, at most three digits', () => {
  expect(formatBytes(0)).toBe('0 KB');
  expect(formatBytes(1)).toBe('1 byte');
  expect(formatBytes(68)).toBe('68 bytes');
  expect(formatBytes(84_000)).toBe('84 KB');
  expect(formatBytes(999_600)).toBe('1.0 MB');
  expect(formatBytes(13_011_451)).toBe('13.0 MB');
  expect(formatBytes(412_000_000)).toBe('412 MB');
  expect(formatBytes(1_600_000_000)).toBe('1.6 GB');
  expect(formatBytesOf(8_200_000, 13_011_451)).toBe('8.2 of 13.0 MB');
  expect(formatBytesOf(0, 0)).toBe('0 of 0 KB');
});

test('shares, seconds, counts', () => {
  expect(formatShare(0.2049)).toBe('20.5%');
  expect(formatShare(0.0001)).toBe('<0.1%');
  expect(formatShare(0)).toBe('0.0%');
  expect(formatSeconds(3940)).toBe('3.9 s');
  expect(formatSeconds(99.5)).toBe('0.1 s');
  expect(formatSeconds(27.3)).toBe('27 ms');
  expect(plural(1, 'image')).toBe('1 image');
  expect(plural(1234, 'object')).toBe('1,234 objects');
});

test('a wider word for the first noun that is known', () => {
  expect(widerWord('the dog on the left')).toBe('animal');
  expect(widerWord('both Cars')).toBe('vehicle');
  expect(widerWord('something that whirls')).toBeNull();
  expect(widerWord('the constructor')).toBeNull();
});

const loading: ModelState = { kind: 'loading', phase: 'download', loadedBytes: 5e6, totalBytes: 1e7 };
const ready: ModelState = {
  kind: 'ready',
  description: {
    id: 'nano',
    title: 'text4seg-nano',
    version: '1',
    architecture: 'text4seg-nano',
    device: 'wasm',
    precision: '8-bit',
    deviceName: '',
    threads: 4,
    bytes: 1,
  },
};

describe('the model in words', () => {
  test('chip', () => {
    expect(modelChip(loading)).toEqual({ text: 'Getting the model · 50%', tone: 'wait' });
    expect(modelChip({ ...loading, phase: 'self-test' }).text).toBe('Testing the model');
    expect(modelChip(ready)).toEqual({ text: 'text4seg-nano · CPU', tone: 'ok' });
    expect(modelChip({ kind: 'failed', code: 'x', message: 'No.' }).tone).toBe('bad');
    const fallback = { ...ready.description, fallbackReason: 'The GPU failed a test.' };
    expect(modelChip({ kind: 'ready', description: fallback }).tone).toBe('wait');
  });

  test('activity and progress', () => {
    expect(modelActivity(loading)).toBe('5.0 of 10.0 MB');
    expect(modelActivity({ ...loading, phase: 'self-test' })).toBe('Checking it with a known answer');
    expect(modelActivity(ready)).toBeNull();
    expect(modelProgress(loading)).toBe(0.5);
    expect(modelProgress({ ...loading, phase: 'compile' })).toBe(1);
    expect(modelProgress({ ...loading, totalBytes: 0 })).toBeNull();
  });
});

const object = (phase: LiveObject['phase'], cursorY: number, label = 'cup'): LiveObject => ({
  index: 0,
  label,
  colour: 0,
  box: { x1: 0, y1: 10, x2: 20, y2: 30 },
  phase,
  cursorX: 0,
  cursorY,
  cells: new Uint8Array(4096),
  version: 0,
});

const answer = (phase: RunningAnswer['phase'], objects: readonly LiveObject[] = []): RunningAnswer => ({
  turn: 't' as RunningAnswer['turn'],
  image: 'i' as RunningAnswer['image'],
  prompt: 'the cup',
  phase,
  ghost: null,
  objects,
  tokens: [],
  words: '',
  startedAt: 0,
  rate: 0,
});

describe('the running answer in words', () => {
  test('rows painted, kept within 0..1', () => {
    expect(paintedShare(object('painting', 15))).toBe(0.25);
    expect(paintedShare(object('painting', 99))).toBe(1);
    expect(paintedShare(object('done', 10))).toBe(1);
  });

  test('the object in hand is the first unfinished one', () => {
    const objects = [object('done', 30, 'a'), object('painting', 12, 'b'), object('box', 10, 'c')];
    expect(currentObject(objects)?.label).toBe('b');
    expect(answerProgress(answer('writing', objects), ready)).toEqual({
      count: '2 of 3',
      text: 'b',
      share: 0.1,
    });
    expect(runningSentence(answer('writing', objects))).toBe('Found 3. Painting the second.');
  });

  test('before the first box', () => {
    expect(answerProgress(answer('preparing'), loading)).toEqual({
      count: null,
      text: 'Getting the model: 5.0 of 10.0 MB',
      share: 0.5,
    });
    const compiling = { ...loading, phase: 'compile', loadedBytes: 1e7 } as const;
    expect(answerProgress(answer('preparing'), compiling).text).toBe('Preparing the model');
    expect(answerProgress(answer('reading'), ready).text).toBe('Reading the photo');
    expect(answerProgress(answer('writing'), ready).text).toBe('Looking');
    expect(runningSentence(answer('thinking'))).toBe('Looking.');
  });

  test('one object needs no count', () => {
    expect(answerProgress(answer('writing', [object('painting', 20)]), ready).count).toBeNull();
    expect(runningSentence(answer('writing', [object('painting', 20)]))).toBe('Found it. Painting.');
    expect(runningSentence(answer('refining', [object('refining', 30)]))).toBe('Refining the edge.');
  });
});
