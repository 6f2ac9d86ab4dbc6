import { expect, test } from '@playwright/test';
import { crashRun } from './crash-run.ts';

test('a browser killed while a project is edited loses no change that was reported as saved', async ({
  baseURL,
}, info) => {
  const kills = 5;
  // Another seed every day, so that the same few moments are not all that is ever tried.
  const seed = Math.floor(Date.now() / 86_400_000);
  info.annotations.push({ type: 'seed', description: String(seed) });
  const { faults, edits } = await crashRun({
    url: `${baseURL}/`,
    profile: info.outputPath('profile'),
    kills,
    seed,
  });
  expect(faults).toEqual([]);
  expect(edits).toBeGreaterThan(kills);
});
