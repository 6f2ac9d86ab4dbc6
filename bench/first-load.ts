/**
 * What a first visit downloads, from the built app in a real Chromium with nothing cached: bytes as they go over the
 * wire, headers and all, by part, until the welcome page is painted and until the model is ready; what the page then
 * fetches to work offline; and what a second visit adds.
 * Build first. Arguments: devices (wasm webgpu; webgpu runs on a software adapter, which downloads what a real one does).
 */
import { existsSync } from 'node:fs';
import type { Socket } from 'node:net';
import path from 'node:path';
import { type Browser, chromium, expect, type Page } from '@playwright/test';
import { chromiumFlags, systemChromium } from '../scripts/chromium.ts';
import { createAppServer, listen } from '../scripts/serve.mjs';

type Device = 'wasm' | 'webgpu';

interface Download {
  readonly name: string;
  /** With headers, compressed where it was sent so. */
  readonly bytes: number;
  readonly at: number;
  /** By the service worker, which starts when the model is ready, to work offline. */
  readonly offline: boolean;
}

const root = path.resolve(import.meta.dirname, '..');
const dist = path.join(root, 'dist');
const devices = process.argv.slice(2) as Device[];

/** The first that matches. */
const parts: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['onnxruntime', /\/assets\/ort[-.]/],
  ['model package', /^\/models\//],
  ['sample photos', /^\/samples\//],
  ['app', /./],
];

if (!existsSync(path.join(dist, 'index.html'))) {
  console.error('There is no built app. Run: npm run build');
  process.exit(1);
}

const downloads: Download[] = [];
const server = createAppServer(dist);
/** Answers on one connection follow each other, so what it has written since the last one belongs to this one. */
const written = new WeakMap<Socket, number>();
server.on('request', ({ url, headers, socket }, response) => {
  response.on('finish', () => {
    const bytes = socket.bytesWritten - (written.get(socket) ?? 0);
    written.set(socket, socket.bytesWritten);
    const name = new URL(url ?? '/', 'http://localhost').pathname;
    // The mode in which only the service worker fetches; the page's workers start in it, too.
    const offline =
      headers['service-worker'] === 'script' ||
      (headers['sec-fetch-mode'] === 'same-origin' && headers['sec-fetch-dest'] === 'empty');
    downloads.push({ name, bytes, at: performance.now(), offline });
  });
});
const port = await listen(server, 0, { host: 'localhost', strict: true });

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(2)} MB`;
const sum = (list: readonly Download[]) => list.reduce((total, { bytes }) => total + bytes, 0);

async function visit(page: Page, device: Device): Promise<{ readonly paintedAt: number }> {
  downloads.length = 0;
  await page.goto(`http://localhost:${port}/?device=${device}`);
  await page.getByRole('heading', { name: 'Say what to segment.' }).waitFor();
  const paintedAt = performance.now();
  await page.waitForFunction(() => window.studio.model.getState().kind === 'ready', null, {
    timeout: 600_000,
  });
  // The service worker keeps the model's runtime last; what the page fetches ahead of need, when idle, is in by then.
  await expect.poll(() => runtimeFilesKept(page), { timeout: 120_000 }).toBe(2);
  await page.waitForLoadState('networkidle');
  return { paintedAt };
}

function runtimeFilesKept(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const names = (await caches.keys()).filter((name) => name.startsWith('text4seg-offline'));
    const kept = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return kept.flat().filter(({ url }) => url.includes('/ort-wasm')).length;
  });
}

async function measure(browser: Browser, device: Device): Promise<void> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const { paintedAt } = await visit(page, device);
    const model = await page.evaluate(() => window.studio.model.getState());
    const ran = model.kind === 'ready' ? model.description.device : model.kind;
    if (ran !== device) throw new Error(`The model runs on ${ran}, not on ${device}.`);
    const first = downloads.filter(({ offline }) => !offline);
    const keeping = downloads.filter(({ offline }) => offline);
    console.log(`\nFirst visit, ${device}: ${megabytes(sum(first))} in ${first.length} files`);
    for (const [name] of parts) {
      const own = first.filter((download) => partOf(download.name) === name);
      console.log(`  ${name.padEnd(16)}${megabytes(sum(own)).padStart(10)}   ${own.length} files`);
    }
    const early = first.filter(({ at, name }) => at <= paintedAt && partOf(name) === 'app');
    console.log(`  until the welcome page is painted, app: ${megabytes(sum(early))}`);
    const largest = first.toSorted((a, b) => b.bytes - a.bytes).slice(0, 6);
    for (const { name, bytes } of largest) console.log(`  ${megabytes(bytes).padStart(10)} ${name}`);
    console.log(`Then, to work offline: ${megabytes(sum(keeping))} in ${keeping.length} files`);
    for (const [name] of parts) {
      const own = keeping.filter((download) => partOf(download.name) === name);
      console.log(`  ${name.padEnd(16)}${megabytes(sum(own)).padStart(10)}   ${own.length} files`);
    }
    const foreign = downloads.filter(({ name }) =>
      name.includes(device === 'wasm' ? 'webgpu' : '.wasm.onnx'),
    );
    if (foreign.length > 0)
      throw new Error(`The other device's files came too: ${foreign.map(({ name }) => name)}`);
    await visit(page, device);
    console.log(
      `Second visit, ${device}: ${megabytes(sum(downloads))}, ` +
        `${((100 * sum(downloads)) / sum(first)).toFixed(1)} % of the first`,
    );
  } finally {
    await context.close();
  }
}

function partOf(name: string): string {
  return parts.find(([, pattern]) => pattern.test(name))?.[0] ?? 'app';
}

try {
  for (const device of devices.length > 0 ? devices : (['wasm', 'webgpu'] as const)) {
    const executablePath = systemChromium();
    const browser = await chromium.launch({
      args: chromiumFlags({ webgpu: device === 'webgpu' ? 'software' : 'off' }),
      ...(executablePath && { executablePath }),
    });
    try {
      await measure(browser, device);
    } finally {
      await browser.close();
    }
  }
} finally {
  server.close();
}
