// Every tool on a real stage in a real Chromium, with a mouse, by keyboard, by touch and with a pen: what becomes of the
// document's pixels, and what is painted on the way.
import type { CDPSession, Page } from '@playwright/test';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ToolName, ViewState } from '../studio/view-state.ts';
import type { LayerName } from './canvas-renderer.ts';
import { openStageBrowser, placeOnPage, type StageBrowser, startOver } from './testing/stage-browser.ts';

let browser: StageBrowser;
let page: Page;
let devtools: CDPSession;

beforeAll(async () => {
  browser = await openStageBrowser({ hasTouch: true });
  page = browser.page;
  devtools = await page.context().newCDPSession(page);
}, 120_000);

afterAll(() => browser?.close());

beforeEach(() => startOver(page));

type Place = readonly [x: number, y: number];

const onPage = (x: number, y: number) => placeOnPage(page, x, y);
const view = (patch: Partial<ViewState>) =>
  page.evaluate((change) => window.page.studio.setView(change), patch as never);
const take = (tool: ToolName) => view({ tool });
const select = (...ids: readonly string[]) =>
  page.evaluate((objects) => window.page.studio.select(objects as never), ids);

/** Whether an object has a pixel, -1 for the last object. */
const has = (object: number, x: number, y: number) =>
  page.evaluate(([index, column, row]) => window.page.contains(index, column, row), [object, x, y] as const);
const area = (object: number) => page.evaluate((index) => window.page.area(index), object);
const count = () => page.evaluate(() => window.page.objects().length);
const undoLabels = () =>
  page.evaluate(() => window.page.studio.project.getState().undo.map(({ label }) => label));
const alpha = (layer: LayerName, x: number, y: number) =>
  page.evaluate(async ([name, column, row]) => (await window.page.pixel(name, column, row))[3]!, [
    layer,
    x,
    y,
  ] as const);

/** The nearest colour of the palette's first three. */
const colour = async (layer: LayerName, x: number, y: number) => {
  const [red, green, blue] = await page.evaluate(
    ([name, column, row]) => window.page.pixel(name, column, row),
    [layer, x, y] as const,
  );
  const far = (hex: string) =>
    [red!, green!, blue!].reduce(
      (sum, part, i) => sum + Math.abs(part - Number.parseInt(hex.slice(1 + 2 * i, 3 + 2 * i), 16)),
      0,
    );
  return ['#49d1fd', '#fd5b0b', '#d7fb2f'].toSorted((a, b) => far(a) - far(b))[0];
};

async function press(...[x, y]: Place): Promise<void> {
  await page.mouse.move(...(await onPage(x, y)));
  await page.mouse.down();
}

async function drag(places: readonly Place[]): Promise<void> {
  const [first, ...others] = places;
  await press(...first!);
  for (const [x, y] of others) await page.mouse.move(...(await onPage(x, y)), { steps: 3 });
}

async function draw(places: readonly Place[]): Promise<void> {
  await drag(places);
  await page.mouse.up();
}

async function click(...[x, y]: Place): Promise<void> {
  await page.mouse.click(...(await onPage(x, y)));
}

