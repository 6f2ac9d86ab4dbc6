import { execFileSync } from 'node:child_process';
import { expect, test } from '@playwright/test';
import { python } from '../scripts/python-environment.ts';
import { fixture, StudioPage } from './studio-page.ts';

test('a click on the cat segments the cat', async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.open();
  await studio.openPhotos(fixture('cat.jpg'));
  await studio.waitForModel();
  await page.getByRole('radio', { name: 'Point to segment' }).click();
  const box = await page.getByRole('application', { name: 'Annotation canvas' }).boundingBox();
  if (!box) throw new Error('The canvas has no box.');
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await expect(studio.objectRow(/^1, /)).toBeVisible({ timeout: 60_000 });
  await studio.answerEnded();
  const [shown] = await studio.shownImages();
  const object = shown?.objects[0];
  expect(object?.label).toBe('cat');
  const truth = execFileSync(python, ['e2e/readers/mask_bytes.py', fixture('masks/cat.png')], {
    maxBuffer: 1 << 28,
  });
  const bitmap = Buffer.from(object?.bitmap ?? '', 'base64');
  expect(bitmap.length).toBe(truth.length);
  const both = bitmap.reduce((sum, value, i) => sum + (value && truth[i] ? 1 : 0), 0);
  const either = bitmap.reduce((sum, value, i) => sum + (value || truth[i] ? 1 : 0), 0);
  console.log(`IoU of the cat clicked: ${(both / either).toFixed(3)}`);
  expect(both / either).toBeGreaterThan(0.6);
});
