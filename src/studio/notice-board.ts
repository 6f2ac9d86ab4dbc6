import { createStore } from 'zustand/vanilla';
import { StudioError } from '../errors/studio-error.ts';
import type { Notice } from './studio.ts';

/** The notes that people see, newest last. One text is shown once at a time. */
export class NoticeBoard {
  readonly store = createStore<readonly Notice[]>(() => []);
  #count = 0;

  tell(tone: Notice['tone'], text: string, action?: Notice['action']): void {
    this.#count += 1;
    const notice: Notice = { id: `notice-${this.#count}`, tone, text, ...(action ? { action } : {}) };
    this.store.setState((notices) => [...notices.filter((other) => other.text !== text), notice], true);
  }

  /** Tells an error in its own words; what isn't a StudioError is a fault of ours and says so. */
  tellError(error: unknown, what: string): void {
    const text = error instanceof StudioError ? error.message : `${what} failed: ${String(error)}`;
    this.tell('error', text);
  }

  dismiss(id: string): void {
    this.store.setState((notices) => notices.filter((notice) => notice.id !== id), true);
  }
}
