import fs from 'node:fs';
import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { openKeptBrowser } from './kept-browser.ts';
import { fixture, StudioPage } from './studio-page.ts';

/** Names of the temporary files in the origin's private file system. */
const temporaryFiles = (page: Page) =>
  page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const names: string[] = [];
    for await (const name of (await root.getDirectoryHandle('temporary')).keys()) names.push(name);
    return names;
  });

const saveBundle = async (page: Page) => {
  const download = page.waitForEvent('download');
  await page.evaluate(() => window.studio.saveBundle('copied'));
  return await (await download).path();
};

test('where the page may keep nothing the studio works, says so, and saves a bundle', async ({
  baseURL,
}, info) => {
  const profile = info.outputPath('profile');
  fs.mkdirSync(path.join(profile, 'Default'), { recursive: true });
  // As by "Block all cookies" in the settings: no storage of any kind.
  const preferences = { profile: { default_content_setting_values: { cookies: 2 } } };
  fs.writeFileSync(path.join(profile, 'Default', 'Preferences'), JSON.stringify(preferences));
  const context = await openKeptBrowser(profile, baseURL);
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    const studio = new StudioPage(page);
    await studio.open();
    expect(
      await page.evaluate(() =>
        navigator.storage.getDirectory().then(
          () => true,
          () => false,
        ),
      ),
    ).toBe(false);
    await studio.openPhotos(fixture('cat.jpg'));
    await studio.paintBoxes('cat');
    await expect(page.getByRole('status', { name: 'Not kept' })).toBeVisible();
    const name = await page.evaluate(() => window.studio.project.getState().name);
    expect(name).toBe('cat');
    const bundle = await saveBundle(page);
    expect(fs.statSync(bundle).size).toBeGreaterThan(10_000);
    await page.evaluate(() => window.studio.setView({ theme: 'light' }));
    await studio.waitForModel();
  } finally {
    await context.close();
  }
});

test('a tab leaves the bundle alone that another is about to save, and takes away what closed tabs left', async ({
  page,
  context,
}) => {
  const first = new StudioPage(page);
  await first.open();
  await first.openPhotos(fixture('cat.jpg'));
  await first.paintBoxes('cat');
  await saveBundle(page);
  const [file] = await temporaryFiles(page);

  const second = await context.newPage();
  const other = new StudioPage(second);
  await other.open();
  await other.openPhotos(fixture('astronaut.jpg'));
  await other.paintBoxes('astronaut');
  await saveBundle(second);
  const both = await temporaryFiles(second);
  expect(both).toHaveLength(2);
  expect(both).toContain(file);

  await page.close();
  const third = await context.newPage();
  await new StudioPage(third).open();
  await new StudioPage(third).openPhotos(fixture('cat.jpg'));
  await expect(third.getByRole('application', { name: 'Annotation canvas' })).toBeVisible();
  await expect
    .poll(async () => {
      await saveBundle(third);
      return await temporaryFiles(third);
    })
    .not.toContain(file);
});

test('a project whose disk was cleared stays open until people save it as a bundle or leave without it', async ({
  page,
  context,
}) => {
  const studio = new StudioPage(page);
  await studio.open();
  await studio.openPhotos(fixture('cat.jpg'));
  await studio.paintBoxes('cat');
  await expect(page.getByRole('status', { name: 'Saved', exact: true })).toBeVisible();
  const devTools = await context.newCDPSession(page);
  const { origin } = new URL(page.url());
  await devTools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
  await page.evaluate(() => window.studio.classes.add('dog'));
  await expect(page.getByRole('status', { name: 'Not saved', exact: true })).toBeVisible();
  await expect(page.getByText('The saved project was taken off the disk').first()).toBeVisible();

  await page.getByRole('button', { name: 'Project cat' }).click();
  await page.getByRole('menuitem', { name: 'Close project' }).click();
  await expect(page.getByText('so it stays open here').first()).toBeVisible();
  await expect(studio.objectRow(/^1, cat/)).toBeVisible();
  await saveBundle(page);
  await page.getByRole('button', { name: 'Leave without saving' }).click();
  await studio.expectWelcome();
});
