import { afterEach, expect, it, vi } from 'vitest';
import { pageEntries } from './page-entries.ts';

afterEach(() => vi.restoreAllMocks());

it('are those of the browser', () => {
  const browser = new Map([['a', '1']]);
  const storage = {
    getItem: (key: string) => browser.get(key) ?? null,
    setItem: (key: string, value: string) => void browser.set(key, value),
  };
  const entries = pageEntries(() => storage);
  entries.setItem('b', '2');
  expect(['a', 'b', 'c'].map(entries.getItem)).toEqual(['1', '2', null]);
  expect(browser.get('b')).toBe('2');
});

it('last as long as the page where the browser keeps none, or has no room', () => {
  const warn = vi.spyOn(console, 'warn').mockReturnValue();
  const blocked = pageEntries(() => {
    throw new DOMException('blocked', 'SecurityError');
  });
  const full = pageEntries(() => ({
    getItem: () => null,
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError');
    },
  }));
  for (const entries of [blocked, full]) {
    expect(entries.getItem('a')).toBeNull();
    entries.setItem('a', '1');
    expect(entries.getItem('a')).toBe('1');
  }
  expect(warn).toHaveBeenCalledTimes(1);
});
