import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import sharp from 'sharp';
import { killBrowser, openKeptBrowser } from './kept-browser.ts';
import { fixture, StudioPage } from './studio-page.ts';

const saved = (page: Page) =>
  expect(page.getByRole('status', { name: 'Saved', exact: true })).toBeVisible({ timeout: 60_000 });
const steps = (page: Page) =>
  page.evaluate(() => window.studio.project.getState().undo.map(({ label }) => label));
const photoCount = (page: Page) =>
  page.evaluate(() => window.studio.project.getState().document.images.length);

/** A folder of small photos, no two alike. */
async function folderOfPhotos(folder: string, count: number): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (let i = 0; i < count; i++) {
    const background = { r: i % 256, g: (i * 7) % 256, b: Math.floor(i / 2) % 256 };
    const photo = sharp({ create: { width: 120, height: 90, channels: 3, background } });
    await photo.jpeg().toFile(path.join(folder, `photo-${String(i).padStart(3, '0')}.jpg`));
  }
}

/** From the start page; the project gets the folder's name. */
async function openFolder(page: Page, folder: string, count: number): Promise<void> {
  await page.getByLabel('Folder to open').setInputFiles(folder);
  await expect.poll(() => photoCount(page), { timeout: 120_000 }).toBe(count);
}

test('500 photos: annotated, killed, gone on with, exported, and the same in a new project', async ({
  baseURL,
}, info) => {
  test.setTimeout(480_000);
  const profile = info.outputPath('profile');
  const folder = info.outputPath('street');
  await folderOfPhotos(folder, 500);
  let context = await openKeptBrowser(profile, baseURL);
  let page = context.pages()[0] ?? (await context.newPage());
  let studio = new StudioPage(page);
  await studio.open();
  await openFolder(page, folder, 500);
  for (const [at, names] of [
    [0, ['car', 'bus']],
    [249, ['car']],
    [499, ['tree', 'bus', 'car']],
  ] as const) {
    await page.evaluate((index) => {
      const image = window.studio.project.getState().document.images[index];
      if (image) window.studio.showImage(image.id);
    }, at);
    await studio.paintBoxes(...names);
  }
  await saved(page);
  const [before, done, address] = [await studio.shownImages(), await steps(page), page.url()];
  await killBrowser(profile, context);

  context = await openKeptBrowser(profile, baseURL);
  page = context.pages()[0] ?? (await context.newPage());
  studio = new StudioPage(page);
  await page.goto(address);
  await expect(studio.objectRow('3, car')).toBeVisible({ timeout: 60_000 });
  expect(await studio.shownImages()).toEqual(before);
  // The history is there as well, and goes on.
  expect(await steps(page)).toEqual(done);
  await page.keyboard.press('ControlOrMeta+z');
  await expect.poll(() => steps(page)).toEqual(done.slice(0, -1));
  await page.keyboard.press('ControlOrMeta+Shift+z');
  const file = info.outputPath('instances.json');
  await (await studio.export('Compressed RLE')).saveAs(file);

  await page.getByRole('button', { name: /home/ }).click();
  await expect(page.getByRole('button', { name: 'Open street' })).toContainText('500 photos · 6 objects');
  await openFolder(page, folder, 500);
  await page.getByLabel('Annotations to import').setInputFiles(file);
  const dialog = page.getByRole('dialog', { name: 'Import annotations' });
  await dialog.getByRole('button', { name: 'Import 6 objects' }).click();
  await expect(dialog).toContainText(/6 objects/);
  await page.keyboard.press('Escape');
  expect(await studio.shownImages()).toEqual(before);
  await saved(page);
  await page.getByRole('button', { name: /home/ }).click();
  await expect(page.getByRole('button', { name: 'Open street' })).toHaveCount(2);
  await context.close();
});

