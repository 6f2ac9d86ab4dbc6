import { expect, type Page, test } from '@playwright/test';
import { drag, expectLastStep, surface } from './drawing.ts';
import { fixture, StudioPage } from './studio-page.ts';

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Classes' });
const classRow = (page: Page, name: string | RegExp) =>
  dialog(page).getByRole('grid', { name: 'Classes' }).getByRole('row', { name });
const field = (page: Page, name: string) => dialog(page).getByRole('textbox', { name, exact: true });
const thumbnail = (page: Page, name: string | RegExp) =>
  page.getByRole('navigation', { name: 'Images' }).getByRole('button', { name });

async function openClasses(page: Page): Promise<void> {
  await expect(surface(page)).toBeVisible();
  await page.keyboard.press('Shift+C');
  await expect(page.getByRole('textbox', { name: 'Find or add a class' })).toBeFocused();
}

test('a class with a key and a synonym, from the keyboard alone', async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.open();
  await studio.openPhotos(fixture('cat.jpg'), fixture('astronaut.jpg'));
  await studio.paintBoxes('cat', 'bowl');

  await openClasses(page);
  await page.keyboard.type('dog');
  await page.keyboard.press('Enter');
  await expect(classRow(page, 'dog, 0 objects')).toHaveAttribute('aria-selected', 'true');

  await field(page, 'Name').fill('Cat');
  await page.keyboard.press('Enter');
  await expect(dialog(page).getByRole('alert')).toHaveText(
    'There is a class “cat” already. Merge the two to make them one.',
  );
  // Escape takes back what was typed, and only then closes.
  await page.keyboard.press('Escape');
  await expect(field(page, 'Name')).toHaveValue('dog');
  await field(page, 'Key').press('b');
  await expect(dialog(page).getByRole('alert')).toContainText('B is “Brush”. Free letters: ');
  await field(page, 'Key').press('q');
  await expect(field(page, 'Key')).toHaveValue('Q');
  await field(page, 'Synonyms').fill('puppy, bowl');
  await page.keyboard.press('Enter');
  await expect(dialog(page).getByRole('alert')).toContainText('“bowl” is a class of its own.');
  await field(page, 'Synonyms').fill('puppy, hound');
  await page.keyboard.press('Enter');
  await expect(classRow(page, 'dog, 0 objects')).toContainText('puppy, hound');
  await expect(page.getByRole('status', { name: 'Last change' })).toHaveText('Change class dog');
  // Each change is a step of its own, and comes back one by one.
  await classRow(page, 'dog, 0 objects').click();
  await page.keyboard.press('Control+z');
  await expect(field(page, 'Synonyms')).toHaveValue('');
  await page.keyboard.press('Control+Shift+z');
  await expect(field(page, 'Synonyms')).toHaveValue('puppy, hound');
  // The order of classes is theirs: files number them by it, and digits go by it.
  await expect(classRow(page, 'dog, 0 objects')).toHaveAttribute('aria-rowindex', '5');
  await classRow(page, 'dog, 0 objects').click();
  await page.keyboard.press('Alt+Shift+ArrowUp');
  await expect(page.getByRole('status', { name: 'Last change' })).toHaveText('Move class dog to place 1');
  await page.keyboard.press('Alt+ArrowDown');
  await expect(classRow(page, 'dog, 0 objects')).toHaveAttribute('aria-rowindex', '3');
  await expect(classRow(page, 'dog, 0 objects')).toBeFocused();
  await page.keyboard.press('Control+z');
  await expect(classRow(page, 'dog, 0 objects')).toHaveAttribute('aria-rowindex', '2');
  await page.keyboard.press('Control+z');
  await expect(classRow(page, 'dog, 0 objects')).toHaveAttribute('aria-rowindex', '5');
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toBeHidden();

  // The key gives what is selected the class.
  await studio.objectRow('1, cat').click();
  await page.keyboard.press('q');
  await expect(studio.objectRow('1, dog')).toBeVisible();
  await expectLastStep(page, /^Set class of cat$/);
  await page.keyboard.press('Control+z');
  await expect(studio.objectRow('1, cat')).toBeVisible();

  // With nothing selected, it is about what is drawn next.
  await page.keyboard.press('Escape');
  await page.getByRole('radio', { name: 'Rectangle' }).click();
  await page.keyboard.press('q');
  await expect(page.getByRole('toolbar', { name: 'Rectangle options' })).toContainText('New dog');
  const box = await surface(page).boundingBox();
  if (!box) throw new Error('The canvas has no box.');
  await drag(page, [
    { x: box.x + box.width * 0.45, y: box.y + box.height * 0.8 },
    { x: box.x + box.width * 0.55, y: box.y + box.height * 0.9 },
  ]);
  await expect(studio.objectRow('3, dog')).toBeVisible();

  // Sheet and menus show the same key.
  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(sheet.locator('div', { has: page.getByText('dog', { exact: true }) }).last()).toContainText(
    'Q',
  );
  await page.keyboard.press('Escape');
  await studio.objectRow('2, bowl').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Class', exact: true }).hover();
  await expect(page.getByRole('menuitem', { name: /^dog/ })).toContainText('Q');
});

