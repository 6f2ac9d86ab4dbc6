import type { ProjectEvent, RememberedProject } from '../../document/project-event.ts';
import { projectHoldings } from '../../document/project-holdings.ts';
import type { ProjectHoldings, ProjectId } from '../../document/project-summary.ts';
import { StudioError } from '../../errors/studio-error.ts';
import type { NumberedEvent, ProjectStore, SnapshotPart } from '../../storage/project-store.ts';
import type { ProjectSession } from '../project-session.ts';
import type { SaveState } from '../project-state.ts';

/** A burst of changes is written once; well below the second within which a change must be on disk. */
const delay = 100;
const retryDelay = 5000;
/** Milliseconds that preparing parts of a snapshot may hold the page up at a time. */
const slice = 6;
/** Objects, or as much as they, that are sent to the storage worker at a time. */
const heldAtOnce = 300;

export interface SaverParts {
  readonly session: ProjectSession;
  readonly store: Pick<ProjectStore, 'append' | 'beginSnapshot' | 'addToSnapshot' | 'finishSnapshot'>;
  /** Stores photos that could not be stored before; rejects while they can't. */
  storeRest(): Promise<void>;
  /** Photos whose copy could not be written, in memory only. */
  unstored(): number;
  /** Photos that are still to be copied into the project. */
  copying(): number;
  /** Resolves when there are none. */
  copied(): Promise<void>;
  /** Another tab writes the project now. */
  onTaken(): void;
}

interface Target {
  readonly id: ProjectId;
  /** Where it is kept does not outlive the page. */
  readonly kept: boolean;
}

/**
 * Saves what happens to the open project, in order. Events stay here until the disk has them, so that a failing disk
 * loses nothing; whether all is saved is always in the project's state.
 */
export class ProjectSaver {
  readonly #parts: SaverParts;
  #target: Target | null = null;
  #pending: NumberedEvent[] = [];
  #sequence = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #saving: Promise<void> | null = null;
  #snapshot: Promise<void> | null = null;
  #holdings: { readonly project: RememberedProject; readonly of: ProjectHoldings } | null = null;

  constructor(parts: SaverParts) {
    this.#parts = parts;
    parts.session.onEvents = (events) => this.#add(events);
  }

  /** Saves what happens from now on; `sequence` is that of the last event saved. */
  begin(id: ProjectId, { sequence, kept }: { readonly sequence: number; readonly kept: boolean }): void {
    this.end();
    this.#target = { id, kept };
    this.#sequence = sequence;
    this.#show(this.#rest);
  }

  /** What happens from now on is not saved; `flush` first. */
  end(): void {
    this.#stopTimer();
    this.#target = null;
    this.#pending = [];
    this.#holdings = null;
  }