describe('with a mouse', () => {
  it('selects by click, moves by dragging and scales by a handle', async () => {
    await click(550, 150);
    expect(await alpha('tool', 500, 100)).toBeGreaterThan(200);
    await drag([
      [550, 150],
      [450, 170],
    ]);
    expect(await alpha('tool', 450, 170)).toBeGreaterThan(40);
    await page.mouse.up();
    expect(await has(0, 401, 121)).toBe(true);
    expect(await has(0, 550, 150)).toBe(false);
    await draw([
      [500, 220],
      [540, 240],
    ]);
    expect(await area(0)).toBe(140 * 120);
    expect(await undoLabels()).toEqual(['Move dog', 'Resize dog']);
    await page.keyboard.press('ArrowRight');
    expect(await has(0, 400, 150)).toBe(false);
    expect(await area(0)).toBe(140 * 120);
    await page.keyboard.down('Alt');
    await draw([
      [450, 170],
      [200, 170],
    ]);
    await page.keyboard.up('Alt');
    expect(await count()).toBe(2);
  });

  it('shows a stroke in the colour of the class that it will have', async () => {
    await take('brush');
    await press(100, 100);
    await page.mouse.move(...(await onPage(200, 100)));
    expect(await colour('tool', 150, 100)).toBe('#fd5b0b');
    await page.mouse.up();
    await select();
    await view({ drawingClass: 'dog' as ViewState['drawingClass'] });
    await press(100, 200);
    await page.mouse.move(...(await onPage(200, 200)));
    expect(await colour('tool', 150, 200)).toBe('#49d1fd');
    await page.mouse.up();
    expect(await undoLabels()).toEqual(['Draw object', 'Draw dog']);
  });

  it('paints without a gap however fast the hand is, and takes it all back by Escape', async () => {
    await take('brush');
    await press(100, 100);
    await page.mouse.move(...(await onPage(400, 220)));
    expect(await alpha('tool', 250, 160)).toBeGreaterThan(150);
    await page.mouse.up();
    expect(await count()).toBe(2);
    for (let i = 0; i <= 30; i++) expect(await has(-1, 100 + i * 10, 100 + i * 4)).toBe(true);
    expect(await alpha('tool', 250, 160)).toBe(0);
    await drag([
      [100, 200],
      [200, 250],
    ]);
    await page.keyboard.press('Escape');
    await page.mouse.up();
    expect(await count()).toBe(2);
    expect(await has(-1, 150, 225)).toBe(false);
  });

  it('keeps a stroke that follows the edges in sight until it is in the document', async () => {
    await take('brush');
    await view({ snapToEdges: true });
    const release = await page.evaluateHandle(() => window.page.studio.pixels.hold());
    await draw([
      [100, 100],
      [200, 120],
    ]);
    expect(await count()).toBe(1);
    expect(await alpha('tool', 150, 110)).toBeGreaterThan(150);
    await release.evaluate((go) => go());
    await expect.poll(count).toBe(2);
    expect(await alpha('tool', 150, 110)).toBe(0);
  });

  it('shows what the eraser takes while it takes it, with an edge where it was', async () => {
    await select('first');
    await take('eraser');
    await drag([
      [530, 150],
      [570, 150],
    ]);
    expect(await alpha('masks', 550, 150)).toBe(0);
    // The dark casing of the new edge, just outside the stroke.
    expect(await alpha('masks', 550, 162)).toBeGreaterThan(200);
    expect(await alpha('masks', 550, 190)).toBeLessThan(100);
    await page.mouse.up();
    expect(await has(0, 550, 150)).toBe(false);
    expect(await has(0, 550, 190)).toBe(true);
  });

  it('lets the wheel with Alt set the brush', async () => {
    await take('brush');
    await page.mouse.move(...(await onPage(300, 150)));
    await page.keyboard.down('Alt');
    await page.mouse.wheel(0, -100);
    await page.keyboard.up('Alt');
    await expect.poll(() => page.evaluate(() => window.page.studio.view.getState().brushSize)).toBe(22);
  });

  it('draws a polygon point by point, with a hint where it closes', async () => {
    await take('polygon');
    for (const [x, y] of [
      [100, 50],
      [300, 50],
      [300, 250],
    ] as const) {
      await click(x, y);
      // Slower than a double click.
      await page.waitForTimeout(20);
    }
    await page.mouse.move(...(await onPage(150, 200)));
    expect(await alpha('tool', 240, 120)).toBeGreaterThan(20);
    await page.mouse.move(...(await onPage(102, 52)));
    expect(await alpha('tool', 102, 52)).toBe(255);
    await click(101, 51);
    expect(await count()).toBe(2);
    expect(Math.abs((await area(-1)) - 20_000)).toBeLessThan(250);
    expect(await undoLabels()).toEqual(['Draw object']);
  });

  it('takes back the last point of a polygon by undo, and then the step before it', async () => {
    await take('rectangle');
    await draw([
      [100, 50],
      [200, 150],
    ]);
    await take('polygon');
    await page.evaluate(() => window.page.studio.select([]));
    for (const [x, y] of [
      [300, 50],
      [400, 50],
      [400, 250],
      [300, 250],
    ] as const) {
      await click(x, y);
      await page.waitForTimeout(20);
    }
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Enter');
    expect(await count()).toBe(3);
    expect(Math.abs((await area(-1)) - 10_000)).toBeLessThan(200);
  });

  it('edits the corners of the selected object', async () => {
    await select('first');
    await take('polygon');
    await page.mouse.move(...(await onPage(500, 100)));
    await draw([
      [500, 100],
      [420, 60],
    ]);
    expect(await has(0, 440, 75)).toBe(true);
    await page.keyboard.press('Delete');
    expect(await has(0, 505, 105)).toBe(false);
    expect(await has(0, 590, 190)).toBe(true);
    expect(await undoLabels()).toEqual(['Move corner on dog', 'Delete corner on dog']);
  });

  it('draws lassos, rectangles and ellipses, and combines them by the keys held at their start', async () => {
    await take('lasso');
    await drag([
      [100, 50],
      [300, 50],
      [300, 250],
      [100, 250],
    ]);
    expect(await alpha('tool', 200, 150)).toBeGreaterThan(40);
    await page.mouse.up();
    expect(await has(-1, 110, 150)).toBe(true);
    await take('rectangle');
    await page.keyboard.down('Alt');
    await draw([
      [150, 100],
      [250, 200],
    ]);
    await page.keyboard.up('Alt');
    expect(await has(-1, 200, 150)).toBe(false);
    await take('ellipse');
    await page.keyboard.down('Shift');
    await draw([
      [400, 100],
      [480, 160],
    ]);
    await page.keyboard.up('Shift');
    expect(await has(-1, 440, 130)).toBe(true);
    expect(await has(-1, 403, 103)).toBe(false);
    expect(await count()).toBe(2);
    await page.keyboard.down('Shift');
    await page.keyboard.down('Alt');
    await drag([
      [390, 90],
      [440, 170],
    ]);
    await page.keyboard.up('Alt');
    await page.keyboard.up('Shift');
    await page.mouse.up();
    expect(await has(-1, 430, 130)).toBe(true);
    expect(await has(-1, 110, 150)).toBe(false);
    expect(await has(-1, 450, 130)).toBe(false);
  });

  it('fills what is alike in colour', async () => {
    await take('fill');
    await click(500, 250);
    await expect.poll(count).toBe(2);
    expect(await area(-1)).toBe(320 * 160);
  });

  it('cuts along a line, dragged or clicked', async () => {
    await take('knife');
    await drag([
      [480, 150],
      [620, 150],
    ]);
    expect(await alpha('tool', 550, 150)).toBeGreaterThan(150);
    await page.mouse.up();
    expect(await count()).toBe(2);
    expect([await area(0), await area(1)]).toEqual([5000, 5000]);
    await page.evaluate(() => window.page.studio.undo());
    await select('first');
    for (const [x, y] of [
      [480, 120],
      [550, 150],
      [560, 240],
    ] as const) {
      await click(x, y);
    }
    await page.keyboard.press('Enter');
    expect(await count()).toBe(2);
    expect(await undoLabels()).toHaveLength(1);
  });

  it('asks the model at a place, and keeps a region for the words to come', async () => {
    await take('point');
    await click(320, 80);
    await draw([
      [160, 80],
      [320, 240],
    ]);
    expect(await page.evaluate(() => window.page.studio.asked)).toMatchObject([
      { kind: 'point' },
      { kind: 'box' },
    ]);
    const [point] = await page.evaluate(() => window.page.studio.asked);
    expect(point?.kind === 'point' && point.x).toBeCloseTo(32, 0);
    await take('region');
    await draw([
      [160, 80],
      [320, 240],
    ]);
    const { region } = await page.evaluate(() => window.page.studio.view.getState());
    expect(region!.x1).toBeCloseTo(16, 0);
    expect(await alpha('tool', 160, 80)).toBeGreaterThan(200);
    expect(await alpha('tool', 400, 40)).toBeGreaterThan(40);
    expect(await alpha('tool', 240, 160)).toBe(0);
  });

  it('asks for a menu by the right button, with what is under it selected', async () => {
    await page.mouse.click(...(await onPage(550, 150)), { button: 'right' });
    const menu = await page.evaluate(() => window.page.controller.menu.getState());
    expect(menu).toMatchObject({ object: 'first' });
    expect(await page.evaluate(() => window.page.studio.view.getState().selection)).toEqual(['first']);
  });
});

