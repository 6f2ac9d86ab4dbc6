import glueAsyncify from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url';
import wasmAsyncify from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import glue from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import wasm from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import type { GraphRuntime } from '../../src/inference/graph-runtime.ts';
import { NanoModel } from '../../src/inference/nano-model.ts';
import { type OrtModule, OrtRuntime } from '../../src/inference/ort-runtime.ts';
import { stepwise } from '../../src/inference/stepwise.ts';
import { createWebRuntime } from '../../src/inference/web-runtime.ts';
import type { RgbaImage } from '../../src/mask/rgba-image.ts';
import { HttpPackageReader } from '../../src/model/http-package-reader.ts';
import { ModelPackage } from '../../src/model/model-package.ts';
import { bitmapPixels } from '../../src/worker/bitmap-pixels.ts';
import type { BenchPlan, ComparedTimings, QuestionTiming } from './measurement.ts';

const absolute = (address: string) => new URL(address, import.meta.url).href;
const assets = {
  webgpu: { mjs: absolute(glueAsyncify), wasm: absolute(wasmAsyncify) },
  wasm: { mjs: absolute(glue), wasm: absolute(wasm) },
};
const signal = new AbortController().signal;

/** onnxruntime-web by its public API: cache and logits are copied in and out at every step. */
async function plainRuntime(device: BenchPlan['device'], threads: number): Promise<GraphRuntime> {
  if (device === 'webgpu') return createWebRuntime(device, '', assets.webgpu);
  const ort = await import('onnxruntime-web/wasm');
  ort.env.wasm.wasmPaths = assets.wasm;
  ort.env.wasm.numThreads = threads;
  return new OrtRuntime({
    ort: ort as OrtModule,
    identity: { device, deviceName: '', threads },
    session: { executionProviders: ['wasm'], graphOptimizationLevel: 'all' },
  });
}

/**
 * The engine against a plain loop in one worker, in turns, with the same weights. The plain loop does what generic text
 * generation does: photo and prompt are read anew for each question, every token costs a step, forced ones too, and the
 * public API copies cache and logits. Both make the same decisions, so the tokens must be equal.
 */
async function compare(plan: BenchPlan): Promise<ComparedTimings> {
  const modelPackage = await ModelPackage.open(new HttpPackageReader(plan.packageUrl), null);
  const variant = modelPackage.manifest.variants.find(({ device }) => device === plan.device);
  if (!variant) throw new Error(`The package has nothing for ${plan.device}.`);
  const files = await modelPackage.loadVariant(variant);
  const runtime = await createWebRuntime(plan.device, '', assets[plan.device]);
  const engine = await NanoModel.create(runtime, modelPackage.manifest, files);
  const plainOn = await plainRuntime(plan.device, runtime.identity.threads);
  const plain = await NanoModel.create(plainOn, modelPackage.manifest, files, {
    strategy: stepwise({ forcedTokens: false }),
    keepContext: false,
  });
  const timings: { engine: QuestionTiming[]; plain: QuestionTiming[] } = { engine: [], plain: [] };
  for (const item of plan.cases) {
    const image = await readPhoto(item.url);
    const prefix = await engine.encodeImage(image, signal);
    for (let round = 0; round <= plan.rounds; round += 1) {
      for (const prompt of item.prompts) {
        const fast = await ask(engine, prefix, item.photo, prompt, performance.now(), plan.tokens);
        const start = performance.now();
        const own = await plain.encodeImage(image, signal);
        const slow = await ask(plain, own, item.photo, prompt, start, plan.tokens);
        own.dispose();
        if (fast.tokens.join() !== slow.tokens.join()) throw new Error(`“${prompt}”: the answers differ.`);
        if (round === 0) continue;
        timings.engine.push(fast);
        timings.plain.push(slow);
      }
    }
    prefix.dispose();
  }
  return timings;
}

async function readPhoto(url: string): Promise<RgbaImage> {
  const bitmap = await createImageBitmap(await (await fetch(url)).blob());
  try {
    return bitmapPixels(bitmap);
  } finally {
    bitmap.close();
  }
}

async function ask(
  model: NanoModel,
  prefix: Awaited<ReturnType<NanoModel['encodeImage']>>,
  photo: string,
  prompt: string,
  start: number,
  limit: number,
): Promise<QuestionTiming> {
  let ghostMs = 0;
  let boxMs: number | null = null;
  let steps = 0;
  let objects = 0;
  const tokens: number[] = [];
  for await (const chunk of model.answer(
    prefix,
    [{ prompt }],
    limit > 0 ? { maxTokens: limit } : {},
    signal,
  )) {
    const now = performance.now() - start;
    if (chunk.kind === 'ghost') {
      ghostMs = now;
      continue;
    }
    steps = chunk.steps;
    tokens.push(...chunk.tokens.map((token) => token.id));
    if (chunk.tokens.some((token) => token.text === '</box>')) boxMs ??= now;
    objects += chunk.tokens.filter((token) => token.text === '</seg>').length;
  }
  return { photo, prompt, ghostMs, boxMs, lastMs: performance.now() - start, steps, tokens, objects };
}

// A page's types and a worker's can't be mixed in one project; this entry only ever runs in a worker.
const scope = globalThis as unknown as {
  onmessage: (event: MessageEvent<BenchPlan>) => void;
  postMessage(message: ComparedTimings | { readonly error: string }): void;
};
scope.onmessage = ({ data }) => {
  compare(data).then(
    (timings) => scope.postMessage(timings),
    (error: Error) => scope.postMessage({ error: `${error.message} ${String(error.cause ?? '')}` }),
  );
};
