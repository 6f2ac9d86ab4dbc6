import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { surface } from './drawing.ts';
import { fixture, StudioPage } from './studio-page.ts';

/**
 * Serious problems that axe-core finds on the page as it is, each with its place. Left out are the guards at both ends
 * of an open menu: hidden from screen readers and in the tab order, they hand the focus on and never keep it.
 */
async function problems(page: Page, where: string): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).exclude('[data-base-ui-focus-guard]').analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${where}: ${id} ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
}

for (const theme of ['dark', 'light'] as const) {
  test(`no serious accessibility problem, ${theme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme });
    const studio = new StudioPage(page);
    await studio.open();
    const found = [...(await problems(page, 'welcome'))];
    await studio.openPhotos(fixture('cat.jpg'));
    await studio.waitForModel();
    await studio.ask('the cat');
    await studio.answerEnded();
    found.push(...(await problems(page, 'studio')));
    await page.getByRole('tab', { name: 'Tokens' }).click();
    found.push(...(await problems(page, 'tokens')));
    await page.getByRole('tab', { name: 'History' }).click();
    found.push(...(await problems(page, 'history')));
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    await expect(page.getByRole('dialog', { name: 'Export' })).toBeVisible();
    found.push(...(await problems(page, 'export')));
    expect(found).toEqual([]);
  });

  test(`no serious accessibility problem in the editor's bars, menus and panels, ${theme}`, async ({
    page,
  }) => {
    // Axe looks at every bar, menu and panel: a busy machine needs more than a journey's time.
    test.slow();
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    const studio = new StudioPage(page);
    const found: string[] = [];
    const check = async (where: string) => found.push(...(await problems(page, where)));
    const closed = async (role: 'menu' | 'dialog') => {
      await page.keyboard.press('Escape');
      await expect(page.getByRole(role)).toHaveCount(0);
    };
    await studio.open();
    await studio.openPhotos(fixture('cat.jpg'), fixture('astronaut.jpg'));
    await studio.paintBoxes('cat', 'bowl', 'mat');

    for (const tool of await page.getByRole('toolbar', { name: 'Tools' }).getByRole('radio').all()) {
      await tool.click();
      await check(`options of ${await tool.getAttribute('aria-label')}`);
    }
    await page.getByRole('radio', { name: 'Brush' }).click();
    await page.getByRole('button', { name: 'Drawing rules' }).click();
    await expect(page.getByRole('dialog', { name: 'Drawing rules' })).toBeVisible();
    await check('drawing rules');
    await closed('dialog');
    await studio.objectRow('1, cat').click();
    await page.getByRole('button', { name: 'Refine', exact: true }).click();
    await expect(page.getByRole('dialog', { name: 'Refine cat' })).toBeVisible();
    await check('refine');
    await closed('dialog');
    await page.getByRole('radio', { name: 'Select' }).click();
    await page.getByRole('button', { name: 'Add an attribute' }).click();
    await expect(page.getByRole('textbox', { name: 'Attribute name' })).toBeFocused();
    await check('attributes');
    await page.keyboard.press('Escape');
    await studio.objectRow('3, mat').click({ modifiers: ['Shift'] });
    await page.getByRole('button', { name: 'Combine: merge, subtract, intersect' }).click();
    await expect(page.getByRole('menu', { name: 'Combine' })).toBeVisible();
    await check('combine');
    await closed('menu');
    await studio.objectRow('2, bowl').click({ button: 'right' });
    await expect(page.getByRole('menu', { name: 'Object' })).toBeVisible();
    await check('object menu');
    await page.getByRole('menuitem', { name: 'Order' }).hover();
    await expect(page.getByRole('menuitem', { name: /^Bring to front/ })).toBeVisible();
    await check('order menu');
    await page.keyboard.press('Escape');
    await closed('menu');
    await surface(page).click({ button: 'right', position: { x: 60, y: 120 } });
    await expect(page.getByRole('menu', { name: 'Photo' })).toBeVisible();
    await check('photo menu');
    await closed('menu');
    await page.evaluate(() => window.studio.setView({ region: { x1: 8, y1: 8, x2: 40, y2: 40 } }));
    await expect(page.getByRole('button', { name: 'Ask about the whole photo instead' })).toBeVisible();
    await check('a question in a region');
    await page.evaluate(() => window.studio.setView({ region: null }));
    await page.getByRole('tab', { name: 'History' }).click();
    await page.keyboard.press('Escape');
    await page.keyboard.press('s');
    await expect(page.getByRole('status', { name: 'Why nothing happened' })).not.toBeEmpty();
    await check('history, and why nothing happened');
    await page.getByRole('tab', { name: 'Objects' }).click();
    await page.getByRole('button', { name: 'How masks look' }).click();
    await expect(page.getByRole('dialog', { name: 'How masks look' })).toBeVisible();
    await check('how masks look');
    await closed('dialog');
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('combobox')).toBeFocused();
    await check('command palette');
    await page.keyboard.type('merge');
    await check('command palette, typed');
    await page.keyboard.press('Enter');
    await check('command palette, choosing');
    await closed('dialog');
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
    await check('keyboard shortcuts');
    await closed('dialog');
    await page.getByRole('button', { name: /^Project / }).click();
    await page.getByRole('menuitem', { name: 'Save bundle' }).click();
    await expect(page.getByRole('dialog', { name: 'Save bundle' })).toBeVisible();
    await check('save bundle');
    await closed('dialog');
    await page.getByLabel('Bundle to open').setInputFiles(fixture('cat.jpg'));
    await expect(page.getByRole('dialog', { name: 'Open bundle' }).getByRole('alert')).toBeVisible();
    await check('a bundle that is none');
    await closed('dialog');
    // As after a bundle without its photos: there is no file where the project has it.
    await page.evaluate(async () => {
      const { id } = window.studio.project.getState();
      const home = await (await navigator.storage.getDirectory()).getDirectoryHandle('projects');
      await (await home.getDirectoryHandle(id ?? '')).removeEntry('photos', { recursive: true });
    });
    await page.getByRole('button', { name: /^Project / }).click();
    await page.getByRole('menuitem', { name: 'Find missing photos' }).click();
    await expect(page.getByRole('list', { name: 'List of missing photos' })).toBeVisible();
    await check('missing photos');
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Choose files' }).click();
    await (await chooser).setFiles(fixture('cat.jpg'));
    await expect(page.getByRole('list', { name: 'List of photos not found' })).toBeVisible();
    await check('photos found and not found');
    await closed('dialog');
    expect(found).toEqual([]);
  });

  test(`no serious accessibility problem in classes and review, ${theme}`, async ({ page }) => {
    test.slow();
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    const studio = new StudioPage(page);
    const found: string[] = [];
    const check = async (where: string) => found.push(...(await problems(page, where)));
    await studio.open();
    await studio.openPhotos(...['cat.jpg', 'astronaut.jpg', 'hopper.jpg'].map(fixture));
    await expect(surface(page)).toBeVisible();
    await page.keyboard.press('Shift+C');
    const classes = page.getByRole('dialog', { name: 'Classes' });
    await expect(classes).toContainText('No classes yet.');
    await check('no classes');
    await page.keyboard.press('Escape');
    await expect(classes).toBeHidden();
    await studio.paintBoxes('cat', 'bowl');

    await page.keyboard.press('Shift+C');
    await classes.getByRole('row', { name: 'cat, 1 object' }).click();
    await classes.getByRole('textbox', { name: 'Key' }).press('b');
    await expect(classes.getByRole('alert')).toBeVisible();
    await check('a class, and why its key cannot be');
    await classes.getByRole('button', { name: 'Colour of cat' }).click();
    await expect(page.getByRole('button', { name: 'Colour 7' })).toBeVisible();
    await check('colours of a class');
    await page.getByRole('button', { name: 'Colour 7' }).click();
    await classes.getByRole('button', { name: 'Delete cat' }).click();
    await expect(classes.getByRole('region', { name: 'Merge cat' })).toBeVisible();
    await check('a class to be merged');
    await classes.getByRole('textbox', { name: 'Find or add a class' }).fill('zebra');
    await check('a class that is not there');
    await classes.getByRole('button', { name: 'Close' }).click();
    await expect(classes).toBeHidden();

    await page.keyboard.press('a');
    await page.keyboard.press('f');
    await page.keyboard.press('x');
    await check('photos with marks');
    await page.getByRole('button', { name: /^hopper\.jpg/ }).click({ button: 'right' });
    await expect(page.getByRole('menu', { name: 'hopper.jpg' })).toBeVisible();
    await check('menu of a thumbnail');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^hopper\.jpg/ }).click({ modifiers: ['ControlOrMeta'] });
    await expect(page.getByRole('button', { name: '2 photos selected, select none' })).toBeVisible();
    await check('selected photos');
    await page.getByRole('button', { name: 'Filter photos' }).click();
    await page.getByRole('menuitem', { name: 'With objects of any class' }).hover();
    await expect(page.getByRole('menuitemradio', { name: /^bowl/ })).toBeVisible();
    await check('filter of the strip');
    await page.getByRole('menuitemradio', { name: /^bowl/ }).click();
    await check('a filtered strip');
    expect(found).toEqual([]);
  });
}