describe('the look of masks', () => {
  it('follows opacity and style, and a dashed line shows what an object would become', async () => {
    await view({ maskOpacity: 0.6 });
    expect(await alpha('masks', 550, 150)).toBe(Math.round(0.6 * 255));
    await view({ maskStyle: 'outline' });
    expect(await alpha('masks', 550, 150)).toBe(0);
    expect(await alpha('masks', 500, 150)).toBeGreaterThan(200);
    await view({ maskStyle: 'hatch' });
    const row = await Promise.all(Array.from({ length: 16 }, (_, i) => alpha('masks', 540 + i, 150)));
    expect(Math.max(...row)).toBeGreaterThan(150);
    expect(Math.min(...row)).toBe(0);
    expect(await alpha('masks', 480, 150)).toBe(0);
    await page.evaluate(() => window.page.previewBox(450, 60, 630, 250));
    const edge = await Promise.all(Array.from({ length: 24 }, (_, i) => alpha('masks', 500 + i, 60)));
    expect(Math.min(...edge)).toBeGreaterThan(150);
  });
});

describe('by keyboard alone', () => {
  it('paints with the cursor, whose place is told', async () => {
    await take('brush');
    await page.getByRole('button', { name: 'Before' }).focus();
    await page.keyboard.press('Tab');
    const surface = page.getByRole('application', { name: 'Annotation canvas' });
    expect(await surface.getAttribute('aria-describedby')).not.toBeNull();
    const described = await surface.evaluate(
      (element) => document.getElementById(element.getAttribute('aria-describedby')!)?.textContent,
    );
    expect(described).toMatch(/^Arrow keys move the cursor/);
    const announced = () => page.evaluate(() => window.page.studio.announcement.getState());
    expect(await announced()).toBe('Cursor at 320, 160');
    expect(await alpha('tool', 320 + 5, 160)).toBeGreaterThan(150);
    await page.keyboard.press('Space');
    for (let i = 0; i < 3; i++) await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Space');
    expect(await count()).toBe(2);
    expect(await has(-1, 325, 160)).toBe(true);
    expect(await has(-1, 380, 160)).toBe(true);
    expect(await announced()).toMatch(/^Lifted at \d+, 160$/);
    await page.keyboard.press('Space');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Escape');
    expect(await undoLabels()).toEqual(['Draw object']);
  });

  it('draws a polygon and finishes it by Enter', async () => {
    await take('polygon');
    await page.getByRole('application').focus();
    await page.keyboard.press('ArrowRight');
    for (const key of ['Shift+ArrowRight', 'Shift+ArrowDown', 'Shift+ArrowLeft']) {
      await page.keyboard.press('Space');
      await page.keyboard.press(key);
    }
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    expect(await count()).toBe(2);
    expect(await area(-1)).toBeGreaterThan(500);
  });
});

