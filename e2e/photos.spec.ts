import { execFileSync } from 'node:child_process';
import { expect, test } from '@playwright/test';
import { python } from '../scripts/python-environment.ts';
import { fixture, StudioPage } from './studio-page.ts';

const images = (studio: StudioPage) =>
  studio.page.evaluate(() =>
    window.studio.project
      .getState()
      .document.images.map(({ name, width, height }) => ({ name, width, height })),
  );

test('JPEG, PNG, WebP, AVIF, and a photo that EXIF turns upright', async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.open();
  const names = ['cat.png', 'cat.webp', 'cat.avif', 'cat-exif-6.jpg'];
  await studio.openPhotos(...names.map((name) => fixture(`formats/${name}`)));
  await expect.poll(() => images(studio)).toHaveLength(4);
  expect(await images(studio)).toEqual([
    { name: 'cat.png', width: 226, height: 150 },
    { name: 'cat.webp', width: 451, height: 300 },
    { name: 'cat.avif', width: 451, height: 300 },
    { name: 'cat-exif-6.jpg', width: 451, height: 300 },
  ]);
});

test('broken files give one message and change nothing else', async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.open();
  await studio.openPhotos(fixture('cat.jpg'));
  await expect.poll(() => images(studio)).toHaveLength(1);
  await page.keyboard.press('o');
  const input = page.locator('input[type=file]').first();
  const files = ['formats/broken.jpg', 'formats/truncated.jpg', 'astronaut.jpg'];
  await input.setInputFiles(files.map(fixture));
  const note = page.getByRole('alert');
  await expect(note).toHaveCount(1);
  await expect(note).toContainText(/^2 files were not opened\..*broken\.jpg.*truncated\.jpg.*damaged/);
  await expect.poll(() => images(studio)).toHaveLength(2);
});

test('a photo of 50 megapixels opens and is answered', async ({ page }, info) => {
  test.slow();
  const file = info.outputPath('large.jpg');
  execFileSync(python, [
    '-c',
    'import sys; from PIL import Image; Image.open(sys.argv[1]).resize((8660, 5774), Image.BICUBIC).save(sys.argv[2], quality=70)',
    fixture('cat.jpg'),
    file,
  ]);
  const studio = new StudioPage(page);
  await studio.open();
  await studio.openPhotos(file);
  await expect
    .poll(() => images(studio), { timeout: 60_000 })
    .toEqual([{ name: 'large.jpg', width: 8660, height: 5774 }]);
  await studio.waitForModel();
  await studio.ask('the cat');
  await studio.answerEnded();
  await expect(studio.objectRow(/^1, cat/)).toBeVisible();
});

test('paste and drop open photos', async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.open();
  const bytes = Array.from((await import('node:fs')).readFileSync(fixture('formats/cat.png')));
  for (const [kind, name] of [
    ['drop', 'dropped.png'],
    ['paste', 'pasted.png'],
  ] as const) {
    await page.evaluate(
      ({ kind, name, bytes }) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([new Uint8Array(bytes)], name, { type: 'image/png' }));
        const target = document.activeElement ?? document.body;
        if (kind === 'paste')
          target.dispatchEvent(
            new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true }),
          );
        else
          for (const type of ['dragenter', 'dragover', 'drop'])
            document.body.dispatchEvent(
              new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }),
            );
      },
      { kind, name, bytes },
    );
    await expect.poll(async () => (await images(studio)).map((image) => image.name)).toContain(name);
  }
});
