// Runs in Chromium: one photo and one conversation through the WebGPU graphs and through WASM.
// Memory is counted from the first line on, so the runtime is imported after the counters are in place.
const memory = { gpuBytes: 0, gpuPeak: 0, wasm: [] };
const createBuffer = GPUDevice.prototype.createBuffer;
GPUDevice.prototype.createBuffer = function (descriptor) {
  memory.gpuBytes += descriptor.size;
  memory.gpuPeak = Math.max(memory.gpuPeak, memory.gpuBytes);
  const buffer = createBuffer.call(this, descriptor);
  const destroy = buffer.destroy.bind(buffer);
  let alive = true;
  buffer.destroy = () => {
    if (alive) memory.gpuBytes -= descriptor.size;
    alive = false;
    destroy();
  };
  return buffer;
};
WebAssembly.Memory = class extends WebAssembly.Memory {
  constructor(descriptor) {
    super(descriptor);
    memory.wasm.push(this);
  }
};
const ort = await import('/ort/ort.webgpu.bundle.min.mjs');

ort.env.wasm.wasmPaths = '/ort/';
ort.env.wasm.numThreads = 1;
ort.env.logLevel = 'verbose';

const HEADS = 4;
const HEAD_DIM = 64;
const IMAGE_TOKENS = 256;

