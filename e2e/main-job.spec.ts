import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { python } from '../scripts/python-environment.ts';
import { mainJob } from './story.ts';
import { fixture, StudioPage } from './studio-page.ts';

test('a photo, a question, a mask, a follow-up, an export that pycocotools reads', async ({ page }, info) => {
  const outside: string[] = [];
  const violations: string[] = [];
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && url.origin !== new URL(info.project.use.baseURL ?? '').origin)
      outside.push(request.url());
  });
  page.on('console', (message) => {
    if (/Content.Security.Policy/i.test(message.text())) violations.push(message.text());
  });
  await mainJob(new StudioPage(page), info);
  expect(outside, 'no request leaves the origin').toEqual([]);
  expect(violations, 'nothing runs against the Content-Security-Policy').toEqual([]);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
});

test('photos the model has never seen: IoU over 0.6 against masks outlined by hand', async ({
  page,
}, info) => {
  const studio = new StudioPage(page);
  await studio.open();
  const photos = ['cat.jpg', 'hopper.jpg'] as const;
  const polygons = JSON.parse(readFileSync(fixture('masks/polygons.json'), 'utf8'));
  await studio.openPhotos(...photos.map(fixture));
  await studio.waitForModel();
  for (const photo of photos) {
    await page.getByRole('navigation', { name: 'Images' }).getByRole('button', { name: photo }).click();
    await studio.ask(polygons[photo].prompt);
    await studio.answerEnded();
  }
  for (const { name, objects } of await studio.shownImages()) {
    const shown = objects[0];
    expect(shown, `${name} has an object`).toBeDefined();
    if (!shown) continue;
    const truth = execFileSync(
      python,
      ['e2e/readers/mask_bytes.py', fixture(`masks/${name.replace('.jpg', '.png')}`)],
      { maxBuffer: 1 << 28 },
    );
    const bitmap = Buffer.from(shown.bitmap, 'base64');
    expect(bitmap.length).toBe(truth.length);
    let both = 0;
    let either = 0;
    for (let i = 0; i < truth.length; i++) {
      both += Number(bitmap[i] && truth[i]);
      either += Number(bitmap[i] || truth[i]);
    }
    info.annotations.push({ type: 'IoU', description: `${name} ${(both / either).toFixed(3)}` });
    console.log(`IoU of ${name}: ${(both / either).toFixed(3)}`);
    expect(both / either, name).toBeGreaterThan(0.6);
  }
});

test('stop in mid-stream keeps the rows painted so far as a draft', async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.open();
  await studio.openPhotos(fixture('cat.jpg'));
  await studio.waitForModel();
  await studio.ask('the cat');
  await page.waitForFunction(() => (window.studio.answer.getState().running?.objects[0]?.cursorY ?? 0) > 10);
  await page.keyboard.press('Escape');
  await studio.answerEnded(20_000);
  await expect(studio.conversation).toContainText(/Stopped/);
  await expect(studio.objectRow(/^1, cat/)).toBeVisible();
  const provenance = await page.evaluate(
    () => [...window.studio.project.getState().document.objects.values()][0]?.[0]?.provenance,
  );
  expect(provenance).toMatchObject({ kind: 'model', partial: true });
  // Stopped within a step: had it run on, the descriptor would have been closed.
  const tokens = await page.evaluate(() =>
    [...window.studio.project.getState().conversations.values()]
      .flat()
      .flatMap((turn) => turn.tokens.map(({ text }) => text.trim())),
  );
  expect(tokens).toContain('<seg>');
  expect(tokens).not.toContain('</seg>');
});

test('a reload brings back images, objects and conversation', async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.open();
  await studio.openPhotos(fixture('cat.jpg'), fixture('astronaut.jpg'));
  await studio.waitForModel();
  await studio.ask('the cat');
  await studio.answerEnded();
  const before = await studio.shownImages();
  await expect(page.getByRole('status', { name: 'Saved', exact: true })).toBeVisible();
  await page.reload();
  await expect(studio.conversation).toContainText('the cat');
  await expect(studio.objectRow(/^1, cat/)).toBeVisible();
  expect(await studio.shownImages()).toEqual(before);

  // Another visit begins at the welcome page, one step away from the same.
  await page.close();
  const again = await page.context().newPage();
  await new StudioPage(again).open();
  await again.getByRole('button', { name: /^Open (Untitled project|cat)$/ }).click();
  await expect(new StudioPage(again).objectRow(/^1, cat/)).toBeVisible();
  expect(await new StudioPage(again).shownImages()).toEqual(before);
});

test('a second question waits its turn; empty text does nothing', async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.open();
  await studio.openPhotos(fixture('astronaut.jpg'));
  await studio.waitForModel();
  await studio.prompt.fill('   ');
  await studio.prompt.press('Enter');
  await studio.ask('the person');
  await studio.ask('the zebra');
  await expect(studio.conversation).toContainText(/Queued|waits/i);
  await studio.answerEnded();
  const turns = await page.evaluate(() =>
    [...window.studio.project.getState().conversations.values()]
      .flat()
      .map(({ prompt, outcome }) => [prompt, outcome.kind]),
  );
  expect(turns.map(([prompt]) => prompt)).toEqual(['the person', 'the zebra']);
  expect(turns.every(([, outcome]) => outcome === 'done' || outcome === 'none-found')).toBe(true);
});

test('undo takes back a whole answer, redo brings it again; a brush stroke is one step', async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.openAnswered('cat.jpg', 'the cat');
  const answered = await studio.shownImages();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(studio.objectRow(/^1, cat/)).toBeHidden();
  await page.getByRole('button', { name: 'Redo' }).click();
  expect(await studio.shownImages()).toEqual(answered);

  await studio.objectRow(/^1, cat/).click();
  await studio.eraseMiddle();
  const erased = await studio.shownImages();
  expect(erased).not.toEqual(answered);
  await page.keyboard.press('Control+z');
  expect(await studio.shownImages()).toEqual(answered);
  await page.keyboard.press('Control+Shift+z');
  expect(await studio.shownImages()).toEqual(erased);
});
