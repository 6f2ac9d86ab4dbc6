import { type Browser, expect, type Page, test } from '@playwright/test';
import { drag, expectLastStep, Fingers, PhotoMap, type Place, pixelsShown, surface } from './drawing.ts';
import { fixture, type ShownObject, StudioPage } from './studio-page.ts';

const pixelOf = ({ bitmap, width }: ShownObject, { x, y }: Place) =>
  Buffer.from(bitmap, 'base64')[y * width + x] === 1;
const areaOf = ({ bitmap }: ShownObject) =>
  Buffer.from(bitmap, 'base64').reduce((sum, pixel) => sum + pixel, 0);

/** Objects of the photo shown, back to front. */
async function objectsShown(studio: StudioPage): Promise<readonly ShownObject[]> {
  const name = await studio.page.evaluate(() => {
    const { document, currentImage } = window.studio.project.getState();
    return document.images.find(({ id }) => id === currentImage)?.name;
  });
  return (await studio.shownImages()).find((image) => image.name === name)?.objects ?? [];
}

interface Named {
  readonly id: number;
  readonly name: string;
}

const stepsDone = (page: Page) => page.evaluate(() => window.studio.project.getState().undo.length);

async function openWithBoxes(page: Page, ...names: string[]): Promise<StudioPage> {
  const studio = new StudioPage(page);
  await studio.open();
  await studio.openPhotos(fixture('cat.jpg'), fixture('astronaut.jpg'));
  await studio.paintBoxes(...names);
  return studio;
}

