/**
 * Takes the README's picture of the running app, docs/main-job.jpg: one object finished, the next half painted. Build
 * first, then `node --import tsx scripts/picture.ts`.
 */
import path from 'node:path';
import { chromium } from '@playwright/test';
import { StudioPage } from '../e2e/studio-page.ts';
import { chromiumFlags, systemChromium } from './chromium.ts';
import { createAppServer, listen } from './serve.mjs';

const root = path.resolve(import.meta.dirname, '..');
const photo = path.join(root, 'public/samples/pagoda.jpg');
const [finished, painted] = ['the vegetation', 'the building'] as const;

const server = createAppServer(path.join(root, 'dist'));
const port = await listen(server, 0, { host: 'localhost', strict: true });
const executablePath = systemChromium();
const browser = await chromium.launch({ args: chromiumFlags(), ...(executablePath && { executablePath }) });
try {
  const page = await browser.newPage({
    viewport: { width: 1280, height: 800 },
    colorScheme: 'dark',
    serviceWorkers: 'block',
  });
  const studio = new StudioPage(page, `http://localhost:${port}/`);
  await studio.open();
  await studio.openPhotos(photo);
  await studio.waitForModel();
  await studio.ask(finished);
  await studio.answerEnded();
  await page.evaluate(() => window.studio.select([]));
  await studio.ask(painted);
  await page.waitForFunction(() => {
    const object = window.studio.answer.getState().running?.objects[0];
    return object !== undefined && object.cursorY > (object.box.y1 + object.box.y2) / 2;
  });
  await page.screenshot({ path: path.join(root, 'docs/main-job.jpg'), type: 'jpeg', quality: 86 });
} finally {
  await browser.close();
  server.close();
}
