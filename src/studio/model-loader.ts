import { createStore } from 'zustand/vanilla';
import { StudioError } from '../errors/studio-error.ts';
import type { InferenceClient, LoadOptions } from '../worker/client/inference-client.ts';
import type { ModelState } from './model-state.ts';
import type { NoticeBoard } from './notice-board.ts';

/** Loads the embedded model and follows it: bytes while it comes, the device it runs on, restarts. */
export class ModelLoader {
  readonly store = createStore<ModelState>(() => ({ kind: 'absent' }));
  readonly #inference: InferenceClient;
  readonly #packageUrl: string;
  readonly #stopListening: () => void;

  constructor(inference: InferenceClient, packageUrl: string, notices: NoticeBoard) {
    this.#inference = inference;
    this.#packageUrl = packageUrl;
    this.#stopListening = inference.onRestart((reason, next, state) => {
      if (next) this.store.setState({ kind: 'ready', description: next }, true);
      // Questions that wait for the model must hear that it does not come back.
      else if (state === 'failed')
        this.store.setState({ kind: 'failed', code: 'worker-died', message: reason }, true);
      else this.store.setState({ kind: 'recovering', reason }, true);
      notices.tell('warning', reason);
    });
  }

  /** Never rejects: how it went is in the store. `retest` gives a device that failed its self-test another chance. */
  async load(device: LoadOptions['device'], retest = false): Promise<void> {
    this.store.setState({ kind: 'loading', phase: 'download', loadedBytes: 0, totalBytes: 0 }, true);
    try {
      const description = await this.#inference.load(this.#packageUrl, {
        device,
        retest,
        onProgress: (progress) => {
          const before = this.store.getState();
          if (before.kind !== 'loading') return;
          const bytes = progress.kind === 'download' ? progress : before;
          this.store.setState(
            {
              kind: 'loading',
              phase: progress.kind,
              loadedBytes: bytes.loadedBytes,
              totalBytes: bytes.totalBytes,
            },
            true,
          );
        },
      });
      this.store.setState({ kind: 'ready', description }, true);
    } catch (error) {
      const known = error instanceof StudioError ? error : null;
      this.store.setState(
        { kind: 'failed', code: known?.code ?? 'inference-failed', message: known?.message ?? String(error) },
        true,
      );
    }
  }

  /** Resolves when the model is ready; rejects when loading failed or the signal aborts. */
  ready(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = () => {
        const state = this.store.getState();
        if (signal.aborted) finish(() => reject(new StudioError('aborted', 'Stopped.')));
        else if (state.kind === 'ready') finish(resolve);
        else if (state.kind === 'failed')
          finish(() =>
            reject(new StudioError('package-unreadable', `The model could not be loaded: ${state.message}`)),
          );
      };
      const finish = (how: () => void) => {
        unsubscribe();
        signal.removeEventListener('abort', settle);
        how();
      };
      const unsubscribe = this.store.subscribe(settle);
      signal.addEventListener('abort', settle);
      settle();
    });
  }

  dispose(): void {
    this.#stopListening();
  }
}
