import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { expect, type TestInfo } from '@playwright/test';
import { python } from '../scripts/python-environment.ts';
import { fixture, type StudioPage } from './studio-page.ts';

/** Compares an export with the masks the page holds, by pycocotools; throws with its output when they differ. */
export async function checkExport(
  studio: StudioPage,
  profile: 'Polygons' | 'Compressed RLE',
  info: TestInfo,
): Promise<void> {
  const download = await studio.export(profile);
  const file = info.outputPath(`export-${profile.replace(' ', '-')}.json`);
  await download.saveAs(file);
  const shown = info.outputPath(`shown-${profile.replace(' ', '-')}.json`);
  writeFileSync(shown, JSON.stringify({ images: await studio.shownImages() }));
  execFileSync(python, ['e2e/readers/check_export.py', file, shown], {
    stdio: ['ignore', 'inherit', 'pipe'],
  });
}

/** The main job, end to end: open a photo, type, watch, get an object, ask on, export. `patience` stretches waits. */
export async function mainJob(studio: StudioPage, info: TestInfo, patience = 1): Promise<void> {
  await studio.open();
  await studio.openPhotos(fixture('cat.jpg'));
  await expect(studio.page.getByRole('main', { name: 'Canvas, cat.jpg' })).toBeVisible();
  await studio.waitForModel(90_000 * patience);

  const seen = studio.watchAnswer();
  await studio.ask('the cat');
  await studio.answerEnded(90_000 * patience);
  const phases = await seen;
  expect(phases.ghost, 'the ghost was shown').toBe(true);
  expect(phases.box, 'the box was shown').toBe(true);
  // Progressively, not at once: bricks were published in many portions, rows only ever growing.
  expect(phases.rows.length).toBeGreaterThan(5);
  expect(phases.rows).toEqual([...phases.rows].sort((a, b) => a - b));

  await expect(studio.objectRow('1, cat')).toBeVisible();
  const [first] = await studio.shownImages();
  expect(first?.objects).toHaveLength(1);

  await studio.ask('the zebra');
  await studio.answerEnded(90_000 * patience);
  await expect(studio.conversation).toContainText(/No zebra/);
  await expect(studio.objects.getByRole('row', { name: /^\d+, / })).toHaveCount(1);

  await checkExport(studio, 'Polygons', info);
  await checkExport(studio, 'Compressed RLE', info);
}
