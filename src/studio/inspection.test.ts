import { afterEach, expect, it } from 'vitest';
import { inspectObject } from './inspection.ts';
import { cellsOf, reference, words } from './testing/answer-script.ts';
import { type OpenStudio, openWithPhoto } from './testing/open-studio.ts';

const open: OpenStudio[] = [];

afterEach(async () => {
  for (const { studio } of open.splice(0)) await studio.dispose();
});

const holed = cellsOf(8, 8, 24, 40);
holed.fill(0, 10 * 64 + 12, 10 * 64 + 20);

async function start(): Promise<OpenStudio> {
  const app = await openWithPhoto();
  open.push(app);
  app.inference.answers.set('both', [
    words('Here:'),
    reference('dog', holed, cellsOf(40, 8, 50, 20)),
    reference('cat', cellsOf(2, 50, 20, 60)),
  ]);
  await app.ask('both');
  return app;
}

const inspect = (app: OpenStudio, index: number) =>
  inspectObject(app.studio.project.getState().document, app.turns(), app.objects()[index]!);

it('links each object with the bricks that painted it, cell by cell', async () => {
  const app = await start();
  for (const [index, object] of app.objects().entries()) {
    const inspection = inspect(app, index)!;
    const painted = new Uint8Array(64 * 64);
    for (const { row, bricks } of inspection.rows)
      for (const { x, length, foreground } of bricks)
        if (foreground) painted.fill(1, row * 64 + x, row * 64 + x + length);
    expect(painted, `object ${index}`).toEqual(object.canvas!.cells);
    const tokens = app.turns()[0]!.tokens;
    for (const { bricks } of inspection.rows)
      for (const { token, length, foreground } of bricks)
        expect(tokens[token]!.text).toBe(`${foreground ? 'fg' : 'bg'}${length}`);
    const { box } = object.canvas!;
    expect(inspection.rows).toHaveLength(box.y2 - box.y1);
    expect(tokens[inspection.span[1]]!.text).toBe('</seg>');
    expect(inspection.tokens).toBe(inspection.span[1] - inspection.span[0] + 1);
  }
  expect(
    inspect(app, 0)!.rows[2]!.bricks.map(({ x, length, foreground }) => [x, length, foreground]),
  ).toEqual([
    [8, 4, true],
    [12, 8, false],
    [20, 4, true],
  ]);
});

it('has nothing to show of what no model wrote', async () => {
  const app = await start();
  app.studio.select([]);
  const { mask } = app.objects()[1]!;
  app.studio.applyMask(mask, 'add', 'Brush stroke');
  expect(inspect(app, 3)).toBeNull();
});
