/**
 * What importing and exporting many annotations costs the page, in the built app in a real Chromium: seconds, and the
 * longest tasks of the main thread, of processor time and of the clock, and the workers' processor time. Build first.
 *
 *   node --import tsx bench/exchange.ts [--photos 1000] [--objects 100] [--profile rle|polygon] [--skip export]
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Page } from '@playwright/test';
import { mainThreadCost } from '../e2e/main-thread.ts';
import { StudioPage } from '../e2e/studio-page.ts';
import { chromiumFlags, systemChromium } from '../scripts/chromium.ts';
import { python } from '../scripts/python-environment.ts';
import { createAppServer, listen } from '../scripts/serve.mjs';
import { allowTsxNames } from './allow-tsx-names.ts';

const { values } = parseArgs({
  options: {
    photos: { type: 'string', default: '1000' },
    objects: { type: 'string', default: '100' },
    profile: { type: 'string', default: 'rle' },
    skip: { type: 'string', default: '' },
  },
});
const [photos, objects] = [Number(values.photos), Number(values.objects)];
const size = { width: 640, height: 480 };
/** Of a task, from which on people feel it. */
const limit = 50;
const root = path.resolve(import.meta.dirname, '..');
if (!existsSync(path.join(root, 'dist/index.html'))) {
  console.error('There is no built app. Run: npm run build');
  process.exit(1);
}

/** Annotations of the sample project, as this app writes them. */
function writeAnnotations(folder: string): string {
  const file = path.join(folder, 'annotations.json');
  const masks = path.join(folder, 'masks.bin');
  const bench = (name: string) => path.join(root, 'bench/formats', name);
  const sides = [String(size.width), String(size.height)];
  const script = [bench('pycocotools_masks.py'), 'make', masks, '250', ...sides, '1'];
  execFileSync(process.env.PYTHON ?? python, script);
  const options = [masks, ...sides, String(photos), values.profile, 'stream', file, String(objects)];
  execFileSync(process.execPath, ['--import', 'tsx', bench('measure-export.ts'), ...options], { cwd: root });
  return file;
}

/** Photos of the names and size that the annotations speak of. */
async function openPhotos(page: Page): Promise<void> {
  await page.evaluate(
    async ({ count, width, height }) => {
      const canvas = new OffscreenCanvas(width, height);
      const context = canvas.getContext('2d');
      const files: File[] = [];
      for (let i = 0; i < count; i++) {
        if (context) context.fillStyle = `hsl(${i % 360} ${(i * 7) % 100}% 50%)`;
        context?.fillRect(0, 0, width, height);
        const name = `photo${String(i).padStart(6, '0')}.jpg`;
        files.push(new File([await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.5 })], name));
      }
      await window.studio.openFiles(files);
    },
    { count: photos, ...size },
  );
  await page.waitForFunction(() => window.studio.project.getState().save.kind === 'saved', null, {
    timeout: 600_000,
  });
}

/** Resolves with the state that an import or export comes to rest in. */
function settled(page: Page, store: 'importing' | 'exporting', kinds: readonly string[]): Promise<string> {
  return page.evaluate(
    ({ name, wanted }) =>
      new Promise<string>((resolve) => {
        const look = (state: { readonly kind: string }) => {
          if (!wanted.includes(state.kind)) return;
          stop();
          resolve(JSON.stringify(state).slice(0, 300));
        };
        const stop = window.studio[name].subscribe(look);
        look(window.studio[name].getState());
      }),
    { name: store, wanted: kinds },
  );
}

async function measure(page: Page, name: string, act: () => Promise<string>): Promise<void> {
  let seconds = 0;
  let end = '';
  const cost = await mainThreadCost(page, async () => {
    const began = performance.now();
    end = await act();
    seconds = (performance.now() - began) / 1000;
  });
  if (!/"kind":"(?:ready|done|saved|planned)"/.test(end)) throw new Error(`${name}: ${end}`);
  const [longest = 0] = cost.tasks;
  const over = cost.tasks.filter((task) => task > limit).length;
  console.log(
    `${name.padEnd(28)} ${seconds.toFixed(2).padStart(7)} s; longest task ${longest.toFixed(0)} ms of processor time ` +
      `(${cost.longestWait.toFixed(0)} ms with waiting), ${over} over ${limit} ms; workers ` +
      `${(cost.workers / 1000).toFixed(2)} s of processor time`,
  );
}

async function run(page: Page, file: string): Promise<void> {
  const input = page.locator('input[aria-label="Annotations to import"]');
  await measure(page, 'import: choose, read', async () => {
    await input.setInputFiles(file);
    return await settled(page, 'importing', ['ready', 'failed']);
  });
  await measure(page, 'import: apply', async () => {
    await page.getByRole('button', { name: /^Import [\d,]+ objects/u }).click();
    return await settled(page, 'importing', ['done', 'failed']);
  });
  await page.getByRole('button', { name: 'Close' }).last().click();
  await measure(page, 'saving afterwards', async () => {
    await page.waitForFunction(() => window.studio.project.getState().save.kind !== 'saving', null, {
      timeout: 600_000,
    });
    return '"kind":"saved"';
  });
  if (values.skip === 'export') return;
  for (const format of ['coco', 'yolo-seg']) {
    const request = { format, images: 'all', categories: null, split: null, copyImages: false, options: {} };
    await measure(page, `export ${format}: plan`, async () => {
      await page.evaluate((job) => window.studio.planExport(job as never), request);
      return '"kind":"planned"';
    });
    await measure(page, `export ${format}: write`, async () => {
      await page.evaluate((job) => window.studio.saveExport(job as never), request);
      return await settled(page, 'exporting', ['saved', 'failed', 'idle']);
    });
  }
}

const folder = mkdtempSync(path.join(tmpdir(), 'bench-exchange-'));
const server = createAppServer(path.join(root, 'dist'));
const port = await listen(server, 0, { host: 'localhost', strict: true });
const executablePath = systemChromium();
const browser = await chromium.launch({ args: chromiumFlags(), ...(executablePath && { executablePath }) });
try {
  const file = writeAnnotations(folder);
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, serviceWorkers: 'block' });
  page.setDefaultTimeout(600_000);
  await allowTsxNames(page);
  await new StudioPage(page, `http://localhost:${port}/`).open();
  await openPhotos(page);
  console.log(
    `${photos} photos with ${objects} objects each, COCO ${values.profile}, ${(statSync(file).size / 1e6).toFixed(0)} MB`,
  );
  await run(page, file);
} finally {
  await browser.close();
  server.close();
  rmSync(folder, { recursive: true });
}