describe('by touch', () => {
  interface Touch {
    readonly type: 'touchStart' | 'touchMove' | 'touchEnd';
    readonly places: readonly Place[];
  }
  const touch = async (type: Touch['type'], ...places: readonly Place[]) => tap({ type, places });

  /** One after the other without a pause, as fast as a hand taps. */
  const tap = async (...touches: readonly Touch[]) => {
    const origin = await onPage(0, 0);
    const unit = (await onPage(1, 0))[0] - origin[0];
    for (const { type, places } of touches) {
      const touchPoints = places.map(([x, y], id) => ({
        x: origin[0] + x * unit,
        y: origin[1] + y * unit,
        id,
      }));
      await devtools.send('Input.dispatchTouchEvent', { type, touchPoints });
    }
  };
  const fingers: readonly Place[] = [
    [300, 100],
    [380, 100],
    [450, 100],
  ];
  const tapWith = (count: number) =>
    tap(
      ...fingers
        .slice(0, count)
        .map((_, i) => ({ type: 'touchStart' as const, places: fingers.slice(0, i + 1) })),
      { type: 'touchEnd', places: [] },
    );

  it('pans with select, draws with the brush, and takes a stroke back for a second finger', async () => {
    const before = await onPage(0, 0);
    await touch('touchStart', [200, 100]);
    await touch('touchMove', [240, 120]);
    await touch('touchEnd');
    await expect.poll(async () => (await onPage(0, 0))[0] - before[0]).toBeGreaterThan(20);
    await take('brush');
    await touch('touchStart', [200, 100]);
    await touch('touchMove', [260, 100]);
    await touch('touchEnd');
    await expect.poll(count).toBe(2);
    await touch('touchStart', [200, 250]);
    await touch('touchMove', [260, 250]);
    await touch('touchStart', [260, 250], [400, 250]);
    await touch('touchEnd');
    expect(await has(-1, 230, 250)).toBe(false);
    expect(await undoLabels()).toHaveLength(1);
  });

  it('moves what is selected, as one step; a second finger, a lock or a pen make it pan', async () => {
    await select('first');
    const before = await onPage(0, 0);
    await touch('touchStart', [550, 150]);
    for (const x of [530, 500, 450]) await touch('touchMove', [x, 170]);
    await touch('touchEnd');
    await expect.poll(undoLabels).toEqual(['Move dog']);
    expect(await has(0, 450, 170)).toBe(true);
    expect(await has(0, 401, 121)).toBe(true);
    expect(await has(0, 550, 150)).toBe(false);
    expect(await onPage(0, 0)).toEqual(before);

    await touch('touchStart', [450, 170]);
    await touch('touchMove', [480, 200]);
    await touch('touchStart', [480, 200], [200, 200]);
    await touch('touchEnd');
    expect(await undoLabels()).toHaveLength(1);
    expect(await has(0, 401, 121)).toBe(true);

    const pans = async () => {
      const [x] = await onPage(0, 0);
      await touch('touchStart', [450, 170]);
      await touch('touchMove', [480, 170]);
      await touch('touchEnd');
      await expect.poll(async () => (await onPage(0, 0))[0] - x).toBeGreaterThan(15);
    };
    await view({ penDraws: true });
    await pans();
    await view({ penDraws: false });
    await page.evaluate(() => window.page.studio.setLocked('first' as never, true));
    await pans();
    expect(await has(0, 401, 121)).toBe(true);
  });

  it('undoes by a tap of two fingers and redoes by one of three', async () => {
    await take('rectangle');
    await draw([
      [100, 50],
      [200, 150],
    ]);
    expect(await count()).toBe(2);
    await tapWith(2);
    await expect.poll(count).toBe(1);
    await tapWith(3);
    await expect.poll(count).toBe(2);
  });

  it('asks for a menu when a finger rests', async () => {
    await touch('touchStart', [550, 150]);
    await expect
      .poll(() => page.evaluate(() => window.page.controller.menu.getState()?.object))
      .toBe('first');
    await touch('touchEnd');
  });
});