  /** Resolves when all that happened up to now is on disk, or saving failed; true in the first case. */
  async flush(): Promise<boolean> {
    await this.#parts.copied();
    this.#stopTimer();
    await this.#saving;
    // More may happen while it is written.
    while (this.#due) {
      this.#stopTimer();
      await this.#save();
      if (this.#failing) break;
    }
    return !this.#unsaved;
  }

  /** Begins at once to save what waits for more to come, or for another try. */
  hurry(): void {
    if (!this.#timer) return;
    this.#stopTimer();
    void this.#save();
  }

  /** A photo could not be stored: says so, and goes on trying. */
  photoFailed(error: unknown): void {
    if (this.#target) this.#failed(error);
    this.#start(retryDelay);
  }

  /** How far the copying of photos is. */
  copies(left: number): void {
    if (!this.#target) return;
    const { kind } = this.#parts.session.store.getState().save;
    if (kind === 'saved' || kind === 'saving') this.#show({ kind: 'saving', ...(left > 0 && { left }) });
    if (left === 0) this.#start(delay);
  }

  get #unsaved(): boolean {
    return this.#due || (this.#target !== null && this.#parts.copying() > 0);
  }

  /** Something can be written now. */
  get #due(): boolean {
    return this.#target !== null && (this.#pending.length > 0 || this.#parts.unstored() > 0);
  }

  get #rest(): SaveState {
    const left = this.#parts.copying();
    if (left > 0) return { kind: 'saving', left };
    if (this.#target?.kept !== false) return { kind: 'saved' };
    const message = 'This window keeps nothing after it is closed. Save a bundle before you close it.';
    return { kind: 'unkept', message };
  }

  #add(events: readonly ProjectEvent[]): void {
    if (!this.#target) return;
    for (const event of events) this.#pending.push({ sequence: ++this.#sequence, event });
    if (this.#parts.session.store.getState().save.kind === 'saved') this.#show({ kind: 'saving' });
    this.#start(delay);
  }

  #start(wait: number): void {
    if (this.#timer || this.#saving) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      void this.#save();
    }, wait);
  }

  #stopTimer(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #save(): Promise<void> {
    const target = this.#target;
    if (!target) return Promise.resolve();
    this.#saving = this.#write(target)
      .then(
        () => this.#target === target && !this.#due && this.#show(this.#rest),
        (error: unknown) => this.#target === target && this.#failed(error),
      )
      .then(() => {
        this.#saving = null;
        if (this.#target === target && this.#due) this.#start(this.#failing ? retryDelay : delay);
      });
    return this.#saving;
  }

  async #write(target: Target): Promise<void> {
    const { session, store } = this.#parts;
    const batch = this.#pending.slice();
    const { wantsSnapshot } = await store.append(target.id, batch, this.#holdingsOf(session.remembered));
    if (this.#target !== target) return;
    this.#pending.splice(0, batch.length);
    await this.#parts.storeRest();
    if (wantsSnapshot && !this.#snapshot && this.#pending.length === 0) await this.#beginSnapshot(target);
  }

  /** Begins a snapshot and lets it go on beside saving. */
  async #beginSnapshot(target: Target): Promise<void> {
    // With schemas that the first paint does without.
    const { snapshotParts } = await import('../../storage/journal/snapshot-parts.ts');
    const project = this.#parts.session.remembered;
    if (this.#pending.length > 0 || this.#target !== target) return;
    try {
      // Waited for: what is appended after it is not in the snapshot.
      await this.#parts.store.beginSnapshot(target.id);
    } catch (error) {
      noSnapshot(error);
      return;
    }
    this.#snapshot = this.#writeSnapshot(target.id, snapshotParts(project))
      .catch(noSnapshot)
      .finally(() => {
        this.#snapshot = null;
      });
  }

  async #writeSnapshot(id: ProjectId, all: Iterable<SnapshotPart>): Promise<void> {
    const { store } = this.#parts;
    let parts: SnapshotPart[] = [];
    let held = 0;
    let begun = performance.now();
    for (const part of all) {
      parts.push(part);
      // Making parts is quick; sending what they hold is not.
      held += part.kind === 'content' ? part.objects.length + part.turns.length : 50;
      if (held < heldAtOnce && performance.now() - begun < slice) continue;
      await store.addToSnapshot(id, parts);
      parts = [];
      held = 0;
      begun = performance.now();
    }
    await store.addToSnapshot(id, parts);
    await store.finishSnapshot(id);
  }

  #holdingsOf(project: RememberedProject): ProjectHoldings {
    const known = this.#holdings;
    const { history, currentImage } = project;
    const same =
      known?.project.history.document === history.document && known.project.currentImage === currentImage;
    if (known && same) return known.of;
    const of = projectHoldings(history.document, currentImage);
    this.#holdings = { project, of };
    return of;
  }

  get #failing(): boolean {
    return this.#parts.session.store.getState().save.kind === 'failing';
  }

  #failed(error: unknown): void {
    if (error instanceof StudioError && error.code === 'storage-taken') {
      this.#parts.onTaken();
      return;
    }
    const message =
      error instanceof StudioError
        ? error.message
        : `Saving failed (${String(error)}). Everything is kept in this tab; export before closing it.`;
    this.#show({ kind: 'failing', message });
  }

  #show(save: SaveState): void {
    this.#parts.session.setSave(save);
  }
}

/** All is saved without it: the journal goes on, and the next save asks for one again. */
function noSnapshot(error: unknown): void {
  console.warn('A snapshot was not written.', error);
}
