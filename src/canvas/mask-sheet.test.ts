// Many resting objects as one picture, in a real Chromium: it must show what single masks show.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openStageBrowser, placeOnPage, type StageBrowser, startOver } from './testing/stage-browser.ts';

let browser: StageBrowser;

beforeAll(async () => {
  browser = await openStageBrowser();
}, 120_000);

afterAll(() => browser?.close());

beforeEach(() => startOver(browser.page));

/** Middle of a drawn box in image pixels. */
const middle = (i: number) => [10 + (i % 20) * 16, 10 + Math.floor(i / 20) * 16] as const;
const masksAt = (i: number) => browser.page.evaluate(([x, y]) => window.page.pixel('masks', x, y), middle(i));
/** Until the picture has come to what is asked. */
const eventually = (i: number, alpha: number) =>
  expect.poll(async () => Math.abs((await masksAt(i))[3]! - alpha) < 3, { timeout: 10_000 }).toBe(true);

const filled = Math.round(0.32 * 255);

describe('MaskSheet', () => {
  it('shows every object of a crowd as it would be shown alone', async () => {
    await browser.page.evaluate(() => window.page.drawBoxes(10));
    const alone = await masksAt(5);
    await browser.page.evaluate(() => window.page.drawBoxes(80));
    await eventually(79, filled);
    for (const i of [20, 41, 79]) {
      const [red, green, blue, alpha] = await masksAt(i);
      expect(alpha).toBe(filled);
      expect([red, green, blue].every((value, c) => Math.abs(value! - alone[c]!) < 4)).toBe(true);
    }
  });

  it('takes a change in at once, by undo and redo too', async () => {
    await browser.page.evaluate(() => window.page.drawBoxes(80));
    await eventually(79, filled);
    await browser.page.evaluate(() => {
      const object = window.page.objects().at(-1)!;
      window.page.studio.remove([object.id]);
    });
    expect((await masksAt(79))[3]).toBe(0);
    await browser.page.evaluate(() => window.page.studio.undo());
    expect((await masksAt(79))[3]).toBe(filled);
    await browser.page.evaluate(() => window.page.studio.redo());
    expect((await masksAt(79))[3]).toBe(0);
  });

  it('raises what is selected or under the pointer above the picture, no stronger than it would be alone', async () => {
    await browser.page.evaluate(() => window.page.drawBoxes(80));
    await eventually(79, filled);
    const halo = () =>
      browser.page
        .evaluate(([x, y]) => window.page.pixel('masks', x - 9, y), middle(79))
        .then(([, , , a]) => a);
    expect(await halo()).toBe(0);
    await browser.page.evaluate(() => window.page.studio.select([window.page.objects().at(-1)!.id]));
    expect((await masksAt(79))[3]).toBe(filled);
    expect(await halo()).toBeGreaterThan(0);
    await browser.page.evaluate(() =>
      window.page.studio.setView({ hovered: window.page.objects().at(-1)!.id }),
    );
    expect(Math.abs((await masksAt(79))[3]! - 0.44 * 255)).toBeLessThan(3);
    await browser.page.evaluate(() => window.page.studio.setView({ hovered: null }));
    await browser.page.evaluate(() => window.page.studio.select([]));
    expect((await masksAt(79))[3]).toBe(filled);
    expect(await halo()).toBe(0);
  });

  it('takes an object off the picture while it is erased, and puts it back when that is cancelled', async () => {
    const { page } = browser;
    await page.evaluate(() => window.page.drawBoxes(80));
    await eventually(79, filled);
    await page.evaluate(() => {
      window.page.studio.select([window.page.objects().at(-1)!.id]);
      window.page.studio.setView({ tool: 'eraser', brushSize: 8 });
    });
    const [x, y] = middle(79);
    await page.mouse.move(...(await placeOnPage(page, x - 4, y)));
    await page.mouse.down();
    await page.mouse.move(...(await placeOnPage(page, x + 4, y)), { steps: 3 });
    expect((await masksAt(79))[3]).toBe(0);
    expect((await masksAt(78))[3]).toBe(filled);
    await page.keyboard.press('Escape');
    await page.mouse.up();
    expect((await masksAt(79))[3]).toBe(filled);
  });

  it('follows pans at once and is sharp again after a zoom', async () => {
    await browser.page.evaluate(() => window.page.drawBoxes(80));
    await eventually(79, filled);
    await browser.page.evaluate(() => window.page.controller.panBy(37, -21));
    expect((await masksAt(45))[3]).toBe(filled);
    await browser.page.evaluate(() => window.page.controller.zoomToBox({ x1: 40, y1: 0, x2: 200, y2: 90 }));
    await eventually(45, filled);
    // Between two boxes there is nothing, which a blurred picture would have smeared over.
    const gap = await browser.page.evaluate(([x, y]) => window.page.pixel('masks', x + 8, y + 8), middle(45));
    expect(gap[3]).toBe(0);
  });

  it('leaves nothing behind when the stage goes', async () => {
    await browser.page.evaluate(() => window.page.drawBoxes(80));
    await eventually(79, filled);
    await browser.page.evaluate(() => window.page.unmount());
    expect(await browser.page.evaluate(() => window.page.stages())).toBe(0);
  });
});
