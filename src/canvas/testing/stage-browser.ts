import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type BrowserContextOptions, chromium, type Page } from '@playwright/test';
import { createServer } from 'vite';
import { chromiumFlags, systemChromium } from '../../../scripts/chromium.ts';
import type {} from './stage-page.tsx';

const html = `<!doctype html><html lang="en"><title>Stage</title>
<style>main { position: absolute; inset: 0 300px 100px 50px }</style>
<button>Before</button><main></main><button style="position: absolute; bottom: 0">After</button>
<script type="module" src="/src/canvas/testing/stage-page.tsx"></script></html>`;

/** A real Chromium showing the stage alone; `window.openPage` starts each test over. */
export interface StageBrowser {
  readonly page: Page;
  close(): Promise<void>;
}

export async function openStageBrowser(options: BrowserContextOptions = {}): Promise<StageBrowser> {
  const cacheDir = mkdtempSync(path.join(tmpdir(), 'canvas-test-'));
  const server = await createServer({
    configFile: false,
    root: path.resolve(import.meta.dirname, '../../..'),
    cacheDir,
    logLevel: 'error',
    server: { port: 0, host: '127.0.0.1', hmr: false, watch: null },
    optimizeDeps: { entries: ['src/canvas/testing/stage-page.tsx'] },
    plugins: [
      {
        name: 'stage-page',
        configureServer: ({ middlewares, transformIndexHtml }) => {
          middlewares.use('/stage.html', (request, response, next) => {
            transformIndexHtml('/stage.html', html, request.url).then((text) => response.end(text), next);
          });
        },
      },
    ],
  });
  await server.listen();
  const executablePath = systemChromium();
  const browser = await chromium.launch({
    args: chromiumFlags(),
    ...(executablePath ? { executablePath } : {}),
  });
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  await page.goto(new URL('stage.html', server.resolvedUrls!.local[0]).href);
  await page.waitForFunction(() => 'openPage' in window, null, { timeout: 60_000 });
  return {
    page,
    close: async () => {
      await browser.close();
      await server.close();
      rmSync(cacheDir, { recursive: true, force: true });
    },
  };
}

/** A new studio on a freshly mounted stage. */
export async function startOver(page: Page): Promise<void> {
  await page.mouse.move(0, 0);
  await page.evaluate(() => window.openPage());
  await page.evaluate(() => window.page.mount());
}

/** A point of the photo in CSS pixels of the page. */
export async function placeOnPage(
  page: Page,
  x: number,
  y: number,
): Promise<readonly [x: number, y: number]> {
  const { viewport } = await page.evaluate(() => window.page.controller.frame.getState());
  const box = await page.getByRole('application', { name: 'Annotation canvas' }).boundingBox();
  return [box!.x + viewport!.x + x * viewport!.scale, box!.y + viewport!.y + y * viewport!.scale];
}