/** The same on a screen of 1024 x 768 that is touched. */
async function openOnTablet(browser: Browser, ...names: string[]) {
  const context = await browser.newContext({
    viewport: { width: 1024, height: 768 },
    hasTouch: true,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  return { context, page, studio: await openWithBoxes(page, ...names) };
}

test('a mask of the model is fixed with brush, polygon and a boolean operation, and every step taken back', async ({
  page,
}) => {
  const studio = new StudioPage(page);
  await studio.openAnswered('cat.jpg', 'the cat');
  const answered = await objectsShown(studio);
  const before = await stepsDone(page);
  const map = await PhotoMap.of(page);

  // The brush adds what was left out: a corner that no cat covers.
  await studio.objectRow(/^1, cat/).click();
  await page.getByRole('radio', { name: 'Brush' }).click();
  await drag(page, [
    map.toPage({ x: 20, y: 20 }),
    map.toPage({ x: 60, y: 20 }),
    map.toPage({ x: 60, y: 60 }),
  ]);
  await expectLastStep(page, /^Brush stroke on cat$/);
  const [painted] = await objectsShown(studio);
  // Held, C shows the photo without the stroke; the document keeps it.
  await page.keyboard.down('c');
  await expect(page.getByText('Before: Brush stroke on cat')).toBeVisible();
  await page.keyboard.up('c');
  await expect(page.getByText('Before: Brush stroke on cat')).toBeHidden();
  expect((await objectsShown(studio))[0]).toEqual(painted);
  for (const place of [
    { x: 20, y: 20 },
    { x: 40, y: 20 },
    { x: 60, y: 60 },
  ])
    expect(painted && pixelOf(painted, place), `painted at ${place.x}, ${place.y}`).toBe(true);

  // The polygon takes away, in the mode that its bar says.
  await page.getByRole('radio', { name: 'Polygon' }).click();
  await page.getByRole('radio', { name: 'Subtract from mask' }).click();
  for (const corner of [
    { x: 30, y: 5 },
    { x: 80, y: 5 },
    { x: 80, y: 80 },
    { x: 30, y: 80 },
  ]) {
    const { x, y } = map.toPage(corner);
    await page.mouse.click(x, y);
    // Two clicks at once would be the double click that finishes.
    await page.waitForTimeout(60);
  }
  await page.keyboard.press('Enter');
  await expectLastStep(page, /polygon/i);
  const [cut] = await objectsShown(studio);
  expect(cut && pixelOf(cut, { x: 20, y: 20 }), 'outside the polygon stays').toBe(true);
  expect(cut && pixelOf(cut, { x: 60, y: 40 }), 'inside the polygon goes').toBe(false);

  // A second object, and both become one.
  await page.keyboard.press('v');
  await page.keyboard.press('Escape');
  await page.getByRole('radio', { name: 'Ellipse' }).click();
  await page.getByRole('radio', { name: 'Add to mask' }).click();
  await drag(page, [map.toPage({ x: 5, y: 5 }), map.toPage({ x: 45, y: 45 })]);
  await expect(studio.objectRow(/^2, /)).toBeVisible();
  const pair = await objectsShown(studio);
  await page.getByRole('radio', { name: 'Select' }).click();
  await studio.objectRow(/^1, cat/).click();
  await studio.objectRow(/^2, /).click({ modifiers: ['Shift'] });
  await page.getByRole('button', { name: 'Combine: merge, subtract, intersect' }).click();
  await page
    .getByRole('menu', { name: 'Combine' })
    .getByRole('menuitem', { name: /^Merge/ })
    .click();
  await expect(studio.objectRow(/^2, /)).toBeHidden();
  const [merged] = await objectsShown(studio);
  if (!merged || !pair[0] || !pair[1]) throw new Error('An object is missing.');
  const [both, first, second] = [merged, pair[0], pair[1]].map(({ bitmap }) => Buffer.from(bitmap, 'base64'));
  expect(both?.every((pixel, at) => pixel === (first?.[at] || second?.[at] ? 1 : 0))).toBe(true);

  await page.getByRole('tab', { name: 'History' }).click();
  for (let step = await stepsDone(page); step > before; step--) await page.keyboard.press('Control+z');
  await expect.poll(() => stepsDone(page)).toBe(before);
  expect(await objectsShown(studio)).toEqual(answered);
});

test('touch: a finger paints, two fingers zoom and take back, a hold opens the menu', async ({ browser }) => {
  const { context, page, studio } = await openOnTablet(browser, 'cat', 'bowl');
  const map = await PhotoMap.of(page);
  const fingers = await Fingers.on(page);
  const start = await objectsShown(studio);

  await studio.objectRow('1, cat').tap();
  await page.getByRole('radio', { name: 'Brush' }).tap();
  const empty = { x: 20, y: 20 };
  await fingers.move([map.toPage(empty), map.toPage({ x: 40, y: 20 }), map.toPage({ x: 60, y: 30 })]);
  await expectLastStep(page, /^Brush stroke on cat$/);
  const painted = await objectsShown(studio);
  expect(painted[0] && pixelOf(painted[0], empty)).toBe(true);

  const zoom = page.getByRole('group', { name: 'Zoom' });
  const percent = async () => Number(/\d+/.exec((await zoom.innerText()) ?? '')?.[0]);
  const fitted = await percent();
  const at = (x: number) => map.toPage({ x, y: 150 });
  await fingers.move([at(200), at(170), at(120)], [at(250), at(280), at(330)]);
  await expect.poll(percent).toBeGreaterThan(fitted * 1.5);
  expect(await objectsShown(studio), 'two fingers paint nothing').toEqual(painted);
  await page.keyboard.press('Control+0');

  await fingers.move([at(200)], [at(250)]);
  await expect.poll(() => objectsShown(studio), { message: 'two fingers tapped undo' }).toEqual(start);
  await fingers.move([at(150)], [at(200)], [at(250)]);
  await expect.poll(() => objectsShown(studio), { message: 'three fingers tapped redo' }).toEqual(painted);

  await page.getByRole('radio', { name: 'Select' }).tap();
  const bowl = map.toPage({ x: 300, y: 150 });
  await fingers.hold(bowl, 900);
  await page
    .getByRole('menu', { name: 'Object' })
    .getByRole('menuitem', { name: /^Hide bowl/ })
    .tap();
  await expect(page.getByRole('button', { name: 'Show bowl' })).toBeVisible();
  await context.close();
});

test('touch: every tool and step is in sight on a tablet, held either way', async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 1024, height: 768 }, hasTouch: true });
  const page = await context.newPage();
  await openWithBoxes(page, 'cat');
  const tools = page.getByRole('toolbar', { name: 'Tools' });
  for (const viewport of [
    { width: 1024, height: 768 },
    { width: 820, height: 1180 },
    { width: 768, height: 1024 },
  ]) {
    await page.setViewportSize(viewport);
    const rail = await tools.boundingBox();
    for (const button of await tools.locator('button').all()) {
      const box = await button.boundingBox();
      expect(
        box && rail && box.y + box.height,
        (await button.getAttribute('aria-label')) ?? '',
      ).toBeLessThanOrEqual((rail?.y ?? 0) + (rail?.height ?? 0));
    }
  }
  await context.close();
});

