import { type Download, expect, type Locator, type Page } from '@playwright/test';

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
  constructor(readonly page: Page) {}

  async open(): Promise<void> {
    await this.page.goto('/');
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

  async waitForModel(): Promise<void> {
    await expect(this.page.getByRole('status', { name: 'Model' })).toContainText(/CPU|WebGPU/, { timeout: 60_000 });
  }

  async ask(text: string): Promise<void> {
    await this.prompt.fill(text);
    await this.prompt.press('Enter');
    await expect(this.prompt).toHaveValue('');
  }

  /** Waits until no answer runs and none is queued. */
  async answerEnded(timeout = 90_000): Promise<void> {
    await expect(this.page.getByRole('button', { name: 'Stop answer' })).toBeHidden({ timeout });
    await expect(this.page.getByRole('button', { name: 'Send prompt' })).toBeVisible({ timeout });
  }

  async export(profile: 'Polygons' | 'Compressed RLE'): Promise<Download> {
    await this.page.getByRole('button', { name: 'Export', exact: true }).click();
    const dialog = this.page.getByRole('dialog', { name: 'Export' });
    await dialog.getByRole('radio', { name: profile }).click();
    const download = this.page.waitForEvent('download');
    await dialog.getByRole('button', { name: /^Export \d+ image/ }).click();
    const file = await download;
    await expect(dialog).toBeHidden();
    return file;
  }
}
