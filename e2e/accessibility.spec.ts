import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { fixture, StudioPage } from './studio-page.ts';

for (const theme of ['dark', 'light'] as const) {
  test(`no serious accessibility problem, ${theme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme });
    const studio = new StudioPage(page);
    const problems = async (where: string) => {
      const { violations } = await new AxeBuilder({ page }).analyze();
      return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => `${where}: ${id} ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
    };
    await studio.open();
    const found = await problems('welcome');
    await studio.openPhotos(fixture('cat.jpg'));
    await studio.waitForModel();
    await studio.ask('the cat');
    await studio.answerEnded();
    found.push(...(await problems('studio')));
    await page.getByRole('tab', { name: 'Tokens' }).click();
    found.push(...(await problems('tokens')));
    await page.getByRole('tab', { name: 'History' }).click();
    found.push(...(await problems('history')));
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    await expect(page.getByRole('dialog', { name: 'Export' })).toBeVisible();
    found.push(...(await problems('export')));
    expect(found).toEqual([]);
  });
}