test('touch: a finger moves what is selected, and pans everywhere else', async ({ browser }) => {
  const { context, page, studio } = await openOnTablet(browser, 'cat', 'bowl');
  const fingers = await Fingers.on(page);
  const map = await PhotoMap.of(page);
  await page.getByRole('radio', { name: 'Select' }).tap();
  const before = await objectsShown(studio);
  const steps = await stepsDone(page);
  const at = (x: number, y: number) => map.toPage({ x, y });
  const cat = { x: 100, y: 150 };

  // Tapped, the cat is selected; then the finger takes it 40 pixels to the right, in one step.
  await fingers.move([at(cat.x, cat.y)]);
  await expect(studio.objectRow('1, cat')).toHaveAttribute('aria-selected', 'true');
  await fingers.move([at(cat.x, cat.y), at(cat.x + 20, cat.y), at(cat.x + 40, cat.y)]);
  await expectLastStep(page, /^Move cat$/);
  expect(await stepsDone(page)).toBe(steps + 1);
  const [moved] = await objectsShown(studio);
  expect(moved && areaOf(moved)).toBe(before[0] && areaOf(before[0]));
  const leftmost = ({ bitmap, width }: ShownObject) => Buffer.from(bitmap, 'base64').indexOf(1) % width;
  expect(moved && before[0] && Math.abs(leftmost(moved) - leftmost(before[0]) - 40)).toBeLessThanOrEqual(1);

  // A second finger gives the object back and zooms.
  const zoom = page.getByRole('group', { name: 'Zoom' });
  const percent = async () => Number(/\d+/.exec((await zoom.innerText()) ?? '')?.[0]);
  const fitted = await percent();
  await fingers.join(
    [at(cat.x + 40, cat.y), at(cat.x + 60, cat.y)],
    [at(cat.x + 160, cat.y), at(cat.x + 220, cat.y), at(cat.x + 300, cat.y)],
  );
  await expect.poll(percent).toBeGreaterThan(fitted * 1.3);
  await page.keyboard.press('Control+0');
  expect((await objectsShown(studio))[0]).toEqual(moved);

  // Locked, it stays where it is under the finger, which pans.
  await page.getByRole('button', { name: 'Lock cat' }).tap();
  const locked = await stepsDone(page);
  await fingers.move([at(cat.x + 40, cat.y), at(cat.x + 70, cat.y), at(cat.x + 90, cat.y)]);
  await page.waitForTimeout(100);
  expect(await stepsDone(page)).toBe(locked);
  expect((await objectsShown(studio))[0]).toEqual(moved);
  await context.close();
});

