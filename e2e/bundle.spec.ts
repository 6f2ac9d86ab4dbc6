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

test('photos that a bundle was saved without are found again by what is in them', async ({ page }, info) => {
  const studio = new StudioPage(page);
  await studio.open();
  await studio.openPhotos(fixture('cat.jpg'), fixture('astronaut.jpg'));
  await studio.paintBoxes('cat');
  const { about } = await state(page);
  const images = await studio.shownImages();
  await menuItem(page, about.name, 'Save bundle');
  const saving = page.getByRole('dialog', { name: 'Save bundle' });
  await saving.getByRole('radio', { name: 'Without photos' }).click();
  const download = page.waitForEvent('download');
  await saving.getByRole('button', { name: 'Save bundle' }).click();
  const file = info.outputPath('references.zip');
  await (await download).saveAs(file);

  await menuItem(page, about.name, 'Close project');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open bundle' }).click();
  await (await chooser).setFiles(file);
  const opened = page.getByRole('dialog', { name: 'Open bundle' });
  await expect(opened.getByRole('status')).toContainText('2 photos of it have no file here.');
  await opened.getByRole('button', { name: 'Find missing photos' }).click();
  const dialog = page.getByRole('dialog', { name: 'Find missing photos' });
  await expect(
    dialog.getByRole('list', { name: 'List of missing photos' }).getByRole('listitem'),
  ).toHaveCount(2);
  const choosing = page.waitForEvent('filechooser');
  await dialog.getByRole('button', { name: 'Choose files' }).click();
  const bytes = { cat: readFileSync(fixture('cat.jpg')), hopper: readFileSync(fixture('hopper.jpg')) };
  await (await choosing).setFiles([
    { name: 'IMG_2041.jpg', mimeType: 'image/jpeg', buffer: bytes.cat },
    { name: 'astronaut.jpg', mimeType: 'image/jpeg', buffer: bytes.hopper },
  ]);
  await expect(dialog.getByRole('status')).toHaveText('1 of 2 missing photos found.');
  await expect(dialog.getByRole('list', { name: 'List of photos not found' })).toHaveText(
    'astronaut.jpg: A file of that name is there, but it is another photo or was changed.',
  );
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect(page.getByRole('application', { name: 'Annotation canvas' })).toBeVisible();
  expect(await studio.shownImages()).toEqual(images);

  // From the photo that is still missing it goes on, and what was found stays after a reload.
  await page.keyboard.press('f');
  await expect(page.getByRole('heading', { name: 'astronaut.jpg cannot be opened' })).toBeVisible();
  await page.getByRole('button', { name: 'Find missing photos' }).click();
  await expect(
    dialog.getByRole('list', { name: 'List of missing photos' }).getByRole('listitem'),
  ).toHaveCount(1);
  await dropFile(page, readFileSync(fixture('astronaut.jpg')), 'any name.jpg', 'image/jpeg');
  await expect(dialog.getByRole('status')).toHaveText('1 of 1 missing photo found.');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('status', { name: 'Saved', exact: true })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('main', { name: 'Canvas, astronaut.jpg' })).toBeVisible();
  await expect(page.getByRole('application', { name: 'Annotation canvas' })).toBeVisible();
});

/** Lets go of a file over the window. */
const dropFile = (page: Page, content: Buffer, name: string, type: string) =>
  page.evaluate(
    ({ list, name, type }) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([Uint8Array.from(list)], name, { type }));
      document.body.dispatchEvent(
        new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }),
      );
    },
    { list: [...content], name, type },
  );

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
  const drop = (content: Buffer) => dropFile(page, content, 'work.t4s.zip', 'application/zip');

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
