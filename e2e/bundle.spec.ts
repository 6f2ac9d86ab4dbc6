import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { fixture, StudioPage } from './studio-page.ts';

const state = (page: Page) =>
  page.evaluate(() => {
    const { id, name, undo, redo, currentImage, document } = window.studio.project.getState();
    return {
      id,
      about: { name, undo, redo, currentImage, classes: document.categories, images: document.images },
    };
  });

const menuItem = async (page: Page, project: string, item: string) => {
  await page.getByRole('button', { name: `Project ${project}` }).click();
  await page.getByRole('menuitem', { name: item }).click();
};

test('a project saved as a bundle opens as a second project: the same photos, masks, and steps of undo', async ({
  page,
}, info) => {
  const studio = new StudioPage(page);
  await studio.open();
  await studio.openPhotos(fixture('cat.jpg'), fixture('astronaut.jpg'));
  await studio.paintBoxes('cat', 'bowl');
  await page.keyboard.press('f');
  await studio.paintBoxes('astronaut');
  await page.keyboard.press('Control+z');
  const before = await state(page);
  const images = await studio.shownImages();
  expect(before.about.redo.length).toBeGreaterThan(0);

  await menuItem(page, before.about.name, 'Save bundle');
  const dialog = page.getByRole('dialog', { name: 'Save bundle' });
  await expect(dialog.getByRole('radio', { name: /^With 2 photos, / })).toBeChecked();
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Save bundle' }).click();
  const saved = await download;
  expect(saved.suggestedFilename()).toBe(`${before.about.name}.t4s.zip`);
  const file = info.outputPath('project.zip');
  await saved.saveAs(file);
  await expect(dialog).toBeHidden();

  await menuItem(page, before.about.name, 'Close project');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open bundle' }).click();
  await (await chooser).setFiles(file);
  await expect(page.getByRole('application', { name: 'Annotation canvas' })).toBeVisible();
  const after = await state(page);
  expect(after.id).not.toBe(before.id);
  expect(after.about).toEqual(before.about);
  expect(await studio.shownImages()).toEqual(images);
  await expect(page.getByRole('img', { name: /astronaut/ }).first()).toBeVisible();

  // What was undone can be redone, and what was done undone, as before.
  await page.keyboard.press('Control+Shift+z');
  await expect(studio.objectRow(/^1, astronaut/)).toBeVisible();
  await expect(page.getByRole('status', { name: 'Saved', exact: true })).toBeVisible();
  await page.reload();
  await expect(studio.objectRow(/^1, astronaut/)).toBeVisible();
  await menuItem(page, before.about.name, 'Close project');
  await expect(page.getByRole('button', { name: `Open ${before.about.name}` })).toHaveCount(2);
});

test('a bundle that is dropped opens as a project; a damaged one is told and changes nothing', async ({
  page,
}) => {
  const studio = new StudioPage(page);
  await studio.open();
  await studio.openPhotos(fixture('cat.jpg'));
  await studio.paintBoxes('cat');
  const before = await state(page);
  await menuItem(page, before.about.name, 'Save bundle');
  const download = page.waitForEvent('download');
  await page
    .getByRole('dialog', { name: 'Save bundle' })
    .getByRole('button', { name: 'Save bundle' })
    .click();
  const bytes = readFileSync(await (await download).path());
  const drop = (content: Buffer) =>
    page.evaluate(
      (list) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([Uint8Array.from(list)], 'work.t4s.zip', { type: 'application/zip' }));
        document.body.dispatchEvent(
          new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }),
        );
      },
      [...content],
    );

  await drop(bytes);
  // Between the two no project is open for a moment.
  await expect.poll(async () => [null, before.id].includes((await state(page)).id)).toBe(false);
  const opened = await state(page);
  expect(opened.about).toEqual(before.about);

  const damaged = Buffer.from(bytes);
  damaged.fill(7, 60, 200);
  await drop(damaged);
  const dialog = page.getByRole('dialog', { name: 'Open bundle' });
  await expect(dialog.getByRole('alert')).toHaveText(
    /^work\.t4s\.zip cannot be opened: .+\. Nothing was changed\.$/,
  );
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  expect(await state(page)).toEqual(opened);
});
