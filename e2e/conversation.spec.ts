import { expect, test } from '@playwright/test';
import { countPaints, mainThreadCost } from './main-thread.ts';
import { fixture, StudioPage } from './studio-page.ts';

test('the conversation keeps to its end, unless one reads further up', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 640 });
  const studio = new StudioPage(page);
  await studio.open();
  await studio.openPhotos(fixture('cat.jpg'));
  await studio.waitForModel();
  // Queued questions stand below the answer that grows; when their turn comes its tokens fold.
  for (const prompt of ['the cat', 'the animal', 'a long question about the cat, to be set in lines']) {
    await studio.ask(prompt);
  }
  await studio.answerEnded();
  for (const prompt of ['hide it', 'show it', 'undo', 'redo', 'the zebra']) await studio.ask(prompt);
  await studio.answerEnded();
  await expect(studio.conversation.getByRole('article', { name: 'the zebra' })).toBeInViewport();
  const fromEnd = () =>
    studio.conversation.evaluate((log) => log.scrollHeight - log.scrollTop - log.clientHeight);
  await expect.poll(fromEnd).toBeLessThan(2);

  await studio.ask('the cat');
  await studio.conversation.evaluate((log) => {
    log.scrollTop = 0;
  });
  await studio.answerEnded();
  expect(await studio.conversation.evaluate((log) => log.scrollTop)).toBe(0);
});

test('streaming leaves the main thread free, and paints each layer at most once a frame', async ({
  page,
}) => {
  await countPaints(page);
  const studio = new StudioPage(page);
  await studio.openAnswered('astronaut.jpg', 'the person');
  const costs = [];
  for (const prompt of ['the person', 'the person']) {
    costs.push(
      await mainThreadCost(page, async () => {
        await studio.ask(prompt);
        await studio.answerEnded();
      }),
    );
  }
  for (const { frames, mostPaints } of costs) {
    expect(frames).toBeGreaterThan(5);
    expect(mostPaints).toBe(1);
  }
  // Processor time, and the better of two: another program on the machine is not what is measured.
  expect(Math.min(...costs.map(({ tasks }) => tasks[0] ?? 0))).toBeGreaterThan(0);
  expect(Math.min(...costs.map(({ tasks }) => tasks[0] ?? 0))).toBeLessThan(50);
});

test('an answer of words reads as a sentence; long words and many turns fit their place', async ({
  page,
}) => {
  const studio = new StudioPage(page);
  await studio.openAnswered('cat.jpg', 'how many cats are there?');
  const words = await page.evaluate(
    () => [...window.studio.project.getState().conversations.values()].flat().at(-1)?.words ?? '',
  );
  expect(words).toMatch(/^\p{Lu}/u);
  expect(words).not.toMatch(/\s[.,!?]/);
  await studio.ask(`the ${'cat'.repeat(400)}`);
  await studio.answerEnded();
  expect(await studio.conversation.evaluate((log) => log.scrollWidth - log.clientWidth)).toBe(0);
});
