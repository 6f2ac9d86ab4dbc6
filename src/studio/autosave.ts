import type { RememberedProject } from '../document/project-event.ts';
import { StudioError } from '../errors/studio-error.ts';
import type { ProjectStorage, SavedProject } from '../storage/project-storage.ts';
import type { ProjectSession } from './project-session.ts';

/** A burst of changes is written once; well below the second within which a change must be on disk. */
const delay = 200;
const retryDelay = 5000;

/** Keeps the project on disk: one save at a time, the newest state wins, the state always visible. */
export class Autosave {
  readonly #session: ProjectSession;
  readonly #storage: ProjectStorage;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #saving: Promise<void> | null = null;
  #dirty = false;
  #mayWrite = false;

  constructor(session: ProjectSession, storage: ProjectStorage) {
    this.#session = session;
    this.#storage = storage;
    session.onEvents = () => this.#changed();
  }

  get mayWrite(): boolean {
    return this.#mayWrite;
  }

  /** Only one tab writes a project; `reason` is shown where the save state stands. */
  setWriter(mayWrite: boolean, reason = ''): void {
    this.#mayWrite = mayWrite;
    if (!mayWrite) this.#session.setSave({ kind: 'failing', message: reason });
    else if (this.#dirty) this.#start(0);
    else this.#session.setSave({ kind: 'saved' });
  }

  /** Resolves when everything up to now is on disk, or saving failed. */
  async flush(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    await this.#saving;
    if (this.#dirty && this.#mayWrite) await this.#save();
  }

  dispose(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#mayWrite = false;
    this.#session.onEvents = () => undefined;
  }

  #changed(): void {
    this.#dirty = true;
    if (!this.#mayWrite) return;
    if (this.#session.store.getState().save.kind === 'saved') this.#session.setSave({ kind: 'saving' });
    this.#start(delay);
  }

  #start(wait: number): void {
    if (this.#timer || this.#saving) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      void this.#save();
    }, wait);
  }

  #save(): Promise<void> {
    this.#dirty = false;
    this.#saving = this.#storage
      .save(savedFrom(this.#session.remembered))
      .then(
        () => this.#saved(),
        (error: unknown) => this.#failed(error),
      )
      .finally(() => {
        this.#saving = null;
        if (this.#dirty && this.#mayWrite)
          this.#start(this.#session.store.getState().save.kind === 'failing' ? retryDelay : delay);
      });
    return this.#saving;
  }

  #saved(): void {
    if (this.#mayWrite && !this.#dirty) this.#session.setSave({ kind: 'saved' });
  }

  #failed(error: unknown): void {
    this.#dirty = true;
    const message =
      error instanceof StudioError
        ? error.message
        : `Saving failed (${String(error)}). Everything is kept in this tab; export before closing it.`;
    this.#session.setSave({ kind: 'failing', message });
  }
}

function savedFrom({ history, conversations, currentImage }: RememberedProject): SavedProject {
  return { document: history.document, conversations, currentImage };
}
