import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createNodeRuntime } from '../../cli/node-runtime.ts';
import { decodeImage, openEmbeddedPackage } from '../../cli/testing/embedded-package.ts';
import type { StudioError } from '../errors/studio-error.ts';
import type { RgbaImage } from '../mask/rgba-image.ts';
import type { ModelPackage } from '../model/model-package.ts';
import type { ModelTurn } from '../model/segmentation-model.ts';
import type { GraphRuntime } from './graph-runtime.ts';
import { NanoModel, type NanoModelOptions } from './nano-model.ts';
import type { NanoPrefix } from './nano-prefix.ts';
import { stepwise } from './stepwise.ts';

// A whole answer of the real model takes seconds where the machine is busy.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const forever = new AbortController().signal;

let modelPackage: ModelPackage;
let photo: RgbaImage;

beforeAll(async () => {
  modelPackage = await openEmbeddedPackage();
  photo = await decodeImage(await modelPackage.loadFile(modelPackage.manifest.goldens[0]!.image));
});

async function open(engine: 'native' | 'wasm', options: NanoModelOptions = {}) {
  const runtime = await createNodeRuntime({ engine, threads: 1 });
  const { manifest } = modelPackage;
  const variant = manifest.variants.find(({ device }) => device === 'wasm')!;
  const model = await NanoModel.create(runtime, manifest, await modelPackage.loadVariant(variant), options);
  return { runtime, model };
}

async function ids(model: NanoModel, prefix: NanoPrefix, turns: readonly ModelTurn[], maxTokens?: number) {
  const tokens: number[] = [];
  for await (const chunk of model.answer(prefix, turns, maxTokens ? { maxTokens } : {}, forever)) {
    if (chunk.kind === 'tokens') tokens.push(...chunk.tokens.map(({ id }) => id));
  }
  return tokens;
}

/** The real package on the two runtimes that Node has: the browser's WASM, and the native library. */
describe.each(['wasm', 'native'] as const)('the embedded model on %s', (engine) => {
  let runtime: GraphRuntime;
  let model: NanoModel;
  beforeAll(async () => {
    ({ runtime, model } = await open(engine));
  });
  afterAll(() => model.dispose());

  test('answers the golden questions token for token, and keeps nothing', async () => {
    for (const golden of modelPackage.manifest.goldens) {
      const image = await decodeImage(await modelPackage.loadFile(golden.image));
      const prefix = await model.encodeImage(image, forever);
      expect(await ids(model, prefix, [{ prompt: golden.prompt }]), golden.prompt).toEqual(golden.tokens);
      prefix.dispose();
    }
    expect(runtime.liveTensors).toBe(0);
  });

  test('a follow-up on the kept cache is what reading everything anew gives', {
    timeout: 120_000,
  }, async () => {
    const prefix = await model.encodeImage(photo, forever);
    const first = await ids(model, prefix, [{ prompt: 'the cat' }], 60);
    const turns = [{ prompt: 'the cat', answerIds: first }, { prompt: 'segment the animal' }];
    const extended = await ids(model, prefix, turns, 60);
    prefix.dropContext();
    expect(await ids(model, prefix, turns, 60)).toEqual(extended);
    // The photo's part is untouched: the first question again, after all that.
    expect(await ids(model, prefix, [{ prompt: 'the cat' }], 60)).toEqual(first);
    // Another branch of the conversation shares a part of the cache only.
    const branch = [{ prompt: 'the cat', answerIds: first.slice(0, 30) }, { prompt: 'the animal' }];
    const branched = await ids(model, prefix, branch, 40);
    prefix.dropContext();
    expect(await ids(model, prefix, branch, 40)).toEqual(branched);
    prefix.dispose();
    expect(runtime.liveTensors).toBe(0);
  });
});

