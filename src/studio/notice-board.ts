import { createStore } from 'zustand/vanilla';
import { StudioError } from '../errors/studio-error.ts';
import type { Notice } from './studio.ts';

/** The notes that people see, newest last. One text is shown once at a time. */
export class NoticeBoard {
  readonly store = createStore<readonly Notice[]>(() => []);
  #count = 0;

  /** Gives its id, by which it can be dismissed when it is true no longer. */
  tell(tone: Notice['tone'], text: string, action?: Notice['action']): string {
    return this.#add({ tone, text, canWait: tone === 'info', ...(action ? { action } : {}) });
  }

  /** Tells what is over: nothing that is going on depends on it. */
  note(tone: Notice['tone'], text: string): void {
    this.#add({ tone, text, canWait: true });
  }

  /** Tells an error in its own words; what isn't a StudioError is a fault of ours and says so. */
  tellError(error: unknown, what: string): void {
    const text = error instanceof StudioError ? error.message : `${what} failed: ${String(error)}`;
    this.tell('error', text);
  }

  #add(notice: Omit<Notice, 'id'>): string {
    this.#count += 1;
    const id = `notice-${this.#count}`;
    this.store.setState(
      (notices) => [...notices.filter(({ text }) => text !== notice.text), { id, ...notice }],
      true,
    );
    return id;
  }

  dismiss(id: string): void {
    this.store.setState((notices) => notices.filter((notice) => notice.id !== id), true);
  }
}