test('keyboard only, from opening a photo to the exported file', async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.open();
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('o');
  await (await chooser).setFiles([fixture('cat.jpg'), fixture('astronaut.jpg')]);
  await expect(page.getByRole('main', { name: 'Canvas, cat.jpg' })).toBeVisible();
  await studio.waitForModel();

  await page.keyboard.press('/');
  await expect(studio.prompt).toBeFocused();
  await page.keyboard.type('the cat');
  await page.keyboard.press('Enter');
  await studio.answerEnded();
  await expect(studio.objectRow(/^1, cat/)).toBeVisible();
  const [answered] = await objectsShown(studio);

  // Out of the prompt by the palette, then on the photo: Tab takes the first object, arrows carry the eraser.
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: /^Search/ })).toBeFocused();
  await page.keyboard.type('go to the photo');
  await page.keyboard.press('Enter');
  await expect(surface(page)).toBeFocused();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await expect(studio.objectRow(/^1, cat/)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('e');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Space');
  for (let step = 0; step < 6; step++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await expectLastStep(page, /^Erase stroke on cat$/);
  const [erased] = await objectsShown(studio);
  expect(erased && answered && areaOf(erased) < areaOf(answered)).toBe(true);

  // A rectangle beside it, as a new object of a class of its own.
  await page.keyboard.press('Escape');
  await page.keyboard.press('m');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Space');
  for (let step = 0; step < 5; step++) {
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Space');
  await expect(studio.objectRow(/^2, /)).toBeVisible();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: /^Search/ })).toBeFocused();
  await page.keyboard.type('set class of');
  await page.keyboard.press('Enter');
  await page.keyboard.type('toy');
  await expect(page.getByRole('option', { name: 'New class “toy”' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(studio.objectRow('2, toy')).toBeVisible();

  // Refined without a pointer, and put below the cat.
  await page.keyboard.press('Shift+S');
  await expect(page.getByRole('dialog', { name: 'Refine toy' })).toBeVisible();
  await expect(page.getByRole('spinbutton', { name: 'Grow or shrink' })).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await expect(page.getByRole('button', { name: 'Apply' })).toBeEnabled();
  await page.keyboard.press('Enter');
  await expectLastStep(page, /^Refine toy$/);
  await page.keyboard.press('v');
  await page.keyboard.press('Alt+ArrowUp');
  await expect(studio.objectRow('1, toy')).toBeVisible();

  await page.keyboard.press('Control+Shift+E');
  await expect(page.getByRole('dialog', { name: 'Export' })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Export \d+ image/ })).toBeEnabled();
  const download = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  const stream = await (await download).createReadStream();
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  const written = JSON.parse(Buffer.concat(chunks).toString('utf8'));
  const names = new Map(written.categories.map(({ id, name }: Named) => [id, name]));
  const classes = written.annotations.map(({ category_id: id }: { category_id: number }) => names.get(id));
  expect(classes).toEqual(['toy', 'cat']);
});

test('a thousand random strokes: undo all, redo all, the same pixels', async ({ page }) => {
  test.slow();
  const studio = await openWithBoxes(page, 'cat', 'bowl', 'mat');
  const map = await PhotoMap.of(page);
  const start = await objectsShown(studio);
  const before = await stepsDone(page);
  const startPixels = await pixelsShown(page);

  // Some by hand through the stage, the rest through the method that the stage calls with a finished stroke.
  const random = seeded(4);
  await studio.objectRow('1, cat').click();
  await page.getByRole('radio', { name: 'Brush' }).click();
  for (let stroke = 0; stroke < 20; stroke++) {
    await page.keyboard.press(stroke % 3 === 0 ? 'e' : 'b');
    const place = () => map.toPage({ x: 10 + random() * 430, y: 10 + random() * 280 });
    await drag(page, [place(), place(), place()]);
  }
  await page.evaluate(() => {
    const { studio: app } = window;
    let state = 12345;
    const next = () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state / 2 ** 32;
    };
    const objects = () => {
      const { document, currentImage } = app.project.getState();
      return (currentImage && document.objects.get(currentImage)) || [];
    };
    while (app.project.getState().undo.length < 1400) {
      const list = objects();
      const target = list[Math.floor(next() * list.length)];
      app.select(target && next() < 0.95 ? [target.id] : []);
      const points = Array.from({ length: 2 + Math.floor(next() * 6) }, () => ({
        x: next() * 451,
        y: next() * 300,
        radius: 1 + next() * 12,
      }));
      app.applyStroke(points, next() < 0.6 ? 'add' : 'subtract');
      if (app.project.getState().undo.length >= 1000 + 20) break;
    }
  });
  const after = await stepsDone(page);
  expect(after - before).toBeGreaterThanOrEqual(1000);
  const end = await objectsShown(studio);
  const endPixels = await pixelsShown(page);
  expect(end).not.toEqual(start);
  expect(endPixels).not.toEqual(startPixels);

  const undoAll = (steps: number) =>
    page.evaluate((count) => {
      for (let step = 0; step < count; step++) window.studio.undo();
    }, steps);
  await undoAll(after - before);
  expect(await objectsShown(studio)).toEqual(start);
  expect(await pixelsShown(page)).toEqual(startPixels);
  await page.evaluate((count) => {
    for (let step = 0; step < count; step++) window.studio.redo();
  }, after - before);
  expect(await objectsShown(studio)).toEqual(end);
  expect(await pixelsShown(page)).toEqual(endPixels);

  // The same in two jumps of the history panel, from its keyboard.
  await page.getByRole('tab', { name: 'History' }).click();
  const current = page.getByRole('region', { name: 'History of changes' }).locator('[aria-current=step]');
  await current.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await expect.poll(() => stepsDone(page)).toBe(0);
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect.poll(() => stepsDone(page)).toBe(after);
  expect(await objectsShown(studio)).toEqual(end);
});

