import { assertNever } from '../../errors/assert-never.ts';
import type { ModelState } from '../../studio/model-state.ts';
import { formatBytesOf } from './bytes.ts';

export type RunningModel = Extract<ModelState, { readonly kind: 'ready' }>['description'];

export type Tone = 'ok' | 'wait' | 'bad';

/** Where a model runs, in one word. */
export function deviceName(device: RunningModel['device']): string {
  switch (device) {
    case 'webgpu':
      return 'WebGPU';
    case 'wasm':
    case 'node':
      return 'CPU';
    case 'remote':
      return 'Remote server';
    default:
      return assertNever(device);
  }
}

const loadingWords = {
  download: 'Getting the model',
  compile: 'Preparing the model',
  'self-test': 'Testing the model',
} as const;

/** The chip in the top bar. A fallback is told by shape: the square is for what isn't the first choice. */
export function modelChip(state: ModelState): { readonly text: string; readonly tone: Tone } {
  switch (state.kind) {
    case 'absent':
      return { text: 'No model yet', tone: 'wait' };
    case 'loading':
      return { text: `${loadingWords[state.phase]}${percent(state)}`, tone: 'wait' };
    case 'ready': {
      const { title, device, fallbackReason } = state.description;
      return { text: `${title} · ${deviceName(device)}`, tone: fallbackReason === undefined ? 'ok' : 'wait' };
    }
    case 'recovering':
      return { text: 'Starting the model again', tone: 'wait' };
    case 'failed':
      return { text: 'No model', tone: 'bad' };
    default:
      return assertNever(state);
  }
}

/** What a model that isn't ready is doing, in words; null when it is ready. */
export function modelActivity(state: ModelState): string | null {
  switch (state.kind) {
    case 'absent':
      return 'Not loaded yet';
    case 'loading':
      if (state.phase === 'compile') return 'Preparing it for this device';
      if (state.phase === 'self-test') return 'Checking it with a known answer';
      return state.totalBytes > 0
        ? formatBytesOf(state.loadedBytes, state.totalBytes)
        : 'Asking for its files';
    case 'ready':
      return null;
    case 'recovering':
      return state.reason;
    case 'failed':
      return state.message;
    default:
      return assertNever(state);
  }
}

/** How far loading is, 0..1; null when there is no end in sight to measure against. */
export function modelProgress(state: ModelState): number | null {
  if (state.kind !== 'loading' || state.totalBytes === 0) return null;
  return state.phase === 'download' ? state.loadedBytes / state.totalBytes : 1;
}

function percent(state: Extract<ModelState, { kind: 'loading' }>): string {
  if (state.phase !== 'download' || state.totalBytes === 0) return '';
  return ` · ${Math.floor((100 * state.loadedBytes) / state.totalBytes)}%`;
}
