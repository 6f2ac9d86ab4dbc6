import { expect, type Locator, type Page } from '@playwright/test';

export interface Place {
  readonly x: number;
  readonly y: number;
}

/** Where pixels of the photo are on the page. Made by drawing a rectangle and reading which pixels it took. */
export class PhotoMap {
  readonly #scale: number;
  readonly #offset: Place;

  private constructor(scale: number, offset: Place) {
    this.#scale = scale;
    this.#offset = offset;
  }

  /** Leaves the document as it was. */
  static async of(page: Page): Promise<PhotoMap> {
    const box = await surface(page).boundingBox();
    if (!box) throw new Error('The canvas has no box.');
    const from = { x: Math.round(box.x + box.width * 0.4), y: Math.round(box.y + box.height * 0.4) };
    const to = { x: Math.round(box.x + box.width * 0.6), y: Math.round(box.y + box.height * 0.6) };
    await page.evaluate(() => window.studio.select([]));
    await page.getByRole('radio', { name: 'Rectangle' }).click();
    await drag(page, [from, to]);
    const drawn = await page.evaluate(() => {
      const { document, currentImage } = window.studio.project.getState();
      const mask = (currentImage && document.objects.get(currentImage)?.at(-1)?.mask) || null;
      return mask && { x: mask.runs[0] ?? 0, right: mask.runs[1] ?? 0, y: mask.top };
    });
    if (!drawn) throw new Error('The rectangle drew nothing.');
    await page.evaluate(() => window.studio.undo());
    const scale = (to.x - from.x) / (drawn.right - drawn.x);
    return new PhotoMap(scale, { x: from.x - drawn.x * scale, y: from.y - drawn.y * scale });
  }

  toPage({ x, y }: Place): Place {
    return { x: this.#offset.x + x * this.#scale, y: this.#offset.y + y * this.#scale };
  }
}

export function surface(page: Page): Locator {
  return page.getByRole('application', { name: 'Annotation canvas' });
}

/**
 * Every pixel of the stage's canvases, once they rest: objects at rest are drawn over several frames. Nothing is
 * selected or pointed at then.
 */
export async function pixelsShown(page: Page): Promise<readonly string[]> {
  await page.evaluate(() => window.studio.select([]));
  await page.mouse.move(0, 0);
  let pixels: readonly string[] = [];
  const draw = async () => {
    const before = pixels;
    pixels = await page
      .getByRole('img', { name: 'Masks' })
      .locator('canvas')
      .evaluateAll((canvases) => canvases.map((canvas) => (canvas as HTMLCanvasElement).toDataURL()));
    return pixels.length > 0 && pixels.join() === before.join();
  };
  await expect.poll(draw, { intervals: [200] }).toBe(true);
  return pixels;
}

/** Presses at the first place, moves through the others and lifts at the last. */
export async function drag(page: Page, [first, ...rest]: readonly Place[]): Promise<void> {
  if (!first) return;
  await page.mouse.move(first.x, first.y);
  await page.mouse.down();
  for (const { x, y } of rest) await page.mouse.move(x, y, { steps: 4 });
  await page.mouse.up();
}

/** Fingers on the screen, by the browser's own input: taps, holds, drags of one finger or more. */
export class Fingers {
  readonly #send: (
    type: 'touchStart' | 'touchMove' | 'touchEnd',
    points: readonly Place[],
  ) => Promise<unknown>;

  private constructor(send: Fingers['send']) {
    this.#send = send;
  }

  private get send() {
    return this.#send;
  }

  static async on(page: Page): Promise<Fingers> {
    const session = await page.context().newCDPSession(page);
    return new Fingers((type, points) =>
      session.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: points.map(({ x, y }, id) => ({ x, y, id })),
      }),
    );
  }

  /** All fingers go down, through their ways side by side, and up. */
  async move(...ways: readonly (readonly Place[])[]): Promise<void> {
    const at = (step: number) => ways.map((way) => way[Math.min(step, way.length - 1)] ?? { x: 0, y: 0 });
    const steps = Math.max(...ways.map((way) => way.length));
    await this.#send('touchStart', at(0));
    for (let step = 1; step < steps; step++) await this.#send('touchMove', at(step));
    await this.#send('touchEnd', []);
  }

  /** One finger goes its way; where that ends a second one comes down and goes its own while the first rests. */
  async join(first: readonly Place[], second: readonly Place[]): Promise<void> {
    const [start, ...rest] = first;
    const last = first.at(-1);
    const [other, ...others] = second;
    if (!start || !last || !other) return;
    await this.#send('touchStart', [start]);
    for (const place of rest) await this.#send('touchMove', [place]);
    await this.#send('touchStart', [last, other]);
    for (const place of others) await this.#send('touchMove', [last, place]);
    await this.#send('touchEnd', []);
  }

  async hold(place: Place, milliseconds: number): Promise<void> {
    await this.#send('touchStart', [place]);
    await new Promise((done) => setTimeout(done, milliseconds));
    await this.#send('touchEnd', []);
  }
}

/** The last step that was done, as the history names it. */
export async function expectLastStep(page: Page, name: string | RegExp): Promise<void> {
  await expect
    .poll(() => page.evaluate(() => window.studio.project.getState().undo.at(-1)?.label ?? ''))
    .toMatch(name);
}