async function bytes(path) {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

async function session(variant, graph, device) {
  const externalData = await Promise.all(
    variant.externalData.map(async (file) => ({
      path: file.path,
      data: await bytes(`/package/${file.path}`),
    })),
  );
  console.log(`BEGIN ${device} ${graph}`);
  const created = await ort.InferenceSession.create(await bytes(`/package/${variant.graphs[graph].path}`), {
    executionProviders: [device === 'webgpu' ? { name: 'webgpu', preferredLayout: 'NCHW' } : 'wasm'],
    externalData,
    logSeverityLevel: 0,
    ...(device === 'webgpu' && graph === 'vision_prefix'
      ? {
          preferredOutputLocation: Object.fromEntries(
            cacheNames('present').map((name) => [name, 'gpu-buffer']),
          ),
        }
      : {}),
  });
  console.log(`END ${device} ${graph}`);
  return created;
}

function cacheNames(prefix) {
  return Array.from({ length: 6 }, (_, layer) => layer).flatMap((layer) =>
    ['key', 'value'].map((part) => `${prefix}.${layer}.${part}`),
  );
}

/** The step's own feeds: ids, rotary tables, feedback; the same numbers for both devices. */
function stepFeeds(step, past) {
  const count = step.ids.length;
  return {
    input_ids: new ort.Tensor('int64', BigInt64Array.from(step.ids, BigInt), [1, count]),
    cos: new ort.Tensor('float32', Float32Array.from(step.cos), [1, count, 32]),
    sin: new ort.Tensor('float32', Float32Array.from(step.sin), [1, count, 32]),
    feedback: new ort.Tensor('float32', Float32Array.from(step.feedback), [1, count, 192]),
    feedback_mask: new ort.Tensor('float32', Float32Array.from(step.mask), [1, count, 1]),
    seqlens_k: new ort.Tensor('int32', Int32Array.of(past + count - 1), [1]),
    total_sequence_length: new ort.Tensor('int32', Int32Array.of(past + count), []),
  };
}

function largestDifference(a, b) {
  let largest = 0;
  for (let i = 0; i < a.length; i++) largest = Math.max(largest, Math.abs(a[i] - b[i]));
  return a.length === b.length ? largest : Number.POSITIVE_INFINITY;
}

async function runWasm(manifest, pixels, steps) {
  const variant = manifest.variants.find((each) => each.device === 'wasm');
  const vision = await session(variant, 'vision_prefix', 'wasm');
  const decoder = await session(variant, 'decoder', 'wasm');
  let start = performance.now();
  let cache = await vision.run({ pixel_values: pixels });
  const prefixMs = performance.now() - start;
  const cellKeys = cache.cell_keys.data;
  const outputs = [];
  let past = IMAGE_TOKENS;
  start = performance.now();
  for (const step of steps) {
    const feeds = stepFeeds(step, past);
    for (const name of cacheNames('')) feeds[`past${name}`] = cache[`present${name}`];
    cache = await decoder.run(feeds);
    past += step.ids.length;
    outputs.push({ logits: cache.logits.data, ghost: cache.ghost_query.data });
  }
  return { cellKeys, outputs, prefixMs, stepMs: (performance.now() - start) / steps.length };
}

async function runWebGpu(manifest, pixels, steps) {
  const variant = manifest.variants.find((each) => each.device === 'webgpu');
  const vision = await session(variant, 'vision_prefix', 'webgpu');
  const decoder = await session(variant, 'decoder', 'webgpu');
  const device = await ort.env.webgpu.device;
  const { capacity } = variant.kv;
  await vision.run({ pixel_values: pixels });
  let start = performance.now();
  const prefix = await vision.run({ pixel_values: pixels });
  const cellKeys = prefix.cell_keys.data;
  const prefixMs = performance.now() - start;
  const cache = {};
  const encoder = device.createCommandEncoder();
  for (const name of cacheNames('')) {
    const buffer = device.createBuffer({
      size: HEADS * capacity * HEAD_DIM * 4,
      usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC,
    });
    const bytesPerHead = IMAGE_TOKENS * HEAD_DIM * 4;
    for (let head = 0; head < HEADS; head++) {
      encoder.copyBufferToBuffer(
        prefix[`present${name}`].gpuBuffer,
        head * bytesPerHead,
        buffer,
        head * capacity * HEAD_DIM * 4,
        bytesPerHead,
      );
    }
    cache[name] = ort.Tensor.fromGpuBuffer(buffer, {
      dataType: 'float32',
      dims: [1, HEADS, capacity, HEAD_DIM],
    });
  }
  device.queue.submit([encoder.finish()]);
  const outputs = [];
  let past = IMAGE_TOKENS;
  const times = [];
  for (const step of steps) {
    start = performance.now();
    const feeds = stepFeeds(step, past);
    const fetches = { logits: null, ghost_query: null };
    for (const name of cacheNames('')) {
      feeds[`past${name}`] = cache[name];
      fetches[`present${name}`] = cache[name];
    }
    const result = await decoder.run(feeds, fetches);
    past += step.ids.length;
    outputs.push({ logits: result.logits.data, ghost: result.ghost_query.data });
    times.push(performance.now() - start);
  }
  return { cellKeys, outputs, prefixMs, stepMs: times.sort((a, b) => a - b)[times.length >> 1] };
}

window.check = async ({ manifest, image, steps }) => {
  const pixels = new ort.Tensor('float32', Float32Array.from(image), [1, 3, 256, 256]);
  const gpu = await runWebGpu(manifest, pixels, steps);
  const gpuMemory = {
    gpuBuffersPeak: memory.gpuPeak,
    wasm: memory.wasm.reduce((sum, each) => sum + each.buffer.byteLength, 0),
  };
  const wasm = await runWasm(manifest, pixels, steps);
  const adapter = await navigator.gpu.requestAdapter();
  return {
    adapter: `${adapter.info.vendor} ${adapter.info.architecture} ${adapter.info.description}`.trim(),
    cellKeys: largestDifference(gpu.cellKeys, wasm.cellKeys),
    logits: gpu.outputs.map((output, i) => largestDifference(output.logits, wasm.outputs[i].logits)),
    ghost: gpu.outputs.map((output, i) => largestDifference(output.ghost, wasm.outputs[i].ghost)),
    memoryBytes: gpuMemory,
    ms: {
      webgpu: { prefix: gpu.prefixMs, step: gpu.stepMs },
      wasm: { prefix: wasm.prefixMs, step: wasm.stepMs },
    },
  };
};
