// `node bench/graphs.mjs [--threads 1] [--rounds 40] [DIR]`: milliseconds of the graphs on WASM, and memory.
// Without DIR: the shipped package. With DIR, as `python -m text4seg_export.variants` writes it: every format
// in turns within one run, so that a busy machine disturbs all of them alike. `cpu` is processor time a run (all
// threads), which other processes disturb least.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  options: { threads: { type: 'string', default: '1' }, rounds: { type: 'string', default: '40' } },
  allowPositionals: true,
});
const rounds = Number(values.rounds);
const PAST = 256 + 60;

// onnxruntime's memory only grows, so its size at the end is its peak.
const memories = [];
WebAssembly.Memory = class extends WebAssembly.Memory {
  constructor(descriptor) {
    super(descriptor);
    memories.push(this);
  }
};
const ort = await import('onnxruntime-web');
ort.env.wasm.numThreads = Number(values.threads);
ort.env.logLevel = 'error';

const median = (times) => times.sort((a, b) => a - b)[times.length >> 1];
const random = seeded(5);
function seeded(seed) {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return (state / 2147483648) * 2 - 1;
  };
}
function floats(dims, scale = 1) {
  const length = dims.reduce((product, n) => product * n, 1);
  return new ort.Tensor(
    'float32',
    Float32Array.from({ length }, () => random() * scale),
    dims,
  );
}

function decoderFeeds(count) {
  const total = PAST + count;
  const feeds = {
    input_ids: new ort.Tensor(
      'int64',
      BigInt64Array.from({ length: count }, (_, i) => BigInt(20 + i)),
      [1, count],
    ),
    cos: floats([1, count, 32]),
    sin: floats([1, count, 32]),
    feedback: floats([1, count, 192]),
    feedback_mask: floats([1, count, 1]),
    seqlens_k: new ort.Tensor('int32', Int32Array.of(total - 1), [1]),
    total_sequence_length: new ort.Tensor('int32', Int32Array.of(total), []),
  };
  for (let layer = 0; layer < 6; layer++) {
    for (const part of ['key', 'value']) feeds[`past.${layer}.${part}`] = floats([1, 4, PAST, 64]);
  }
  return feeds;
}

function folders() {
  const repository = resolve(dirname(fileURLToPath(import.meta.url)), '..');
  if (positionals.length === 0)
    return [{ name: 'shipped', path: join(repository, 'models/text4seg-nano'), suffix: 'wasm' }];
  const root = resolve(positionals[0]);
  return readdirSync(root)
    .filter((name) => existsSync(join(root, name, 'decoder.bench.onnx')))
    .map((name) => ({ name, path: join(root, name), suffix: 'bench' }));
}

async function load({ name, path, suffix }) {
  const externalData = [
    { path: 'weights.bin', data: new Uint8Array(readFileSync(join(path, 'weights.bin'))) },
  ];
  const create = (graph) =>
    ort.InferenceSession.create(new Uint8Array(readFileSync(join(path, `${graph}.${suffix}.onnx`))), {
      executionProviders: ['wasm'],
      externalData,
    });
  const start = performance.now();
  const sessions = { decoder: await create('decoder'), prefix: await create('vision_prefix') };
  return {
    name,
    ...sessions,
    loadMs: performance.now() - start,
    megabytes: externalData[0].data.length / 1e6,
  };
}

const variants = [];
for (const folder of folders()) variants.push(await load(folder));

const cases = [
  ...[1, 4, 16].map((count) => ({
    name: `T=${count}`,
    graph: 'decoder',
    feeds: decoderFeeds(count),
    times: rounds,
  })),
  {
    name: 'prefix',
    graph: 'prefix',
    feeds: { pixel_values: floats([1, 3, 256, 256], 2) },
    times: Math.max(3, rounds >> 3),
  },
];
const table = {};
for (const each of cases) {
  const times = Object.fromEntries(variants.map(({ name }) => [name, []]));
  const processor = Object.fromEntries(variants.map(({ name }) => [name, []]));
  for (let round = 0; round < each.times; round++) {
    for (const variant of variants) {
      const before = process.cpuUsage();
      const start = performance.now();
      await variant[each.graph].run(each.feeds);
      times[variant.name].push(performance.now() - start);
      const { user, system } = process.cpuUsage(before);
      processor[variant.name].push((user + system) / 1000);
    }
  }
  for (const { name } of variants) {
    const sorted = times[name].sort((a, b) => a - b);
    table[name] ??= {};
    table[name][`${each.name} best`] = Number(sorted[0].toFixed(2));
    table[name][`${each.name} cpu`] = Number(median(processor[name]).toFixed(2));
  }
}
for (const { name, loadMs, megabytes } of variants) {
  table[name]['load ms'] = Math.round(loadMs);
  table[name]['weights MB'] = Number(megabytes.toFixed(1));
}
console.log(`onnxruntime-web ${ort.env.versions.web}, ${values.threads} thread(s), ${PAST} past positions`);
console.table(table);
const heap = memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0);
console.log(`WASM memory with ${variants.length} variant(s) loaded: ${(heap / 1e6).toFixed(0)} MB`);
process.exit(0);