test('a used class is not deleted but merged, and its name stays a word for it', async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.open();
  await studio.openPhotos(fixture('cat.jpg'));
  await studio.paintBoxes('kitten', 'bowl', 'mat');
  await studio.objectRow('1, kitten').click();
  await page.getByRole('button', { name: 'Edit classes' }).click();
  await expect(classRow(page, 'kitten, 1 object')).toHaveAttribute('aria-selected', 'true');

  // The class "object" was drawn with and is not used: Delete takes it away and goes on to the next.
  await classRow(page, 'object, 0 objects').click();
  await page.keyboard.press('Delete');
  await expect(classRow(page, 'object, 0 objects')).toHaveCount(0);
  await expect(classRow(page, 'kitten, 1 object')).toBeFocused();

  await page.keyboard.press('Delete');
  const merging = dialog(page).getByRole('region', { name: 'Merge kitten' });
  await expect(merging).toContainText('1 object on 1 photo would be left without a class.');
  await page.keyboard.press('Escape');
  await expect(merging).toHaveCount(0);
  await expect(classRow(page, 'kitten, 1 object')).toBeFocused();
  await dialog(page).getByRole('button', { name: 'Merge kitten' }).click();
  await merging.getByRole('combobox', { name: /^Merge into/ }).click();
  await page.getByRole('option', { name: 'mat' }).click();
  await merging.getByRole('button', { name: 'Merge 1 object into mat' }).click();
  await expect(classRow(page, 'mat, 2 objects')).toContainText('kitten');
  await expect(dialog(page).getByRole('row', { name: /kitten/ })).toHaveCount(0);
  await dialog(page).getByRole('button', { name: 'Undo' }).click();
  await expect(classRow(page, 'kitten, 1 object')).toBeVisible();

  // Rows can be dragged to another place; Escape on the way leaves them where they are.
  const from = await classRow(page, 'mat, 1 object').boundingBox();
  const to = await classRow(page, 'kitten, 1 object').boundingBox();
  if (!from || !to) throw new Error('The rows have no boxes.');
  const order = () => dialog(page).getByRole('row').locator('.strong').allTextContents();
  expect(await order()).toEqual(['kitten', 'bowl', 'mat']);
  const lift = async () => {
    await page.mouse.move(from.x + 60, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(to.x + 60, to.y + 3, { steps: 4 });
  };
  await lift();
  await page.keyboard.press('Escape');
  await page.mouse.up();
  expect(await order()).toEqual(['kitten', 'bowl', 'mat']);
  await lift();
  await page.mouse.up();
  await expect.poll(order).toEqual(['mat', 'kitten', 'bowl']);
  await dialog(page).getByRole('button', { name: 'Move down: mat' }).click();
  await expect.poll(order).toEqual(['kitten', 'mat', 'bowl']);
  await dialog(page).getByRole('button', { name: 'Undo' }).click();
  await dialog(page).getByRole('button', { name: 'Undo' }).click();
  await expect.poll(order).toEqual(['kitten', 'bowl', 'mat']);

  // What is typed finds; what is not there can be added.
  await page.getByRole('textbox', { name: 'Find or add a class' }).fill('tea');
  await expect(dialog(page).getByRole('status').first()).toHaveText(
    'No class is called that. Enter adds “tea”.',
  );
  await page.getByRole('textbox', { name: 'Find or add a class' }).press('Escape');
  await expect(dialog(page).getByRole('row')).toHaveCount(4);
  await dialog(page).getByRole('button', { name: 'Done' }).click();
  await expect(dialog(page)).toBeHidden();
});

