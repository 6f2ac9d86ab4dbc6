/**
 * A project of thousands of photos in the built app, in a real Chromium with a profile on disk: how long it takes until
 * the first is painted and until all are listed, from a folder that is linked and from files that are copied; until the
 * project is open again after the browser was closed; and until the next photo is painted; and what is held then. Build
 * first.
 *
 *   node --import tsx bench/projects.ts [--photos 10000] [--steps 100] [--skip copies]
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type BrowserContext, chromium, type Page } from '@playwright/test';
import sharp from 'sharp';
import { chromiumFlags, systemChromium } from '../scripts/chromium.ts';
import { createAppServer, listen } from '../scripts/serve.mjs';
import { allowTsxNames } from './allow-tsx-names.ts';

const { values } = parseArgs({
  options: {
    photos: { type: 'string', default: '10000' },
    steps: { type: 'string', default: '100' },
    skip: { type: 'string', default: '' },
  },
});
const count = Number(values.photos);
const steps = Number(values.steps);
const root = path.resolve(import.meta.dirname, '..');
if (!existsSync(path.join(root, 'dist/index.html'))) {
  console.error('There is no built app. Run: npm run build');
  process.exit(1);
}

/** A dozen photos of 800 x 600 pixels with detail everywhere; bytes behind their end make each file its own. */
const jpegs = await Promise.all(
  Array.from({ length: 12 }, async (_, i) => {
    const photo = sharp(path.join(root, 'e2e/fixtures/astronaut.jpg')).resize(800, 600);
    return (
      await photo
        .modulate({ hue: 30 * i })
        .jpeg({ quality: 60 })
        .toBuffer()
    ).toString('base64');
  }),
);

const folder = mkdtempSync(path.join(os.tmpdir(), 'bench-projects-'));
const server = createAppServer(path.join(root, 'dist'));
const port = await listen(server, 0, { host: 'localhost', strict: true });
const executablePath = systemChromium();

async function browse(): Promise<{ context: BrowserContext; page: Page }> {
  const context = await chromium.launchPersistentContext(folder, {
    args: [...chromiumFlags(), '--js-flags=--expose-gc'],
    viewport: { width: 1440, height: 900 },
    ...(executablePath && { executablePath }),
  });
  const page = context.pages()[0] ?? (await context.newPage());
  await allowTsxNames(page);
  return { context, page };
}

const address = (id = '') => `http://localhost:${port}/${id}`;
const ms = (value: number) => `${value.toFixed(0)} ms`;
const say = (name: string, value: string) => console.log(`  ${name.padEnd(56)} ${value}`);

/** Fills a folder of the origin's private file system, which stands for one on the disk. */
async function fillFolder(page: Page): Promise<void> {
  await page.evaluate(
    async ({ jpegs, count }) => {
      const bytes = jpegs.map((text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)));
      const home = await navigator.storage.getDirectory();
      const folder = await home.getDirectoryHandle('photos', { create: true });
      const write = async (i: number) => {
        const file = await folder.getFileHandle(`photo ${i}.jpg`, { create: true });
        const stream = await file.createWritable();
        await stream.write(new Blob([bytes[i % bytes.length] ?? '', `photo ${i}`]));
        await stream.close();
      };
      for (let at = 0; at < count; at += 50)
        await Promise.all(Array.from({ length: Math.min(50, count - at) }, (_, i) => write(at + i)));
    },
    { jpegs, count },
  );
}

/** Until the first photo is painted, and until all are in the document and two frames were painted with them. */
const listed = (page: Page, how: 'link' | 'copy') =>
  page.evaluate(async (how) => {
    const home = await navigator.storage.getDirectory();
    const folder = await home.getDirectoryHandle('photos');
    const files: File[] = [];
    if (how === 'copy')
      for await (const handle of folder.values())
        if (handle.kind === 'file') files.push(await (handle as FileSystemFileHandle).getFile());
    const begun = performance.now();
    let first = 0;
    const stop = window.studio.photos.subscribe((photos) => {
      if (first > 0 || ![...photos.values()].some(({ kind }) => kind === 'ready')) return;
      requestAnimationFrame(() => {
        first ||= performance.now() - begun;
      });
    });
    await (how === 'copy' ? window.studio.openFiles(files) : window.studio.linkFolder(folder));
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    stop();
    return {
      first,
      ms: performance.now() - begun,
      photos: window.studio.project.getState().document.images.length,
    };
  }, how);

