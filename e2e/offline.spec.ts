import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { createAppServer, listen } from '../scripts/serve.mjs';
import { writeServiceWorker } from '../scripts/write-service-worker.ts';
import { checkExport } from './story.ts';
import { fixture, StudioPage } from './studio-page.ts';

test.use({ serviceWorkers: 'allow' });
// Each loads the model twice.
test.setTimeout(240_000);

/** A server of its own, so that it can be closed: a browser that plays offline might still reach a worker's requests. */
async function serve(folder: string): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server: Server = createAppServer(folder);
  const port = await listen(server, 0, { host: 'localhost', strict: true });
  return {
    url: `http://localhost:${port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** What is kept of the app, by file names. */
async function keptFiles(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    const names = (await caches.keys()).filter((name) => name.startsWith('text4seg-offline'));
    const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return requests.flat().map(({ url }) => new URL(url).pathname);
  });
}

/** Until a visit has left all that the next one needs; the model's runtime, two files, is kept last. */
async function waitUntilKept(page: Page): Promise<void> {
  await expect
    .poll(async () => (await keptFiles(page)).filter((name) => name.includes('/ort-wasm')), {
      timeout: 60_000,
    })
    .toHaveLength(2);
}

/** A page that has no service worker can't be opened: what follows is not the HTTP cache's or a forgotten server's. */
async function expectNoServer(page: Page, url: string): Promise<void> {
  const context = await page.context().browser()?.newContext({ serviceWorkers: 'block' });
  const other = await context?.newPage();
  await expect(other?.goto(url)).rejects.toThrow(/ERR_CONNECTION_REFUSED/);
  await context?.close();
  const failed = await page.evaluate(() =>
    fetch('models/text4seg-nano/manifest.json', { cache: 'no-store' }).then(
      () => false,
      () => true,
    ),
  );
  expect(failed, 'the page reaches no server').toBe(true);
}

test('after one visit, without a server: start, open a photo, ask, edit, export', async ({ page }, info) => {
  const server = await serve('dist');
  const studio = new StudioPage(page, server.url);
  const violations: string[] = [];
  page.on('console', (message) => {
    if (/Content.Security.Policy/i.test(message.text())) violations.push(message.text());
  });
  await studio.open();
  await studio.waitForModel();
  await waitUntilKept(page);
  const kept = await keptFiles(page);
  expect(kept.filter((name) => name.endsWith('.wasm'))).toHaveLength(1);
  expect(kept.filter((name) => name.startsWith('/samples/') && name.endsWith('.jpg'))).toHaveLength(4);
  const built = readdirSync('dist/assets').filter((name) => !/^ort[-.]/.test(name));
  expect(kept.filter((name) => name.startsWith('/assets/') && !name.includes('/ort'))).toHaveLength(
    built.length,
  );

  await server.close();
  await expectNoServer(page, server.url);
  const answer = await page.reload();
  expect(answer?.fromServiceWorker()).toBe(true);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  expect(await answer?.headerValue('content-security-policy')).toContain("default-src 'none'");

  await studio.openPhotos(fixture('cat.jpg'));
  await studio.waitForModel();
  await studio.ask('the cat');
  await studio.answerEnded();
  await expect(studio.objectRow(/^1, cat/)).toBeVisible();
  const [answered] = await studio.shownImages();
  expect(Buffer.from(answered?.objects[0]?.bitmap ?? '', 'base64').includes(1)).toBe(true);

  await studio.objectRow(/^1, cat/).click();
  await studio.eraseMiddle();
  expect(await studio.shownImages()).not.toEqual([answered]);

  await checkExport(studio, 'Compressed RLE', info);
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog', { name: 'Command palette' })).toBeVisible();
  expect(violations).toEqual([]);
});

/** Makes another version of the built app in `folder`: the page tells it, and every chunk has another name. */
async function release(folder: string, version: string): Promise<void> {
  const assets = path.join(folder, 'assets');
  const chunks = new Set(readdirSync(assets).filter((name) => name.endsWith('.js')));
  const renamed = (name: string) => name.replace(/\.js$/, `${version}.js`);
  const rewrite = (from: string, to: string, body: string) => {
    const text = readFileSync(from, 'utf8').replace(/[\w.-]+\.js/g, (name) =>
      chunks.has(name) ? renamed(name) : name,
    );
    rmSync(from);
    writeFileSync(to, text.replace('<body>', body));
  };
  for (const name of chunks) rewrite(path.join(assets, name), path.join(assets, renamed(name)), '<body>');
  const index = path.join(folder, 'index.html');
  rewrite(index, index, `<body data-version="${version}">`);
  await writeServiceWorker(folder);
}

/** A copy of the built app that can be changed while it is served. */
function copyOfApp(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'text4seg-offline-'));
  cpSync('dist', folder, { recursive: true });
  return folder;
}

const shortcuts = (page: Page) => page.getByRole('dialog', { name: 'Keyboard shortcuts' });

test('a new version is taken at the next start; a page that runs goes on with its own parts', async ({
  page,
}) => {
  const folder = copyOfApp();
  const server = await serve(folder);
  try {
    const studio = new StudioPage(page, server.url);
    await studio.open();
    await studio.waitForModel();
    await waitUntilKept(page);
    await release(folder, 'next');

    const other = await page.context().newPage();
    await new StudioPage(other, server.url).open();
    await expect(other.locator('body')).not.toHaveAttribute('data-version');
    const news = page.getByRole('status').filter({ hasText: 'A new version is ready.' });
    await expect(news).toBeVisible({ timeout: 60_000 });

    const loaded = () =>
      page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
    expect((await loaded()).some((name) => name.includes('shortcut-sheet'))).toBe(false);
    await page.keyboard.press('?');
    await expect(shortcuts(page)).toBeVisible();
    const sheet = (await loaded()).find((name) => /shortcut-sheet.*\.js$/.test(name)) ?? '';
    expect(sheet).not.toContain('next');
    expect(readdirSync(path.join(folder, 'assets'))).not.toContain(path.basename(sheet));
    await page.keyboard.press('Escape');

    await news.getByRole('button', { name: 'Reload' }).click();
    await expect(page.locator('body')).toHaveAttribute('data-version', 'next');
    // The page is parsed before the app runs: a key pressed between the two is nobody's.
    await studio.expectWelcome();
    await page.keyboard.press('?');
    await expect(shortcuts(page)).toBeVisible();
    expect((await loaded()).filter((name) => /\.js$/.test(name) && !/next\.js$/.test(name))).toEqual([
      `${server.url}theme.js`,
    ]);
  } finally {
    await page.context().close();
    await server.close();
    rmSync(folder, { recursive: true });
  }
});

test.describe('without a service worker', () => {
  test.use({ serviceWorkers: 'block' });

  test('a page whose parts are gone from the server says so and offers to reload', async ({ page }) => {
    const folder = copyOfApp();
    const server = await serve(folder);
    try {
      await new StudioPage(page, server.url).open();
      await page.waitForLoadState('networkidle');
      await release(folder, 'next');
      await page.keyboard.press('?');
      await expect(page.getByRole('heading', { name: /a new version may be ready/ })).toBeVisible();
      await page.getByRole('button', { name: 'Reload the page' }).click();
      await expect(page.locator('body')).toHaveAttribute('data-version', 'next');
      await page.waitForLoadState('networkidle');
    } finally {
      await page.close();
      await server.close();
      rmSync(folder, { recursive: true });
    }
  });
});
