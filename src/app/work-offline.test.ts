import { expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { ModelDescription } from '../model/segmentation-model.ts';
import type { ModelState } from '../studio/model-state.ts';
import { workOffline } from './work-offline.ts';

const loading: ModelState = { kind: 'loading', phase: 'download', loadedBytes: 0, totalBytes: 1 };
const readyOn = (device: ModelDescription['device']): ModelState => ({
  kind: 'ready',
  description: { device } as ModelDescription,
});

/** A page and its browser's service workers, as far as they are used. */
function open(controlled: boolean) {
  const model = createStore<ModelState>(() => loading);
  const told: string[] = [];
  const registered: string[] = [];
  const messages: unknown[] = [];
  const active = { postMessage: (message: unknown) => messages.push(message) };
  const container = Object.assign(new EventTarget(), {
    controller: controlled ? active : null,
    ready: Promise.resolve({ active }),
    register: async (script: URL) => registered.push(script.href),
  });
  workOffline(
    { model, tell: (_, text) => String(told.push(text)) },
    container as unknown as ServiceWorkerContainer,
    () => new URL('https://example.org/service-worker.js'),
  );
  return {
    model,
    told,
    registered,
    messages,
    changed: () => container.dispatchEvent(new Event('controllerchange')),
  };
}

test('nothing is fetched before the model is ready; then its device is kept, and another one after a fallback', async () => {
  const { model, registered, messages } = open(false);
  expect(registered).toEqual([]);
  model.setState(readyOn('webgpu'), true);
  model.setState(readyOn('wasm'), true);
  await Promise.resolve();
  expect(registered).toEqual(['https://example.org/service-worker.js']);
  expect(messages).toEqual([
    { kind: 'keep-device', device: 'webgpu' },
    { kind: 'keep-device', device: 'wasm' },
  ]);
});

test('the app itself is kept when the model can’t be had', () => {
  const { model, registered, messages } = open(false);
  model.setState({ kind: 'failed', code: 'device-unavailable', message: '' }, true);
  expect(registered).toHaveLength(1);
  expect(messages).toEqual([]);
});

test('a first visit tells of no new version, a change after it does', () => {
  const first = open(false);
  first.changed();
  expect(first.told).toEqual([]);
  first.changed();
  expect(first.told).toEqual(['A new version is ready. Reload to use it.']);
  const later = open(true);
  later.changed();
  expect(later.told).toEqual(['A new version is ready. Reload to use it.']);
});