const modelReady = (page: Page) =>
  page.waitForFunction(() => window.studio.model.getState().kind === 'ready', null, { timeout: 300_000 });

const saved = (page: Page) =>
  page.waitForFunction(() => window.studio.project.getState().save.kind === 'saved', null, {
    timeout: 3_600_000,
  });

/** From the step to the second frame after the photo's pixels are there, in milliseconds, in order of size. */
const moves = (page: Page, steps: number, pause: number) =>
  page.evaluate(
    async ({ steps, pause }) => {
      const took: number[] = [];
      for (let i = 0; i < steps; i++) {
        const begun = performance.now();
        window.studio.showNeighbour(1);
        const id = window.studio.project.getState().currentImage;
        const isOpen = () => id !== null && window.studio.photos.getState().get(id)?.kind === 'ready';
        if (!isOpen())
          await new Promise<void>((resolve) => {
            const stop = window.studio.photos.subscribe(() => {
              if (!isOpen()) return;
              stop();
              resolve();
            });
          });
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        took.push(performance.now() - begun);
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
      return took.toSorted((a, b) => a - b);
    },
    { steps, pause },
  );

async function sayHeld(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const held = await page.evaluate(() => ({
    open: [...window.studio.photos.getState().values()].filter(({ kind }) => kind === 'ready').length,
    thumbnails: window.studio.thumbnails.getState().size,
  }));
  say('photos decoded, thumbnails held', `${held.open}, ${held.thumbnails}`);
  say('JS heap of the page', `${(usedSize / 1e6).toFixed(1)} MB`);
}

/** Until the photo shown is painted, from the request for the page. */
async function opened(page: Page, id: string): Promise<number> {
  const begun = performance.now();
  await page.goto(address(id));
  await page.waitForFunction(
    () => [...(window.studio?.photos.getState().values() ?? [])].some(({ kind }) => kind === 'ready'),
    null,
    { polling: 'raf', timeout: 600_000 },
  );
  return performance.now() - begun;
}

async function measure(how: 'link' | 'copy'): Promise<void> {
  let { context, page } = await browse();
  await page.goto(address());
  await page.waitForFunction(() => window.studio.projects.getState().kind === 'ready');
  if (how === 'link') await fillFolder(page);
  // Its start takes all cores for a while, which is measured elsewhere.
  await modelReady(page);
  await page.getByRole('button', { name: 'New project' }).click();
  const list = await listed(page, how);
  console.log(`${list.photos} photos, ${how === 'link' ? 'linked' : 'copied'}:`);
  say('first photo painted', ms(list.first));
  say('all listed', ms(list.ms));
  const begun = performance.now();
  await saved(page);
  say('saved after', ms(performance.now() - begun));
  const hash = await page.evaluate(() => location.hash);
  await context.close();
  ({ context, page } = await browse());
  say('opened again, photo painted', ms(await opened(page, hash)));
  await modelReady(page);
  await page.waitForTimeout(1000);
  for (const [name, pause] of [
    ['with half a second for each', 500],
    ['without a pause', 0],
  ] as const) {
    const took = await moves(page, steps, pause);
    const at = (share: number) => took[Math.min(took.length - 1, Math.floor(share * took.length))] ?? 0;
    say(`next photo, ${name}: median, p95`, `${ms(at(0.5))}, ${ms(at(0.95))}`);
  }
  await sayHeld(page);
  await context.close();
}

try {
  await measure('link');
  if (values.skip !== 'copies') await measure('copy');
} finally {
  server.close();
  rmSync(folder, { recursive: true, force: true });
}
