import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chromium, expect, type Page, test } from '@playwright/test';
import { chromiumFlags, systemChromium } from '../scripts/chromium.ts';
import { fixture, StudioPage } from './studio-page.ts';

/**
 * The picker, which no test can drive, gives a folder of the private file system, and the browser asks for it as it
 * does for one on the disk: once more in each page.
 */
async function standIn(page: Page): Promise<void> {
  await page.addInitScript(() => {
    let allowed = false;
    Object.assign(window, {
      showDirectoryPicker: async () => {
        allowed = true;
        return (await navigator.storage.getDirectory()).getDirectoryHandle('holiday', { create: true });
      },
    });
    Object.assign(FileSystemDirectoryHandle.prototype, {
      queryPermission: async () => (allowed ? 'granted' : 'prompt'),
      requestPermission: async () => {
        allowed = true;
        return 'granted';
      },
    });
  });
}

const photo = readFileSync(fixture('cat.jpg')).toString('base64');

/** Puts files into the folder; `words` make one its own. */
const put = (page: Page, names: readonly string[], words = '') =>
  page.evaluate(
    async ({ names, photo, words }) => {
      const bytes = Uint8Array.from(atob(photo), (letter) => letter.charCodeAt(0));
      const home = await navigator.storage.getDirectory();
      const folder = await home.getDirectoryHandle('holiday', { create: true });
      for (const name of names) {
        const stream = await (await folder.getFileHandle(name, { create: true })).createWritable();
        await stream.write(new Blob([bytes, `${name} ${words}`]));
        await stream.close();
      }
    },
    { names, photo, words },
  );

const frame = (page: Page, name: string) =>
  page
    .getByRole('navigation', { name: 'Images' })
    .getByRole('button', { name: new RegExp(`^${name.replaceAll('.', '\\.')}`) });
const picture = (page: Page, name: string) => frame(page, name).locator('canvas');

test('a linked folder is listed, allowed again after a restart, and watched for changes', async () => {
  const profile = mkdtempSync(path.join(os.tmpdir(), 'linked-folder-'));
  const executablePath = systemChromium();
  const browse = async () => {
    const context = await chromium.launchPersistentContext(profile, {
      args: chromiumFlags(),
      viewport: { width: 1280, height: 800 },
      baseURL: test.info().project.use.baseURL ?? '',
      ...(executablePath && { executablePath }),
    });
    const page = context.pages()[0] ?? (await context.newPage());
    await standIn(page);
    return { context, page };
  };
  let { context, page } = await browse();
  try {
    const names = Array.from({ length: 60 }, (_, i) => `${i + 1}.jpg`);
    let studio = new StudioPage(page);
    await studio.open();
    await put(page, names);
    await page.getByRole('button', { name: 'Link a folder' }).click();
    await expect(page.getByText('1 of 60')).toBeVisible();
    // Thumbnails are made of what is in sight, and of nothing else.
    await expect(picture(page, '1.jpg')).toBeVisible();
    await expect(picture(page, '5.jpg')).toBeVisible();
    const held = () => page.evaluate(() => window.studio.thumbnails.getState().size);
    await expect.poll(held).toBeGreaterThan(10);
    expect(await held()).toBeLessThan(40);
    await studio.paintBoxes('cat');
    await expect(page.getByRole('status', { name: 'Saved' })).toBeVisible();
    await context.close();

    ({ context, page } = await browse());
    studio = new StudioPage(page);
    await studio.open();
    await put(page, ['1.jpg'], 'brighter');
    await expect(page.locator('.rec-pic img')).toBeVisible();
    await page.getByRole('button', { name: 'Open holiday' }).click();
    await expect(page.getByRole('heading', { name: '1.jpg cannot be opened' })).toBeVisible();
    await page.getByRole('button', { name: 'Allow reading' }).click();
    await expect(page.getByText(/1\.jpg was changed in its folder since it was last read/)).toBeVisible();
    await expect(page.getByRole('application', { name: 'Annotation canvas' })).toBeVisible();
    await expect(picture(page, '3.jpg')).toBeVisible();

    await page.evaluate(async () => {
      const home = await navigator.storage.getDirectory();
      await (await home.getDirectoryHandle('holiday')).removeEntry('40.jpg');
    });
    await page.evaluate(() => {
      const { images } = window.studio.project.getState().document;
      const gone = images.find(({ name }) => name === '40.jpg');
      if (gone) window.studio.showImage(gone.id);
    });
    await expect(page.getByText(/40\.jpg is not in the folder “holiday” any more/)).toBeVisible();
    await expect(frame(page, '40.jpg, could not be read')).toBeVisible();
    await put(page, ['40.jpg']);
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(picture(page, '40.jpg')).toBeVisible();

    // Renamed and written anew, it is another file but for what is in it.
    await page.evaluate(async () => {
      const home = await navigator.storage.getDirectory();
      const folder = await home.getDirectoryHandle('holiday');
      const content = await (await folder.getFileHandle('1.jpg')).getFile();
      const inner = await folder.getDirectoryHandle('best', { create: true });
      const stream = await (await inner.getFileHandle('cat.jpg', { create: true })).createWritable();
      await stream.write(content);
      await stream.close();
      await folder.removeEntry('1.jpg');
    });
    await page.getByRole('button', { name: 'Project holiday' }).click();
    await page.getByRole('menuitem', { name: 'Find missing photos' }).click();
    const dialog = page.getByRole('dialog', { name: 'Find missing photos' });
    await expect(dialog.getByRole('list', { name: 'List of missing photos' })).toHaveText(
      '1.jpg: It is not in the folder “holiday” any more.',
    );
    await dialog.getByRole('button', { name: 'Choose a folder' }).click();
    await expect(dialog.getByRole('status')).toHaveText('1 of 1 missing photo found.');
    await expect(dialog).toContainText('1 found under another name. In the project it keeps its own.');
    await page.keyboard.press('Escape');
    await page.evaluate(() => {
      const [first] = window.studio.project.getState().document.images;
      if (first) window.studio.showImage(first.id);
    });
    await expect(studio.objectRow('1, cat')).toBeVisible();
    await expect(page.getByRole('application', { name: 'Annotation canvas' })).toBeVisible();
    await expect(page.getByRole('status', { name: 'Saved' })).toBeVisible();
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  }
});