test('refine shows its line and its figures before it is applied; cancel and Escape leave the mask', async ({
  page,
}) => {
  const studio = await openWithBoxes(page, 'cat');
  const start = await objectsShown(studio);
  const preview = () => page.evaluate(() => window.studio.view.getState().preview?.mask.top ?? null);
  await studio.objectRow('1, cat').click();
  const refine = page.getByRole('dialog', { name: 'Refine cat' });
  const open = () => page.getByRole('button', { name: 'Refine', exact: true }).click();

  await open();
  await expect(refine.getByRole('button', { name: 'Apply' })).toBeDisabled();
  await refine.getByRole('button', { name: 'Grow by 1 px' }).click();
  await refine.getByRole('button', { name: 'Grow by 1 px' }).click();
  await expect(refine.getByRole('spinbutton', { name: 'Grow or shrink' })).toHaveText('+2 px');
  await expect.poll(preview).toBe(73);
  const figures = refine.getByRole('status', { name: 'Area' });
  await expect(figures).toHaveText(/^\d+\.\d → \d+\.\d%$/);
  // The photo can be moved while it is open.
  const box = await surface(page).boundingBox();
  await page.mouse.move((box?.x ?? 0) + 100, (box?.y ?? 0) + 300);
  await page.mouse.wheel(0, -200);
  await expect(refine).toBeVisible();
  await refine.getByRole('button', { name: 'Cancel' }).click();
  await expect(refine).toBeHidden();
  await expect.poll(preview).toBeNull();
  expect(await objectsShown(studio)).toEqual(start);

  await open();
  await refine.getByRole('checkbox', { name: 'Fill holes' }).click();
  await page.keyboard.press('Escape');
  await expect(refine).toBeHidden();
  expect(
    await page.evaluate(() => window.studio.view.getState().selection.length),
    'one step of Escape',
  ).toBe(1);

  await open();
  await refine.getByRole('button', { name: 'Shrink by 1 px' }).click();
  await refine.getByRole('button', { name: 'Apply' }).click();
  await expectLastStep(page, /^Refine cat$/);
  await expect.poll(preview).toBeNull();
});