test('what is asked for by a synonym gets its class', async ({ page }) => {
  // The model is loaded and asked: a busy machine needs more than a journey's time.
  test.slow();
  const studio = new StudioPage(page);
  await studio.open();
  await studio.openPhotos(fixture('cat.jpg'));
  await openClasses(page);
  await page.keyboard.type('feline');
  await page.keyboard.press('Enter');
  await field(page, 'Synonyms').fill('cat');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await studio.waitForModel();
  await studio.ask('the cat');
  await studio.answerEnded();
  await expect(studio.objectRow('1, feline')).toBeVisible();
  await studio.ask('hide the cat');
  await studio.answerEnded();
  await expect(studio.objects.getByRole('button', { name: 'Show feline' })).toBeVisible();
});

test('photos are marked, counted and filtered', async ({ page }) => {
  const studio = new StudioPage(page);
  await studio.open();
  await studio.openPhotos(...['cat.jpg', 'astronaut.jpg', 'hopper.jpg'].map(fixture));
  await studio.paintBoxes('cat', 'bowl');
  await expect(thumbnail(page, 'cat.jpg, open, 2 objects')).toHaveAttribute('aria-current', 'true');

  await page.keyboard.press('a');
  await expect(thumbnail(page, 'cat.jpg, reviewed, 2 objects')).toBeVisible();
  await expectLastStep(page, 'Mark cat.jpg as reviewed');
  await expect(page.getByRole('button', { name: 'Mark as reviewed' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await page.keyboard.press('Shift+F');
  await expect(page.getByRole('main', { name: 'Canvas, astronaut.jpg' })).toBeVisible();
  await page.keyboard.press('x');
  await expect(thumbnail(page, 'astronaut.jpg, needs a look')).toBeVisible();
  await thumbnail(page, 'hopper.jpg, not started').click({ button: 'right' });
  const menu = page.getByRole('menu', { name: 'hopper.jpg' });
  await menu.getByRole('menuitem', { name: 'Mark as reviewed' }).click();
  await expect(thumbnail(page, 'hopper.jpg, reviewed')).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Images' })).toContainText('2 reviewed, 1 to look at');
  // The photo that is open is the only one left: there is no next.
  await page.keyboard.press('Shift+F');
  await expect(page.getByRole('status', { name: 'Why nothing happened' })).toHaveText(
    'Every other photo is reviewed',
  );

  await page.getByRole('button', { name: 'Filter photos' }).click();
  await page.getByRole('menuitemradio', { name: /^Reviewed/ }).click();
  await expect(page.getByRole('button', { name: 'Filter photos: reviewed' })).toBeVisible();
  await page.keyboard.press('f');
  await expect(page.getByRole('main', { name: 'Canvas, hopper.jpg' })).toBeVisible();
  await expect(thumbnail(page, /\.jpg, /)).toHaveCount(2);
  await page.keyboard.press('d');
  await expect(page.getByRole('main', { name: 'Canvas, cat.jpg' })).toBeVisible();
  // Without its mark it stays until it is left.
  await page.keyboard.press('Shift+X');
  await expect(thumbnail(page, 'cat.jpg, open, 2 objects')).toBeVisible();
  await page.keyboard.press('f');
  await expect(thumbnail(page, /\.jpg, /)).toHaveCount(1);
  await page.keyboard.press('Control+z');
  await expect(thumbnail(page, 'cat.jpg, reviewed, 2 objects')).toBeVisible();

  await page.getByRole('button', { name: 'Filter photos: reviewed' }).click();
  await page.getByRole('menuitemradio', { name: /^All/ }).click();
  await page.getByRole('button', { name: 'Filter photos' }).click();
  await page.getByRole('menuitem', { name: 'With objects of any class' }).hover();
  await page.getByRole('menuitemradio', { name: /^bowl/ }).click();
  await expect(thumbnail(page, /\.jpg, /)).toHaveCount(2);
  await expect(thumbnail(page, 'hopper.jpg, reviewed')).toHaveAttribute('aria-current', 'true');
});

test('several photos are selected by mouse and keys, marked, exported alone, and removed', async ({
  page,
}) => {
  const studio = new StudioPage(page);
  await studio.open();
  await studio.openPhotos(...['cat.jpg', 'astronaut.jpg', 'hopper.jpg', 'formats/cat.png'].map(fixture));
  await studio.paintBoxes('cat');
  const strip = page.getByRole('navigation', { name: 'Images' });
  const selected = strip.getByRole('button', { name: /, selected$/ });

  // With Ctrl one more, the one shown included; with Shift all up to there.
  await thumbnail(page, /^hopper/).click({ modifiers: ['ControlOrMeta'] });
  await expect(selected).toHaveCount(2);
  await expect(thumbnail(page, /^cat.jpg/)).toHaveAttribute('aria-current', 'true');
  await thumbnail(page, /^cat.png/).click({ modifiers: ['Shift'] });
  await expect(selected).toHaveCount(2);
  await expect(thumbnail(page, /^cat.png.*, selected$/)).toBeVisible();
  await thumbnail(page, /^astronaut/).click({ modifiers: ['Shift'] });
  await expect(strip.getByRole('button', { name: '2 photos selected, select none' })).toBeVisible();
  // A click shows a photo, and selects none.
  await thumbnail(page, /^cat.jpg/).click();
  await expect(selected).toHaveCount(0);

  // From the keyboard: arrows go, Shift takes along, one step marks them all.
  await page.keyboard.press('ArrowRight');
  await expect(thumbnail(page, /^astronaut/)).toBeFocused();
  await page.keyboard.press('Shift+ArrowRight');
  await expect(selected).toHaveCount(2);
  await page.keyboard.press('a');
  await expectLastStep(page, 'Mark 2 photos as reviewed');
  await expect(strip.getByRole('button', { name: 'Mark as reviewed: 2 photos' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await page.keyboard.press('Control+Space');
  await expect(selected).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(selected).toHaveCount(0);
  await page.keyboard.press('ControlOrMeta+a');
  await expect(selected).toHaveCount(4);

  await thumbnail(page, /^cat.jpg/).click({ modifiers: ['ControlOrMeta'] });
  await strip.getByRole('button', { name: 'Export 3 photos' }).click();
  const exporting = page.getByRole('dialog', { name: 'Export' });
  await expect(exporting.getByRole('radio', { name: 'Selected photos' })).toBeChecked();
  await expect(exporting.getByRole('button', { name: 'Export 3 images' })).toBeEnabled();
  await page.keyboard.press('Escape');
  await thumbnail(page, /^hopper/).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Remove 3 photos' }).click();
  await expect(thumbnail(page, /\.(jpg|png), /)).toHaveCount(1);
  await expect(page.getByRole('main', { name: 'Canvas, cat.jpg' })).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(thumbnail(page, /\.(jpg|png), /)).toHaveCount(4);
  await expectLastStep(page, 'Mark 2 photos as reviewed');
});
