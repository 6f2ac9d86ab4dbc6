import { type Download, expect, type Locator, type Page } from '@playwright/test';
import type { Studio } from '../src/studio/studio.ts';

declare global {
  interface Window {
    readonly studio: Studio;
  }
}

export const fixture = (name: string) => `e2e/fixtures/${name}`;

/** What the page holds for an object, read through the console handle that the app documents (`window.studio`). */
export interface ShownObject {
  readonly label: string;
  readonly width: number;
  readonly height: number;
  /** Row-major, one byte a pixel, 0 or 1, as base64. */
  readonly bitmap: string;
}

/** The studio as a user meets it: by roles and accessible names only. */
export class StudioPage {
  readonly page: Page;
  readonly #url: string;

  constructor(page: Page, url = '/') {
    this.page = page;
    this.#url = url;
  }

  async open(): Promise<void> {
    await this.page.goto(this.#url);
    await this.expectWelcome();
  }

  /** Until the app runs and shows its start page. */
  async expectWelcome(): Promise<void> {
    await expect(this.page.getByRole('heading', { name: 'Say what to segment.' })).toBeVisible();
  }

  get prompt(): Locator {
    return this.page.getByRole('textbox', { name: 'Describe what to segment' });
  }

  get objects(): Locator {
    return this.page.getByRole('grid', { name: 'Objects' });
  }

  objectRow(name: string | RegExp): Locator {
    return this.objects.getByRole('row', { name });
  }

  get conversation(): Locator {
    return this.page.getByRole('log', { name: 'Conversation' });
  }

  async openPhotos(...files: string[]): Promise<void> {
    const chooser = this.page.waitForEvent('filechooser');
    await this.page.getByRole('button', { name: 'Open photos' }).first().click();
    await (await chooser).setFiles(files);
  }

  /** A photo of the fixtures with the model's answer to a question about it. */
  async openAnswered(photo: string, question: string): Promise<void> {
    await this.open();
    await this.openPhotos(fixture(photo));
    await this.waitForModel();
    await this.ask(question);
    await this.answerEnded();
  }

  /** Until the model is ready; its self-test alone takes minutes on software WebGPU. */
  async waitForModel(timeout = 90_000): Promise<void> {
    await expect(this.page.getByRole('status', { name: 'Model' })).toContainText(/CPU|WebGPU/, {
      timeout,
    });
  }

  /** Objects of known pixels on the photo shown, drawn side by side through the studio's own methods, left to right. */
  async paintBoxes(...names: string[]): Promise<void> {
    await expect(this.page.getByRole('application', { name: 'Annotation canvas' })).toBeVisible();
    const count = await this.page.evaluate((labels) => {
      const { studio } = window;
      const { document, currentImage } = studio.project.getState();
      const image = document.images.find(({ id }) => id === currentImage);
      if (!image) throw new Error('No photo is shown.');
      const { width, height } = image;
      const step = Math.floor(width / (labels.length + 1));
      const top = Math.floor(height / 4);
      const count = Math.floor(height / 2);
      labels.forEach((label, index) => {
        const x1 = Math.floor(step * (index + 0.25));
        const x2 = x1 + Math.floor(step * 1.25);
        const rows = Uint32Array.from({ length: count + 1 }, (_, row) => row);
        const runs = Uint32Array.from({ length: 2 * count }, (_, run) => (run % 2 === 0 ? x1 : x2));
        studio.select([]);
        studio.applyMask({ width, height, top, rows, runs }, 'add', 'Rectangle');
        const [id] = studio.view.getState().selection;
        if (id) studio.rename(id, label);
      });
      studio.select([]);
      return studio.project.getState().document.objects.get(image.id)?.length;
    }, names);
    await expect(this.objectRow(`${count}, ${names.at(-1)}`)).toBeVisible();
  }

  async ask(text: string): Promise<void> {
    await this.prompt.fill(text);
    await this.prompt.press('Enter');
    await expect(this.prompt).toHaveValue('');
  }

  /** A stroke of the eraser over the middle of the photo, on the object that is selected. */
  async eraseMiddle(): Promise<void> {
    await this.page.getByRole('radio', { name: 'Eraser' }).click();
    const box = await this.page.getByRole('application', { name: 'Annotation canvas' }).boundingBox();
    if (!box) throw new Error('The canvas has no box.');
    const { mouse } = this.page;
    await mouse.move(box.x + box.width * 0.4, box.y + box.height * 0.4);
    await mouse.down();
    await mouse.move(box.x + box.width * 0.45, box.y + box.height * 0.5, { steps: 8 });
    await mouse.up();
  }

  /** Waits until no answer runs and none is queued. */
  async answerEnded(timeout = 90_000): Promise<void> {
    await expect(this.page.getByRole('button', { name: 'Stop answer' })).toBeHidden({ timeout });
    await expect(this.page.getByRole('button', { name: 'Send prompt' })).toBeVisible({ timeout });
  }

  /** Every image with its masks as the document behind the page holds them: what is shown, in full resolution. */
  async shownImages(): Promise<{ readonly name: string; readonly objects: readonly ShownObject[] }[]> {
    return this.page.evaluate(() => {
      const { document } = window.studio.project.getState();
      const base64 = (bytes: Uint8Array) => {
        let text = '';
        for (let i = 0; i < bytes.length; i += 8192)
          text += String.fromCharCode(...bytes.subarray(i, i + 8192));
        return btoa(text);
      };
      return document.images.map((image) => ({
        name: image.name,
        objects: (document.objects.get(image.id) ?? []).map(({ mask, category }) => {
          const bitmap = new Uint8Array(mask.width * mask.height);
          for (let row = 0; row + 1 < mask.rows.length; row++) {
            const start = (mask.top + row) * mask.width;
            for (let run = mask.rows[row] ?? 0; run < (mask.rows[row + 1] ?? 0); run++)
              bitmap.fill(1, start + (mask.runs[2 * run] ?? 0), start + (mask.runs[2 * run + 1] ?? 0));
          }
          return {
            label: document.categories.find(({ id }) => id === category)?.name ?? '',
            width: mask.width,
            height: mask.height,
            bitmap: base64(bitmap),
          };
        }),
      }));
    });
  }

  /** Records what the next answer shows until it ends: the ghost, the box, and the rows painted so far. */
  watchAnswer(): Promise<{ ghost: boolean; box: boolean; rows: number[] }> {
    return this.page.evaluate(
      () =>
        new Promise((resolve) => {
          const seen = { ghost: false, box: false, rows: [] as number[] };
          const stop = window.studio.answer.subscribe(({ running }) => {
            if (!running) {
              if (!seen.ghost && !seen.box) return;
              stop();
              resolve(seen);
              return;
            }
            seen.ghost ||= running.ghost !== null;
            const object = running.objects[0];
            if (!object) return;
            seen.box = true;
            if (object.phase === 'painting' && object.cursorY !== seen.rows.at(-1))
              seen.rows.push(object.cursorY);
          });
        }),
    );
  }

  async export(profile: 'Polygons' | 'Compressed RLE'): Promise<Download> {
    await this.page.getByRole('button', { name: 'Export', exact: true }).click();
    const dialog = this.page.getByRole('dialog', { name: 'Export' });
    await dialog.getByRole('radio', { name: 'COCO instances' }).click();
    await dialog.getByRole('radio', { name: profile === 'Polygons' ? profile : 'Run lengths' }).click();
    const download = this.page.waitForEvent('download');
    await dialog.getByRole('button', { name: /^Export \d+ image/ }).click();
    const file = await download;
    await expect(dialog).toBeHidden();
    return file;
  }
}
