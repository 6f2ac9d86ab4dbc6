import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { decodeImage, openEmbeddedPackage, packageFolder } from '../../../cli/testing/embedded-package.ts';
import { LocalInferenceWorker } from '../../../cli/testing/local-inference-worker.ts';
import type { RgbaImage } from '../../mask/rgba-image.ts';
import type { ModelPackage } from '../../model/model-package.ts';
import { createInferenceClient } from './create-inference-client.ts';
import type { AnswerUpdate, InferenceClient, LoadProgress } from './inference-client.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const forever = new AbortController().signal;
let modelPackage: ModelPackage;
let photo: RgbaImage;
const clients: InferenceClient[] = [];

beforeAll(async () => {
  modelPackage = await openEmbeddedPackage();
  photo = await decodeImage(await modelPackage.loadFile(modelPackage.manifest.goldens[0]!.image));
});
afterEach(() => {
  for (const client of clients.splice(0)) client.dispose();
});

function start(patience?: number, frozen = false) {
  const workers: LocalInferenceWorker[] = [];
  const client = createInferenceClient({
    createWorker: () => {
      const worker = new LocalInferenceWorker();
      worker.frozen = frozen;
      workers.push(worker);
      return worker as unknown as Worker;
    },
    ...(patience !== undefined && { patience }),
  });
  clients.push(client);
  return { client, workers };
}

/** Node has no ImageBitmap; the local worker reads pixels instead. */
const bitmap = () =>
  ({ width: photo.width, height: photo.height, data: photo.data }) as unknown as ImageBitmap;

async function load(client: InferenceClient, onProgress?: (progress: LoadProgress) => void) {
  return client.load(packageFolder, { device: 'wasm', ...(onProgress && { onProgress }) });
}

async function ask(client: InferenceClient, prompt: string, signal = forever) {
  const updates: AnswerUpdate[] = [];
  for await (const update of client.ask('a', [{ prompt }], signal)) updates.push(update);
  return updates;
}

const idsOf = (updates: readonly AnswerUpdate[]) =>
  updates.flatMap((update) => (update.kind === 'tokens' ? update.tokens.map(({ id }) => id) : []));

describe('the inference client', () => {
  test('loads, encodes and answers: ghost, tokens and parsed events', async () => {
    const { client } = start();
    const progress: string[] = [];
    const description = await load(client, ({ kind }) => progress.push(kind));
    expect(description).toMatchObject({ id: 'text4seg-nano', device: 'node' });
    expect([...new Set(progress)]).toEqual(['download', 'compile', 'self-test']);
    expect(client.hasImage('a')).toBe(false);
    await client.encode('a', bitmap());
    expect(client.hasImage('a')).toBe(true);
    const golden = modelPackage.manifest.goldens[0]!;
    const updates = await ask(client, golden.prompt);
    expect(updates.slice(0, 2).map(({ kind }) => kind)).toEqual(['encoded', 'ghost']);
    expect(idsOf(updates)).toEqual(golden.tokens);
    const events = updates.flatMap((update) => (update.kind === 'tokens' ? update.events : []));
    const kinds = new Set(events.map(({ kind }) => kind));
    expect([...kinds]).toEqual(['ref', 'box', 'segment', 'brick', 'object', 'end']);
    expect(events.find(({ kind }) => kind === 'object')).toMatchObject({ missing: 0 });
  });

  test('refuses questions about photos it does not have, and before loading', async () => {
    const { client } = start();
    await expect(ask(client, 'the cat')).rejects.toMatchObject({ code: 'inference-failed' });
    await load(client);
    await expect(ask(client, 'the cat')).rejects.toMatchObject({ code: 'inference-failed' });
  });

  test('says in words when a package is not there', async () => {
    const { client } = start();
    await expect(client.load('/nowhere', { device: 'wasm' })).rejects.toMatchObject({
      code: 'package-unreadable',
    });
  });

  test('stops an answer at once, and answers the next question', async () => {
    const { client } = start();
    await load(client);
    await client.encode('a', bitmap());
    const controller = new AbortController();
    const seen: AnswerUpdate[] = [];
    const stopped = (async () => {
      for await (const update of client.ask('a', [{ prompt: 'the cat' }], controller.signal)) {
        seen.push(update);
        if (update.kind === 'tokens') controller.abort();
      }
    })();
    await expect(stopped).rejects.toMatchObject({ code: 'aborted' });
    expect(idsOf(seen).length).toBeLessThan(20);
    const golden = modelPackage.manifest.goldens[0]!;
    expect(idsOf(await ask(client, golden.prompt))).toEqual(golden.tokens);
  });

  test('forgets the oldest photos, and says so', async () => {
    const { client, workers } = start();
    await load(client);
    for (const key of ['a', 'b', 'c', 'd', 'e']) await client.encode(key, bitmap());
    expect(client.hasImage('a')).toBe(false);
    expect(client.hasImage('e')).toBe(true);
    expect(workers[0]!.service.prefixes).toBe(4);
    const live = workers[0]!.service.runtime!.liveTensors;
    client.forget('e');
    await client.encode('f', bitmap());
    expect(workers[0]!.service.runtime!.liveTensors).toBe(live);
  });

  test('brings a dead worker back with the same package', async () => {
    const { client, workers } = start();
    await load(client);
    await client.encode('a', bitmap());
    const told: [string, boolean][] = [];
    const running = new Promise<void>((resolve) => {
      client.onRestart((_reason, next, state) => {
        told.push([state, next !== null]);
        if (state === 'running') resolve();
      });
    });
    const answering = ask(client, 'the cat');
    setTimeout(() => workers[0]!.die('out of memory'), 20);
    await expect(answering).rejects.toMatchObject({
      code: 'worker-died',
      message: expect.stringContaining('out of memory'),
    });
    await running;
    expect(told).toEqual([
      ['restarting', false],
      ['running', true],
    ]);
    expect(workers).toHaveLength(2);
    expect(workers[0]!.terminated).toBe(true);
    expect(client.hasImage('a')).toBe(false);
    await client.encode('a', bitmap());
    expect(idsOf(await ask(client, 'the zebra'))).toEqual(modelPackage.manifest.goldens[1]!.tokens);
  });

  test('notices a worker that says nothing any more, and starts another when asked', async () => {
    const { client, workers } = start(600, true);
    await expect(load(client)).rejects.toMatchObject({
      code: 'worker-died',
      message: expect.stringContaining('not answered'),
    });
    expect(workers[0]!.terminated).toBe(true);
    await expect(load(client)).rejects.toMatchObject({ code: 'worker-died' });
    expect(workers).toHaveLength(2);
  });
});