test('copy, paste to the next image, order by drag and key, attributes, hide and lock', async ({ page }) => {
  const studio = await openWithBoxes(page, 'cat', 'bowl', 'mat');
  await studio.objectRow('1, cat').click();
  await page.keyboard.press('Control+c');
  await page.keyboard.press('Control+v');
  await expect(studio.objectRow('4, cat')).toBeVisible();
  await page.keyboard.press('Control+z');
  await studio.objectRow('2, bowl').click();
  await page.keyboard.press('Control+d');
  await expect(studio.objectRow(/^\d, bowl$/)).toHaveCount(2);
  await page.keyboard.press('Control+z');

  await studio.objectRow('3, mat').click();
  await page.keyboard.press('Control+Shift+v');
  await expect(page.getByRole('main', { name: 'Canvas, astronaut.jpg' })).toBeVisible();
  await expect(studio.objectRow('1, mat')).toBeVisible();
  await page.keyboard.press('d');
  await expect(page.getByRole('main', { name: 'Canvas, cat.jpg' })).toBeVisible();

  const mat = await studio.objectRow('3, mat').boundingBox();
  const cat = await studio.objectRow('1, cat').boundingBox();
  if (!mat || !cat) throw new Error('A row has no box.');
  await drag(page, [
    { x: mat.x + 80, y: mat.y + 12 },
    { x: mat.x + 80, y: mat.y - 10 },
    { x: cat.x + 80, y: cat.y + 3 },
  ]);
  await expect(studio.objectRow('1, mat')).toBeVisible();
  await studio.objectRow('1, mat').click();
  await page.keyboard.press('Alt+ArrowDown');
  await expect(studio.objectRow('2, mat')).toBeFocused();

  await page.getByRole('button', { name: 'Add an attribute' }).click();
  await page.keyboard.type('material');
  await page.keyboard.press('Tab');
  await page.keyboard.type('wool');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.getByRole('textbox', { name: 'material' }).fill('cotton');
  await page.keyboard.press('Enter');
  await expectLastStep(page, /material/);
  await page.getByRole('button', { name: 'Delete attribute material' }).click();
  await expect(page.getByRole('textbox', { name: 'material' })).toHaveCount(0);

  await studio.objectRow('2, mat').click();
  await page.keyboard.press('Alt+h');
  await expect(page.getByRole('button', { name: 'Show cat' })).toBeVisible();
  await page.keyboard.press('Shift+H');
  await expect(page.getByRole('button', { name: 'Hide cat' })).toBeVisible();
  await page.keyboard.press('Shift+L');
  await page.keyboard.press('s');
  await expect(page.getByText('mat is locked').first()).toBeVisible();
});

test('Escape goes one step at a time; a key that can do nothing says why; single keys can be turned off', async ({
  page,
}) => {
  const studio = await openWithBoxes(page, 'cat', 'bowl');
  const map = await PhotoMap.of(page);
  const selected = () => page.evaluate(() => window.studio.view.getState().selection.length);
  const said = page.getByRole('status', { name: 'Why nothing happened' });
  await page.getByRole('radio', { name: 'Select' }).click();
  await page.keyboard.press('l');
  await page.keyboard.press('v');
  await page.keyboard.press('s');
  await expect(said).toHaveText('Select an object first');

  // A menu over a shape that is being drawn, over a selection.
  await studio.objectRow('1, cat').click();
  await page.getByRole('radio', { name: 'Polygon' }).click();
  const before = await objectsShown(studio);
  for (const corner of [
    { x: 20, y: 20 },
    { x: 80, y: 20 },
    { x: 80, y: 60 },
  ]) {
    const { x, y } = map.toPage(corner);
    await page.mouse.click(x, y);
  }
  await page.getByRole('button', { name: 'Project' }).click();
  await expect(page.getByRole('menu')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toBeHidden();
  expect(await selected()).toBe(1);
  await page.keyboard.press('Escape');
  expect(await selected(), 'the shape goes before the selection').toBe(1);
  await page.keyboard.press('Escape');
  expect(await selected()).toBe(0);
  expect(await objectsShown(studio)).toEqual(before);

  await page.getByRole('radio', { name: 'Select' }).click();
  await page.keyboard.press('?');
  await page.getByRole('switch', { name: 'Single keys' }).click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('b');
  await expect(page.getByRole('radio', { name: 'Select' })).toBeChecked();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: /^Search/ })).toBeFocused();
  await page.keyboard.type('single keys');
  await page.keyboard.press('Enter');
  // What was chosen runs once the palette has closed and given the focus back.
  await expect(page.getByRole('combobox', { name: /^Search/ })).toBeHidden();
  await page.keyboard.press('b');
  await expect(page.getByRole('radio', { name: 'Brush' })).toBeChecked();
});

/** Numbers in [0, 1) that are the same in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
