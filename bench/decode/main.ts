import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { build } from 'vite';
import { chromiumFlags, systemChromium } from '../../scripts/chromium.ts';
import type { BenchPlan, ComparedTimings, DeviceTimings, QuestionTiming } from './measurement.ts';
import { serveFolder } from './serve-folder.ts';

const help = `Measures decoding in a real Chromium, the engine against a plain loop.

  npm run -s bench:decode -- [--device wasm|webgpu|both] [--rounds N] [--quick] [--tokens N] [--out report.json]

  --quick      one photo and one question
  --tokens N   cuts answers after N tokens: a software adapter needs seconds for a step

webgpu runs on a software adapter here: it shows that the way works, and says nothing about speed on a GPU.`;

const root = path.resolve(import.meta.dirname, '../..');
const cases = [
  { photo: 'cat.jpg', prompts: ['the cat', 'segment the animal', 'the zebra'] },
  { photo: 'astronaut.jpg', prompts: ['the person', 'the woman'] },
  { photo: 'hopper.jpg', prompts: ['the person'] },
];

async function buildPage(folder: string): Promise<void> {
  await build({
    configFile: path.join(root, 'vite.config.ts'),
    root: import.meta.dirname,
    base: './',
    logLevel: 'error',
    build: { outDir: folder, emptyOutDir: true },
  });
}

interface DeviceReport {
  readonly product: DeviceTimings;
  readonly compared: ComparedTimings;
}

async function measure(
  origin: string,
  device: BenchPlan['device'],
  rounds: number,
  asked: typeof cases,
  tokens: number,
): Promise<DeviceReport> {
  const executablePath = systemChromium();
  const browser = await chromium.launch({
    args: chromiumFlags({ webgpu: device === 'webgpu' ? 'software' : 'off' }),
    ...(executablePath && { executablePath }),
  });
  try {
    const page = await browser.newPage({ serviceWorkers: 'block' });
    page.on('console', (message) => {
      // Progress and complaints go beside the figures.
      if (['error', 'info'].includes(message.type())) console.error(message.text());
    });
    await page.goto(`${origin}/page/index.html`);
    await page.waitForFunction(() => window.bench !== undefined);
    const plan: BenchPlan = {
      device,
      packageUrl: `${origin}/model/`,
      cases: asked.map((item) => ({ ...item, url: `${origin}/photos/${item.photo}` })),
      rounds,
      tokens,
    };
    const product = await page.evaluate((value) => window.bench.product(value), plan);
    const compared = await page.evaluate((value) => window.bench.compare(value), plan);
    return { product, compared };
  } finally {
    await browser.close();
  }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  if (sorted.length === 0) return Number.NaN;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

function summary(timings: readonly QuestionTiming[]) {
  const boxed = timings.filter((timing) => timing.boxMs !== null);
  return {
    ghostMs: median(timings.map((timing) => timing.ghostMs)),
    boxMs: median(boxed.map((timing) => timing.boxMs!)),
    lastMs: median(timings.map((timing) => timing.lastMs)),
    objectMs: median(boxed.map((timing) => timing.lastMs / Math.max(1, timing.objects))),
    steps: median(boxed.map((timing) => timing.steps)),
    stepsPerSecond: median(boxed.map((timing) => (1000 * timing.steps) / (timing.lastMs - timing.ghostMs))),
  };
}

const total = (timings: readonly QuestionTiming[]) => timings.reduce((sum, timing) => sum + timing.lastMs, 0);

function report(device: string, { product, compared }: DeviceReport) {
  const engine = summary(compared.engine);
  const plain = summary(compared.plain);
  return {
    device,
    deviceName: product.deviceName,
    threads: product.threads,
    loadMs: product.loadMs,
    encodeMs: median(product.encodeMs),
    followUp: summary(product.product),
    engine,
    plain,
    ratio: {
      toGhost: plain.ghostMs / engine.ghostMs,
      toBox: plain.boxMs / engine.boxMs,
      endToEnd: total(compared.plain) / total(compared.engine),
    },
  };
}

function print(result: ReturnType<typeof report>): void {
  const ms = (value: number) => `${value.toFixed(0)} ms`;
  const row = (name: string, values: ReturnType<typeof summary>) =>
    console.log(
      `  ${name.padEnd(28)} ghost ${ms(values.ghostMs)}, box ${ms(values.boxMs)}, last brick ${ms(values.lastMs)}, an object ${ms(values.objectMs)}, ${values.steps} steps, ${values.stepsPerSecond.toFixed(1)} steps/s`,
    );
  console.log(
    `${result.device} (${result.threads} threads), load ${ms(result.loadMs)}, encode ${ms(result.encodeMs)}; medians:`,
  );
  row('follow-up in the page', result.followUp);
  row('engine', result.engine);
  row('plain loop', result.plain);
  const { toGhost, toBox, endToEnd } = result.ratio;
  console.log(
    `  plain / engine: ghost ${toGhost.toFixed(2)}x, box ${toBox.toFixed(2)}x, end to end ${endToEnd.toFixed(2)}x`,
  );
}

const { values } = parseArgs({
  options: {
    device: { type: 'string', default: 'both' },
    rounds: { type: 'string', default: '3' },
    tokens: { type: 'string', default: '0' },
    quick: { type: 'boolean', default: false },
    out: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(help);
} else {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'bench-decode-'));
  const server = await serveFolder({
    page: folder,
    model: path.join(root, 'models/text4seg-nano'),
    photos: path.join(root, 'e2e/fixtures'),
  });
  try {
    await buildPage(folder);
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const devices =
      values.device === 'both' ? (['wasm', 'webgpu'] as const) : [values.device as 'wasm' | 'webgpu'];
    const asked = values.quick ? [{ photo: 'cat.jpg', prompts: ['the cat'] }] : cases;
    const results = [];
    for (const device of devices) {
      const result = report(
        device,
        await measure(origin, device, Number(values.rounds), asked, Number(values.tokens)),
      );
      print(result);
      results.push(result);
    }
    if (values.out) await writeFile(values.out, `${JSON.stringify(results, null, 2)}\n`);
  } finally {
    server.close();
    await rm(folder, { recursive: true, force: true });
  }
}
