import { afterEach, expect, it } from 'vitest';
import { type EditingStudio, openEditing } from '../testing/editing-studio.ts';
import type { RaiseDirection } from './object-editing.ts';

let edited: EditingStudio;

async function start(): Promise<EditingStudio> {
  edited = await openEditing({
    a: [0, 0, 9, 9],
    b: [1, 1, 9, 9],
    c: [2, 2, 9, 9],
    d: [3, 3, 9, 9],
    e: [4, 4, 9, 9],
  });
  return edited;
}

afterEach(() => edited.studio.dispose());

it.each<[RaiseDirection, string, string, string]>([
  ['forward', 'b', 'acbde', 'Bring forward: b'],
  ['forward', 'bc', 'adbce', 'Bring forward: b and c'],
  ['forward', 'ae', 'bacde', 'Bring forward: a and e'],
  ['forward', 'de', 'abcde', ''],
  ['backward', 'b', 'bacde', 'Send backward: b'],
  ['backward', 'bd', 'badce', 'Send backward: b and d'],
  ['backward', 'ab', 'abcde', ''],
  ['front', 'ac', 'bdeac', 'Bring to front: a and c'],
  ['front', 'ca', 'bdeac', 'Bring to front: a and c'],
  ['front', 'e', 'abcde', ''],
  ['back', 'ce', 'ceabd', 'Send to back: c and e'],
  ['back', 'ab', 'abcde', ''],
])('raising %s: %s', async (direction, names, order, step) => {
  const { studio, app, id, steps } = await start();
  studio.raise([...names].map(id), direction);
  expect(app.names().join('')).toBe(order);
  expect(steps()).toEqual(step === '' ? [] : [step]);
  studio.undo();
  if (step !== '') expect(app.names().join('')).toBe('abcde');
});

it.each([
  ['a', 3, 'bcdae'],
  ['e', 0, 'eabcd'],
  ['c', 2, 'abcde'],
  ['c', 99, 'abdec'],
  ['c', -4, 'cabde'],
])('moving %s to place %i', async (name, to, order) => {
  const { studio, app, id } = await start();
  studio.reorder(id(name), to);
  expect(app.names().join('')).toBe(order);
});

it('may change for what is locked: its pixels stay', async () => {
  const { studio, app, id } = await start();
  studio.setLocked(id('a'), true);
  studio.raise([id('a')], 'front');
  expect(app.names().join('')).toBe('bcdea');
});
