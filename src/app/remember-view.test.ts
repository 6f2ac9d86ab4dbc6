import { expect, test, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { startView } from '../studio/view-state.ts';
import { readRemembered, rememberView } from './remember-view.ts';

test('what is kept comes back', () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  const first = createStore(() => startView);
  rememberView(first, storage);
  first.setState({ theme: 'light', brushSize: 40, tool: 'brush', cutBelow: true, selection: [] });
  first.setState({ maskStyle: 'hatch', maskOpacity: 0.5 });
  const second = createStore(() => startView);
  rememberView(second, storage);
  expect(second.getState()).toEqual({
    ...startView,
    theme: 'light',
    brushSize: 40,
    maskStyle: 'hatch',
    maskOpacity: 0.5,
  });
});

test('anything may be stored; only what is valid is taken', () => {
  expect(readRemembered(null)).toEqual({});
  expect(readRemembered('not JSON')).toEqual({});
  expect(readRemembered('[1]')).toEqual({});
  expect(readRemembered('{"maskStyle":"fog","maskOpacity":7,"fillTolerance":300,"penDraws":1}')).toEqual({});
  expect(readRemembered('{"theme":"pink","brushSize":-3,"panelOpen":"yes","showGrid":true}')).toEqual({
    showGrid: true,
  });
});

test('a full storage costs nothing but the preferences', () => {
  const warn = vi.spyOn(console, 'warn').mockReturnValue();
  const view = createStore(() => startView);
  const full = {
    getItem: () => null,
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError');
    },
  };
  rememberView(view, full);
  expect(() => view.setState({ theme: 'dark' })).not.toThrow();
  expect(warn).toHaveBeenCalledOnce();
  warn.mockRestore();
});
