import { createInferenceClient } from '../../src/worker/client/create-inference-client.ts';
import { createPixelClient } from '../../src/worker/client/create-pixel-client.ts';
import type { LoadProgress } from '../../src/worker/client/inference-client.ts';
import type { BenchCase, BenchPlan, ComparedTimings, DeviceTimings, QuestionTiming } from './measurement.ts';

const forever = () => new AbortController().signal;

/** Says on the console when a phase of loading begins. */
function reporter(): (progress: LoadProgress) => void {
  let last = '';
  return ({ kind }) => {
    if (kind !== last) console.info(`loading: ${kind}`);
    last = kind;
  };
}

/** What a person waits for: the app's own clients and workers, messages included. */
async function product(plan: BenchPlan): Promise<DeviceTimings> {
  const inference = createInferenceClient();
  const pixels = createPixelClient();
  try {
    const start = performance.now();
    const description = await inference.load(plan.packageUrl, {
      device: plan.device,
      onProgress: reporter(),
    });
    const loadMs = performance.now() - start;
    if (description.device !== plan.device)
      throw new Error(description.fallbackReason ?? 'another device was used');
    const encodeMs: number[] = [];
    const timings: QuestionTiming[] = [];
    for (const item of plan.cases) {
      const file = await (await fetch(item.url)).blob();
      const decoded = await pixels.open(item.photo, file);
      decoded.display.close();
      for (let round = 0; round <= plan.rounds; round += 1) {
        const { ms } = await inference.encode(item.photo, await pixels.modelInput(item.photo));
        // The first run of everything is a warm-up.
        console.info(`${item.photo}: read in ${ms.toFixed(0)} ms`);
        if (round > 0) encodeMs.push(ms);
        for (const prompt of item.prompts) {
          const timing = await ask(inference, item, prompt, plan.tokens);
          console.info(`${prompt}: ${timing.tokens.length} tokens in ${timing.lastMs.toFixed(0)} ms`);
          if (round > 0) timings.push(timing);
        }
      }
    }
    const { device, deviceName, threads } = description;
    return { device, deviceName, threads, loadMs, encodeMs, product: timings };
  } finally {
    inference.dispose();
    pixels.dispose();
  }
}

async function ask(
  inference: ReturnType<typeof createInferenceClient>,
  item: BenchCase,
  prompt: string,
  limit: number,
): Promise<QuestionTiming> {
  const start = performance.now();
  let ghostMs = 0;
  let boxMs: number | null = null;
  let steps = 0;
  let objects = 0;
  const tokens: number[] = [];
  for await (const update of inference.ask(item.photo, [{ prompt }], forever())) {
    const now = performance.now() - start;
    if (update.kind === 'ghost') ghostMs = now;
    if (update.kind !== 'tokens') continue;
    steps = update.steps;
    tokens.push(...update.tokens.map((token) => token.id));
    if (update.events.some((event) => event.kind === 'box')) boxMs ??= now;
    objects += update.events.filter((event) => event.kind === 'object').length;
    if (limit > 0 && tokens.length >= limit) break;
  }
  return {
    photo: item.photo,
    prompt,
    ghostMs,
    boxMs,
    lastMs: performance.now() - start,
    steps,
    tokens,
    objects,
  };
}

function compare(plan: BenchPlan): Promise<ComparedTimings> {
  const worker = new Worker(new URL('./compare-worker.ts', import.meta.url), { type: 'module' });
  return new Promise<ComparedTimings>((resolve, reject) => {
    worker.onmessage = (event: MessageEvent<ComparedTimings | { readonly error: string }>) =>
      'error' in event.data ? reject(new Error(event.data.error)) : resolve(event.data);
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage(plan);
  }).finally(() => worker.terminate());
}

window.bench = { product, compare };
