import type { Page } from '@playwright/test';

/**
 * tsx marks functions by a helper that code sent to a page would miss: gives the page one, before anything else is sent
 * to it. Playwright's own runner does not need this.
 */
export async function allowTsxNames(page: Page): Promise<void> {
  await page.addInitScript('globalThis.__name ??= (target) => target;');
}