test('two tabs: the second shows the project, and takes over with one click', async ({ page, context }) => {
  const studio = new StudioPage(page);
  await studio.open();
  await studio.openPhotos(fixture('cat.jpg'));
  await studio.paintBoxes('cat');
  await saved(page);
  const second = await context.newPage();
  await second.goto(page.url());
  const other = new StudioPage(second);
  await expect(other.objectRow('1, cat')).toBeVisible();
  await expect(second.getByRole('status', { name: 'View only' })).toBeVisible();
  // Nothing that is done here changes anything.
  await second.keyboard.press('ControlOrMeta+z');
  await expect(other.objectRow('1, cat')).toBeVisible();
  // Nor is a question lost that can't be asked here.
  await other.prompt.fill('the nose');
  await other.prompt.press('Enter');
  await expect(other.prompt).toHaveValue('the nose');
  // What the first does last is not lost.
  await page.bringToFront();
  await studio.paintBoxes('whiskers', 'nose');
  await second.bringToFront();
  await second.getByRole('button', { name: 'Take over here' }).click();
  await expect(other.objectRow('3, nose')).toBeVisible();
  await saved(second);
  await other.paintBoxes('ear', 'ear', 'ear', 'eye');
  await saved(second);
  await page.bringToFront();
  await expect(page.getByRole('status', { name: 'View only' })).toBeVisible();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(studio.objectRow('3, nose')).toBeVisible();
  await page.reload();
  await expect(studio.objectRow('7, eye')).toBeVisible();
});

test('a full disk keeps everything, says so, and saves when there is room again', async ({
  page,
  context,
}) => {
  const studio = new StudioPage(page);
  await studio.open();
  await studio.openPhotos(fixture('cat.jpg'));
  await studio.paintBoxes('cat');
  await saved(page);
  const session = await context.newCDPSession(page);
  const { origin } = new URL(page.url());
  const { usage } = await session.send('Storage.getUsageAndQuota', { origin });
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: usage });
  // Until the disk refuses: some room may be set aside already.
  await expect
    .poll(
      async () => {
        await page.evaluate(() => {
          const starts = Uint32Array.from({ length: 241 }, (_, row) => row * 60);
          const runs = Uint32Array.from(
            { length: 2 * 60 * 240 },
            (_, i) => (i % 120) * 3 + Math.floor(Math.random() * 2),
          );
          window.studio.select([]);
          const { width, height } = window.studio.project.getState().document.images[0] ?? {
            width: 0,
            height: 0,
          };
          window.studio.applyMask({ width, height, top: 0, rows: starts, runs }, 'add', 'Noise');
        });
        await page.waitForTimeout(300);
        return page.evaluate(() => window.studio.project.getState().save.kind);
      },
      { timeout: 90_000 },
    )
    .toBe('failing');
  const alert = page.getByRole('alert').filter({ hasText: /full/ });
  await alert.getByRole('button', { name: 'Save bundle' }).click();
  const dialog = page.getByRole('dialog', { name: /bundle/i });
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: /^Save bundle/ }).click();
  expect((await download).suggestedFilename()).toMatch(/\.zip$/);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  const unsaved = await studio.shownImages();
  await session.send('Storage.overrideQuotaForOrigin', { origin });
  await saved(page);
  await expect(alert).toBeHidden();
  await page.reload();
  await expect(studio.objectRow('1, cat')).toBeVisible();
  expect(await studio.shownImages()).toEqual(unsaved);
});

test('projects are renamed here and there, copied and deleted on the start page', async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.open();
  await studio.openPhotos(fixture('cat.jpg'));
  await studio.paintBoxes('cat');
  await saved(page);
  await page.getByRole('button', { name: /home/ }).click();
  const projects = page.getByRole('region', { name: 'Projects' });
  await projects.getByRole('button', { name: 'Actions for cat' }).click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  await page.getByRole('textbox', { name: 'Name of cat' }).fill('Pets');
  await page.keyboard.press('Enter');
  await expect(projects.getByRole('button', { name: 'Open Pets' })).toContainText('1 photo · 1 object');
  await projects.getByRole('button', { name: 'Actions for Pets' }).click();
  await page.getByRole('menuitem', { name: 'Duplicate' }).click();
  await projects.getByRole('button', { name: 'Open Copy of Pets' }).click();
  await expect(studio.objectRow('1, cat')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(studio.objectRow('1, cat')).toBeHidden();
  await saved(page);
  await page.goBack();
  await projects.getByRole('button', { name: 'Actions for Copy of Pets' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByRole('button', { name: 'Delete project' }).click();
  await expect(projects.getByRole('button', { name: 'Open Copy of Pets' })).toBeHidden();
  await projects.getByRole('button', { name: 'Open Pets' }).click();
  await expect(studio.objectRow('1, cat')).toBeVisible();
  await page.getByRole('button', { name: 'Project Pets' }).click();
  await page.getByRole('menuitem', { name: 'Rename project' }).click();
  await page.getByRole('textbox', { name: 'Name of Pets' }).fill('Animals');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Project Animals' })).toBeVisible();
  await page.getByRole('button', { name: /home/ }).click();
  await expect(projects.getByRole('button', { name: 'Open Animals' })).toBeVisible();
});
