/**
 * What an answer costs the main thread while it streams, in the built app in a real Chromium: the longest task, and how
 * often the stage is painted, against a repaint for every step of the model. Build first. Argument: rounds (2).
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { countPaints, mainThreadCost } from '../e2e/main-thread.ts';
import { StudioPage } from '../e2e/studio-page.ts';
import { chromiumFlags, systemChromium } from '../scripts/chromium.ts';
import { createAppServer, listen } from '../scripts/serve.mjs';
import { allowTsxNames } from './allow-tsx-names.ts';

const root = path.resolve(import.meta.dirname, '..');
const rounds = Number(process.argv[2] ?? 2);
const prompts = ['the person', 'each person'];
/** Of a task, from which on people feel it; of a frame at 60 Hz. */
const limits = { task: 50, frame: 16 };

if (!existsSync(path.join(root, 'dist/index.html'))) {
  console.error('There is no built app. Run: npm run build');
  process.exit(1);
}

const server = createAppServer(path.join(root, 'dist'));
const port = await listen(server, 0, { host: 'localhost', strict: true });
const executablePath = systemChromium();
const browser = await chromium.launch({ args: chromiumFlags(), ...(executablePath && { executablePath }) });
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, serviceWorkers: 'block' });
  await allowTsxNames(page);
  await countPaints(page);
  const studio = new StudioPage(page, `http://localhost:${port}/`);
  await studio.open();
  await studio.openPhotos(path.join(root, 'e2e/fixtures/astronaut.jpg'));
  await studio.waitForModel();
  await studio.ask(prompts[0]!);
  await studio.answerEnded();
  for (let round = 0; round < rounds; round++) {
    for (const prompt of prompts) {
      const cost = await mainThreadCost(page, async () => {
        await studio.ask(prompt);
        await studio.answerEnded();
        // The edge comes in after the last token.
        await page.waitForTimeout(400);
      });
      const timing = await page.evaluate(
        () => [...window.studio.project.getState().conversations.values()].flat().at(-1)?.timing,
      );
      const over = (limit: number) => cost.tasks.filter((task) => task > limit).length;
      const { steps = 0, total = 0 } = timing ?? {};
      console.log(
        `“${prompt}”, ${steps} steps in ${(total / 1000).toFixed(1)} s: ` +
          `longest task ${cost.tasks[0]?.toFixed(0)} ms of processor time (${cost.longestWait.toFixed(0)} ms with waiting), ` +
          `${over(limits.frame)} of ${cost.tasks.length} over ${limits.frame} ms, ${over(limits.task)} over ${limits.task} ms; ` +
          `${cost.frames} frames painted, ${(steps / Math.max(1, cost.frames)).toFixed(1)} steps in each, ` +
          `at most ${cost.mostPaints} paint a layer and frame`,
      );
    }
  }
} finally {
  await browser.close();
  server.close();
}
