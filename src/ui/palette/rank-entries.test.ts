import { describe, expect, test } from 'vitest';
import type { PaletteEntry } from './palette-entries.ts';
import { rankEntries, typedGroups, untypedGroups } from './rank-entries.ts';

const entry = (id: string, label: string, more: Partial<PaletteEntry> = {}): PaletteEntry => ({
  id,
  label,
  group: 'Masks',
  run: () => undefined,
  ...more,
});

const entries = [
  entry('command merge', 'Merge cup and coffee', { words: 'Merge combine union' }),
  entry('command subtract', 'Subtract coffee from cup', { words: 'Subtract combine minus' }),
  entry('command smooth', 'Smooth: cup', { words: 'Smooth edge' }),
  entry('command grow', 'Grow 1 px', { blocked: 'Select an object first' }),
  ...Array.from({ length: 30 }, (_, index) =>
    entry(`object ${index}`, `cup ${index}`, { group: 'Objects of this photo' }),
  ),
];
const labels = (found: readonly { readonly entry: PaletteEntry }[]) =>
  found.map(({ entry: { label } }) => label);

describe('rankEntries', () => {
  test('by label before other words, and by other words too', () => {
    expect(labels(rankEntries(entries, 'mer'))).toEqual(['Merge cup and coffee']);
    expect(labels(rankEntries(entries, 'combine'))).toEqual([
      'Merge cup and coffee',
      'Subtract coffee from cup',
    ]);
    expect(rankEntries(entries, 'combine')[0]?.ranges).toEqual([]);
    expect(labels(rankEntries(entries, 'nothing like it'))).toEqual([]);
    expect(rankEntries(entries, ' ').map(({ entry }) => entry)).toEqual(entries);
  });

  test('what was done lately comes before its equals; what cannot be done comes last', () => {
    const [first] = rankEntries(entries, 'cup', ['object 17']);
    expect(first?.entry.label).toBe('cup 17');
    const both = [entry('a', 'Grow', { blocked: 'Locked' }), entry('b', 'Outgrow')];
    expect(labels(rankEntries(both, 'grow'))).toEqual(['Grow', 'Outgrow']);
    expect(
      labels(rankEntries([entry('a', 'Grow it', { blocked: 'Locked' }), entry('b', 'Let grow')], 'grow')),
    ).toEqual(['Let grow', 'Grow it']);
  });
});

describe('groups', () => {
  test('untyped: recent first and once; commands whole, a long list of objects cut', () => {
    const groups = untypedGroups(entries, ['command smooth', 'command gone', 'command grow']);
    expect(groups.map(({ name }) => name)).toEqual(['Recent', 'Masks', 'Objects of this photo']);
    expect(groups[0] && labels(groups[0].found)).toEqual(['Smooth: cup']);
    expect(groups[1] && labels(groups[1].found)).not.toContain('Smooth: cup');
    expect(groups[2]?.found).toHaveLength(9);
  });

  test('untyped: what cannot be done now comes last, so that Enter does something', () => {
    const [undo, theme] = [
      entry('command undo', 'Undo', { blocked: 'Nothing to undo' }),
      entry('command theme', 'Dark theme', { group: 'View' }),
    ];
    const groups = untypedGroups([undo, entry('command merge', 'Merge'), theme], []);
    expect(groups.map(({ found }) => labels(found))).toEqual([['Merge', 'Undo'], ['Dark theme']]);
    expect(untypedGroups([undo, theme], []).map(({ name }) => name)).toEqual(['View', 'Masks']);
  });

  test('typed: the question stands under the best matches', () => {
    const question = entry('question', '“cup”', { group: 'Ask the model' });
    const groups = typedGroups(entries, 'cup', [], question);
    expect(groups.map(({ name }) => name)).toEqual(['Best matches', 'Ask the model', 'Also found']);
    const none = typedGroups(entries, 'zzz', [], question);
    expect(none.map(({ name }) => name)).toEqual(['Ask the model']);
  });
});