describe('with a pen', () => {
  const pen = async (
    type: 'mousePressed' | 'mouseMoved' | 'mouseReleased',
    [x, y]: Place,
    force = 0.5,
    button: 'left' | 'right' = 'left',
  ) => {
    const [pageX, pageY] = await onPage(x, y);
    const buttons = type === 'mouseReleased' ? 0 : button === 'left' ? 1 : 2;
    const rest = { button, buttons, clickCount: 1, pointerType: 'pen' as const, force };
    await devtools.send('Input.dispatchMouseEvent', { type, x: pageX, y: pageY, ...rest });
  };
  const stroke = async (y: number, force?: number, button?: 'left' | 'right') => {
    await pen('mousePressed', [200, y], force, button);
    for (const x of [230, 260, 300]) await pen('mouseMoved', [x, y], force, button);
    await pen('mouseReleased', [300, y], force, button);
  };

  it('draws as wide as it is pressed where that is wanted, erases with its barrel button, and fingers pan from then on', async () => {
    await take('brush');
    await view({ brushSize: 40 });
    await stroke(100, 0.3);
    await expect.poll(count).toBe(2);
    expect(await has(-1, 250, 115)).toBe(true);
    expect(await page.evaluate(() => window.page.studio.view.getState().penDraws)).toBe(true);
    await view({ pressureSize: true });
    await stroke(200, 0.3);
    expect(await has(-1, 250, 203)).toBe(true);
    expect(await has(-1, 250, 215)).toBe(false);
    await view({ pressureSize: false });
    await stroke(100, 0.3, 'right');
    expect(await has(-1, 250, 100)).toBe(false);
    const steps = (await undoLabels()).length;
    const [x, y] = await onPage(300, 250);
    await devtools.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] });
    await devtools.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x: x + 60, y }] });
    await devtools.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await expect.poll(async () => (await onPage(300, 250))[0]).toBeGreaterThan(x + 30);
    expect(await undoLabels()).toHaveLength(steps);
  });
});