describe('decoding', () => {
  let runtime: GraphRuntime;
  let model: NanoModel;
  let prefix: NanoPrefix;
  beforeAll(async () => {
    ({ runtime, model } = await open('native'));
    prefix = await model.encodeImage(photo, forever);
  });
  afterAll(async () => {
    prefix.dispose();
    await model.dispose();
  });

  test('forced tokens save steps and change nothing', async () => {
    const plain = await open('native', { strategy: stepwise({ forcedTokens: false }), keepContext: false });
    const count = async (from: NanoModel, on: NanoPrefix) => {
      let steps = 0;
      const tokens: number[] = [];
      for await (const chunk of from.answer(on, [{ prompt: 'the cat' }], {}, forever)) {
        if (chunk.kind !== 'tokens') continue;
        steps = chunk.steps;
        tokens.push(...chunk.tokens.map(({ id }) => id));
      }
      return { steps, tokens };
    };
    const own = await plain.model.encodeImage(photo, forever);
    const slow = await count(plain.model, own);
    const fast = await count(model, prefix);
    own.dispose();
    await plain.model.dispose();
    expect(fast.tokens).toEqual(slow.tokens);
    // <box>, </box>, <seg>, </seg> and <eos> at the least.
    expect(slow.steps - fast.steps).toBeGreaterThanOrEqual(4);
  });

  test('the ghost comes first, and tokens carry probability, words and who chose them', async () => {
    const chunks = [];
    for await (const chunk of model.answer(prefix, [{ prompt: 'the cat' }], { maxTokens: 14 }, forever)) {
      chunks.push(chunk);
    }
    const [ghost, ...rest] = chunks;
    expect(ghost?.kind).toBe('ghost');
    if (ghost?.kind === 'ghost') {
      expect(ghost.cells).toHaveLength(4096);
      expect(Math.max(...ghost.cells)).toBeGreaterThan(0.5);
      expect(Math.max(...ghost.cells)).toBeLessThanOrEqual(1);
    }
    const tokens = rest.flatMap((chunk) => (chunk.kind === 'tokens' ? chunk.tokens : []));
    expect(tokens.slice(0, 4).map(({ text }) => text.trim())).toEqual(['<ref>', 'cat', '</ref>', '<box>']);
    expect(tokens).toHaveLength(14);
    for (const token of tokens) {
      if (token.forced) expect(token.logProbability).toBeNull();
      else expect(token.logProbability).toBeLessThanOrEqual(0);
    }
    expect(tokens.filter(({ forced }) => forced).map(({ text }) => text)).toEqual([
      '<box>',
      '</box>',
      '<seg>',
    ]);
  });

  test('an abort is heard within one step, and the photo answers again', async () => {
    const controller = new AbortController();
    let steps = 0;
    let stepsAtAbort = 0;
    const run = async () => {
      for await (const chunk of model.answer(prefix, [{ prompt: 'the cat' }], {}, controller.signal)) {
        if (chunk.kind !== 'tokens') continue;
        steps = chunk.steps;
        if (steps === 6) {
          // From outside, as a message would arrive while the next step waits for its turn.
          setImmediate(() => controller.abort());
          stepsAtAbort = steps;
        }
      }
    };
    await expect(run()).rejects.toMatchObject({ code: 'aborted' } satisfies Partial<StudioError>);
    expect(steps - stepsAtAbort).toBeLessThanOrEqual(1);
    const golden = modelPackage.manifest.goldens[0]!;
    expect(await ids(model, prefix, [{ prompt: golden.prompt }])).toEqual(golden.tokens);
  });

  test('an abort before encoding leaves nothing behind', async () => {
    const before = runtime.liveTensors;
    await expect(model.encodeImage(photo, AbortSignal.abort())).rejects.toMatchObject({ code: 'aborted' });
    expect(runtime.liveTensors).toBe(before);
  });

  test('two answers asked at once come one after the other, both right', async () => {
    const alone = await ids(model, prefix, [{ prompt: 'the animal' }], 20);
    const [cat, animal] = await Promise.all([
      ids(model, prefix, [{ prompt: 'the cat' }], 20),
      ids(model, prefix, [{ prompt: 'the animal' }], 20),
    ]);
    expect(cat).toEqual(modelPackage.manifest.goldens[0]!.tokens.slice(0, 20));
    expect(animal).toEqual(alone);
  });

  test('a reader who leaves early frees the model for the next', async () => {
    for await (const chunk of model.answer(prefix, [{ prompt: 'the cat' }], {}, forever)) {
      if (chunk.kind === 'tokens') break;
    }
    expect(await ids(model, prefix, [{ prompt: 'the cat' }], 12)).toHaveLength(12);
  });

  test('a prompt longer than a run allows is read in pieces', async () => {
    const words = 'the cat in the middle of the picture '.repeat(12);
    const tokens = await ids(model, prefix, [{ prompt: words }], 8);
    expect(tokens.length).toBeGreaterThan(0);
  });

  test('a closed photo is refused in words', async () => {
    const closed = await model.encodeImage(photo, forever);
    closed.dispose();
    await expect(ids(model, closed, [{ prompt: 'the cat' }])).rejects.toMatchObject({
      code: 'inference-failed',
    });
  });
});
