/**
 * How the editor feels on a photo of 6000 x 4000 pixels with 1,000 objects against 10, in the built app in a real
 * Chromium, in one run: frames while panning, zooming and brushing, brush input to paint, undo, selecting by click,
 * opening; memory; and what 200 photos opened and closed leave behind. Build first.
 *
 *   node --import tsx bench/editor/main.ts [--objects 1000] [--frames 120] [--images 200] [--skip leaks]
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type Browser, chromium, type Page } from '@playwright/test';
import { StudioPage } from '../../e2e/studio-page.ts';
import { chromiumFlags, systemChromium } from '../../scripts/chromium.ts';
import { python } from '../../scripts/python-environment.ts';
import { createAppServer, listen } from '../../scripts/serve.mjs';
import { allowTsxNames } from '../allow-tsx-names.ts';
import { measureEditing } from './editing.ts';
import { leaksOf } from './leaks.ts';
import { blobsAsCoco, photoSize } from './scene.ts';

const { values } = parseArgs({
  options: {
    objects: { type: 'string', default: '1000' },
    frames: { type: 'string', default: '120' },
    images: { type: 'string', default: '200' },
    skip: { type: 'string', default: '' },
  },
});
const root = path.resolve(import.meta.dirname, '../..');
if (!existsSync(path.join(root, 'dist/index.html'))) {
  console.error('There is no built app. Run: npm run build');
  process.exit(1);
}

/** A photo with detail everywhere, as JPEG of quality 85. */
function makePhoto(file: string): void {
  const code = `
import sys
from PIL import Image
base = Image.open(sys.argv[1]).convert("RGB")
base.resize((${photoSize.width}, ${photoSize.height}), Image.Resampling.BICUBIC).save(sys.argv[2], quality=85)`;
  execFileSync(process.env.PYTHON ?? python, [
    '-c',
    code,
    path.join(root, 'e2e/fixtures/astronaut.jpg'),
    file,
  ]);
}

async function openScene(
  browser: Browser,
  url: string,
  photo: string,
  objects: number,
): Promise<{ page: Page; openMs: number }> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, serviceWorkers: 'block' });
  await allowTsxNames(page);
  const studio = new StudioPage(page, url);
  await studio.open();
  await studio.waitForModel();
  const input = page.locator('input[aria-label="Photos to open"]');
  const began = page.evaluate(
    () =>
      new Promise<number>((done) => {
        let start = 0;
        addEventListener('change', () => (start = performance.now()), { capture: true, once: true });
        const stop = window.studio.photos.subscribe((photos) => {
          if (![...photos.values()].some(({ kind }) => kind === 'ready')) return;
          stop();
          requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
        });
      }),
  );
  await input.setInputFiles(photo);
  const openMs = await began;
  await page.getByRole('application', { name: 'Annotation canvas' }).waitFor();
  await page.evaluate(
    async (coco) => {
      await window.studio.beginImport([new File([coco], 'objects.json')]);
      await window.studio.applyImport();
      window.studio.cancelImport();
      window.studio.setView({ dialog: 'none' });
    },
    blobsAsCoco(objects, path.basename(photo)),
  );
  await page.waitForTimeout(1500);
  return { page, openMs };
}

const folder = mkdtempSync(path.join(os.tmpdir(), 'bench-editor-'));
const server = createAppServer(path.join(root, 'dist'));
const port = await listen(server, 0, { host: 'localhost', strict: true });
const executablePath = systemChromium();
const browser = await chromium.launch({
  args: [...chromiumFlags(), '--js-flags=--expose-gc'],
  ...(executablePath && { executablePath }),
});
try {
  const url = `http://localhost:${port}/`;
  const photo = path.join(folder, 'large.jpg');
  makePhoto(photo);
  const counts = [10, Number(values.objects)];
  const results = [];
  for (const count of counts) {
    const { page, openMs } = await openScene(browser, url, photo, count);
    results.push({ count, openMs, ...(await measureEditing(page, Number(values.frames))) });
    await page.close();
  }
  const [few, many] = results;
  if (!few || !many) throw new Error('There are no results.');
  console.log(
    `${photoSize.width} x ${photoSize.height} pixels; ${few.count} objects, ${many.count} objects, ratio`,
  );
  const line = (name: string, a: number, b: number, unit = 'ms') =>
    console.log(
      `  ${name.padEnd(38)} ${a.toFixed(1)} ${unit}  ${b.toFixed(1)} ${unit}  ${(b / a).toFixed(2)}x`,
    );
  for (const name of ['pan', 'zoom', 'brush'] as const) {
    line(`${name}, p95 frame`, few[name].frame, many[name].frame);
    line(`${name}, p95 main thread in a frame`, few[name].busy, many[name].busy);
  }
  line('brush input to paint, p95', few.inputToPaint, many.inputToPaint);
  line('undo of a stroke, painted', few.undo, many.undo);
  line('select by click, work, worst of 10', few.click.work, many.click.work);
  line('select by click, painted, worst of 10', few.click.wait, many.click.wait);
  line('open the photo, painted', few.openMs, many.openMs);
  line('JS heap after', few.heap, many.heap, 'MB');
  line('canvases in the page', few.canvases, many.canvases, 'MB');
  if (values.skip !== 'leaks') {
    const cat = readFileSync(path.join(root, 'e2e/fixtures/cat.jpg'));
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, serviceWorkers: 'block' });
    await allowTsxNames(page);
    const leaks = await leaksOf(page, url, cat, Number(values.images));
    console.log(`${values.images} photos opened and closed:`);
    for (const [name, { before, after }] of Object.entries(leaks))
      console.log(
        `  ${name.padEnd(38)} ${before.toFixed(2)} -> ${after.toFixed(2)}  ${(after / Math.max(before, 1e-9)).toFixed(3)}x`,
      );
  }
} finally {
  await browser.close();
  server.close();
  rmSync(folder, { recursive: true });
}
