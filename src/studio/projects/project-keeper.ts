import { createStore } from 'zustand/vanilla';
import { rememberedFrom } from '../../document/apply-event.ts';
import { emptyDocument } from '../../document/document.ts';
import type { ProjectId } from '../../document/project-summary.ts';
import { StudioError } from '../../errors/studio-error.ts';
import type { ProjectLock } from '../../storage/project-lock.ts';
import type { NoticeBoard } from '../notice-board.ts';
import type { ProjectSession } from '../project-session.ts';
import type { SaveState } from '../project-state.ts';
import { recoverTurns } from '../recover-turns.ts';
import type { StudioDependencies } from '../studio-dependencies.ts';
import type { PhotoFiles } from './photo-files.ts';
import { untitled } from './project-name.ts';
import { ProjectSaver } from './project-saver.ts';
import type { ProjectsState } from './projects-state.ts';

const openElsewhere = 'This project is open in another tab, so this one only shows it.';
const takenOver =
  'Another tab has taken over this project. All changes were saved; this tab only shows it now.';
const takenUnsaved =
  'Another tab has taken over this project before the last changes were saved here. They are still in this tab: save them as a bundle before you close it.';
const notLeft =
  'The last changes of this project could not be saved, so it stays open here. Save it as a bundle, or leave without them.';

export interface KeeperParts {
  readonly session: ProjectSession;
  readonly files: PhotoFiles;
  readonly notices: NoticeBoard;
  readonly deps: Pick<
    StudioDependencies,
    'projects' | 'linkedFolders' | 'lockOf' | 'newId' | 'moveOldProject'
  >;
  /** Resolves when all photos that are listed are copied. */
  copied(): Promise<void>;
  /** Lets go of the photos, questions and prefixes of the open project. */
  leave(): void;
  /** The project is closed: nothing may be done for it any more. */
  closed(): void;
  /** Opens the way to save the project as a bundle. */
  offerBundle(): void;
  /** Stops answers and takes back those that wait: this tab may not change the project any more. */
  halt(): void;
  /** Shows what the project just opened has to show. */
  show(): void;
}

/** The projects of this browser, and which of them is open here: opened, left, taken over, renamed, copied, removed. */
export class ProjectKeeper {
  readonly store = createStore<ProjectsState>(() => ({ kind: 'loading' }));
  readonly saver: ProjectSaver;
  /** Told when people left the open project without saving it, which they were asked by a notice. */
  onAbandoned: () => void = () => undefined;
  readonly #parts: KeeperParts;
  #lock: ProjectLock | null = null;
  #kept = true;
  #createdAt: number | null = null;
  /** Another tab writes the project, and changes that were never saved are in this one. */
  #stranded = false;
  /** Why this tab only shows the project, when it does. */
  #whyReader = openElsewhere;
  /** Notice that offers to take over, or what else can be done. */
  #offer: string | null = null;
  /** Notice that saving fails. */
  #warning: string | null = null;
  #last: Promise<unknown> = Promise.resolve();

  constructor(parts: KeeperParts) {
    this.#parts = parts;
    const { session, files, deps } = parts;
    this.saver = new ProjectSaver({
      session,
      store: deps.projects,
      storeRest: () => files.storeRest(),
      unstored: () => files.unstored,
      copying: () => files.held,
      copied: () => parts.copied(),
      onTaken: () => this.#becomeReader(false),
    });
    session.store.subscribe(({ save }, before) => {
      if (save !== before.save) this.#tellOfSaving(save);
    });
  }

  get #open(): ProjectId | null {
    return this.#parts.session.store.getState().id;
  }

  /** When the open project was begun, milliseconds since 1970; null when none is open. */
  get createdAt(): number | null {
    return this.#open === null ? null : this.#createdAt;
  }

  /** Brings the list up to date; never rejects. */
  async refresh(): Promise<void> {
    try {
      const list = await this.#parts.deps.projects.list();
      this.#kept = list.kept;
      this.store.setState({ kind: 'ready', ...list }, true);
    } catch (error) {
      this.store.setState({ kind: 'failed', message: wordsOf(error) }, true);
    }
  }

  /** Lists the projects, the one of an earlier version among them. */
  async start(): Promise<void> {
    try {
      await this.#parts.deps.moveOldProject();
    } catch (error) {
      this.#parts.notices.tellError(error, 'Bringing over the project of an earlier version');
    }
    await this.refresh();
  }

  /** Opens a project in place of the open one; false when it can't be, told by a notice. */
  open(id: ProjectId): Promise<boolean> {
    return this.#inTurn(async () => {
      if (this.#open === id) return true;
      if (!(await this.#mayLeave())) return false;
      await this.#leave();
      return this.#try('Opening the project', () => this.#enter(id));
    });
  }

  /** Makes a project and opens it. */
  create(name: string): Promise<boolean> {
    return this.#inTurn(() => this.#create(name));
  }

  /** Makes sure that there is a project that photos can be added to. */
  ensure(name: string): Promise<boolean> {
    return this.#inTurn(async () => (this.#open === null ? this.#create(name) : this.mayChange()));
  }

  /** Whether this tab may change the open project; says why not. */
  mayChange(): boolean {
    if (this.#parts.session.store.getState().access === 'write') return true;
    if (this.#stranded) this.#offerBundle();
    else this.#offerToTakeOver(this.#whyReader);
    return false;
  }

  /** Closes the open project; false, told by a notice, when changes would be lost that could not be saved. */
  leave(): Promise<boolean> {
    return this.#inTurn(async () => {
      const may = await this.#mayLeave();
      if (may) await this.#leave();
      await this.refresh();
      return may;
    });
  }

  takeOver(): Promise<boolean> {
    return this.#inTurn(async () => {
      const id = this.#open;
      if (!id || this.#parts.session.store.getState().access === 'write') return false;
      // What is on the disk would take the place of what is not.
      if (!(await this.#mayLeave())) return false;
      return this.#try('Taking over', async () => {
        const lock = this.#lock ?? this.#parts.deps.lockOf(id);
        this.#lock = lock;
        await lock.takeOver(() => this.#lose(id));
        this.#parts.leave();
        await this.#read(id, 'write');
      });
    });
  }

  rename(id: ProjectId, name: string): Promise<void> {
    const words = name.trim();
    if (words === '') return Promise.resolve();
    return this.#change('Renaming the project', async () => {
      await this.#parts.deps.projects.rename(id, words);
      if (this.#open === id) this.#parts.session.store.setState({ name: words });
    });
  }

  duplicate(id: ProjectId, name: string): Promise<void> {
    return this.#change('Copying the project', async () => {
      if (this.#open === id) await this.saver.flush();
      const { projects, linkedFolders } = this.#parts.deps;
      await linkedFolders.share(id, await projects.duplicate(id, name));
    });
  }

  /** The one act that cannot be undone. */
  remove(id: ProjectId): Promise<void> {
    return this.#inTurn(() =>
      this.#change('Removing the project', async () => {
        if (this.#open === id) await this.#leave();
        const lock = this.#parts.deps.lockOf(id);
        if (!(await lock.acquire(() => undefined)))
          throw new StudioError(
            'storage-taken',
            'This project is open in another tab. Close it there first.',
          );
        try {
          await this.#removeStored(id);
        } finally {
          lock.release();
        }
      }),
    );
  }

  async dispose(): Promise<void> {
    await this.#inTurn(() => this.#leave());
  }

  async #create(name: string): Promise<boolean> {
    if (!(await this.#mayLeave())) return false;
    await this.#leave();
    return this.#try('Making a project', async () => {
      const id = await this.#parts.deps.projects.create(name);
      await this.#enter(id);
    });
  }

  async #enter(id: ProjectId): Promise<void> {
    const lock = this.#parts.deps.lockOf(id);
    const mine = await lock.acquire(() => this.#lose(id));
    this.#lock = lock;
    this.#whyReader = openElsewhere;
    try {
      if (mine && (await this.#readToWrite(id))) return;
      await this.#read(id, 'read');
    } catch (error) {
      lock.release();
      this.#lock = null;
      throw error;
    }
    this.#offerToTakeOver(this.#whyReader);
  }

  /** False when the disk does not let it be written; then it can still be shown, and saved as a bundle. */
  async #readToWrite(id: ProjectId): Promise<boolean> {
    try {
      await this.#read(id, 'write');
      return true;
    } catch (error) {
      const shown = error instanceof StudioError && ['storage-full', 'storage-taken'].includes(error.code);
      if (!shown) throw error;
      this.#whyReader = `${error.message} Until then this tab only shows the project.`;
      return false;
    }
  }

  async #read(id: ProjectId, access: 'write' | 'read'): Promise<void> {
    const { session, files, notices, deps } = this.#parts;
    const opened = await deps.projects.open(id, access);
    files.open(id);
    session.open(opened.project, { id, name: opened.summary.name, access });
    this.#createdAt = opened.summary.createdAt;
    this.#stranded = false;
    this.#dismissOffer();
    if (access === 'write') {
      this.saver.begin(id, { sequence: opened.sequence, kept: this.#kept });
      session.apply(recoverTurns(session.remembered, { newId: deps.newId }));
    } else session.setSave({ kind: 'read-only', message: this.#whyReader });
    for (const problem of opened.problems) notices.tell('warning', problem);
    this.#parts.show();
  }

  /** Whether all is saved, so that the project can be closed; if not, says what can be done. */
  async #mayLeave(): Promise<boolean> {
    if (this.#open === null || (!this.#stranded && (await this.saver.flush()))) return true;
    const run = () =>
      void this.#inTurn(async () => {
        await this.#leave();
        this.onAbandoned();
        await this.refresh();
      });
    this.#offerInstead('error', notLeft, { label: 'Leave without saving', run });
    return false;
  }

  async #leave(): Promise<void> {
    const id = this.#open;
    if (!id) return;
    const { session, files, deps, leave } = this.#parts;
    this.#dismissOffer();
    leave();
    await this.saver.flush();
    this.saver.end();
    const { history, conversations } = session.remembered;
    const { name, access } = session.store.getState();
    // Made by a step towards something that was then not done, such as an import.
    const nothing = history.steps.length === 0 && !history.forgotten && conversations.size === 0;
    const forgettable = access === 'write' && name === untitled && nothing;
    session.open(rememberedFrom({ document: emptyDocument }), null);
    files.open(null);
    this.#stranded = false;
    this.#parts.closed();
    await deps.projects.close(id).catch(() => undefined);
    if (forgettable) await this.#removeStored(id).catch(() => undefined);
    this.#lock?.release();
    this.#lock = null;
  }

  async #removeStored(id: ProjectId): Promise<void> {
    const { projects, linkedFolders } = this.#parts.deps;
    await projects.remove(id);
    await linkedFolders.release(id);
  }

  /** The tab that takes over waits for this and then opens what is saved. */
  async #lose(id: ProjectId): Promise<void> {
    if (this.#open !== id) return;
    this.#parts.halt();
    // What is done from here on would be saved by nobody.
    this.#parts.session.store.setState({ access: 'read' });
    const saved = await this.saver.flush();
    await this.#parts.deps.projects.close(id).catch(() => undefined);
    if (this.#open === id) this.#becomeReader(saved);
  }

  #becomeReader(saved: boolean): void {
    this.saver.end();
    const { session } = this.#parts;
    session.store.setState({ access: 'read' });
    // Told once already by a save that was refused.
    this.#stranded ||= !saved;
    const message = this.#stranded ? takenUnsaved : takenOver;
    session.setSave({ kind: 'read-only', message, ...(this.#stranded && { unsaved: true }) });
    if (this.#stranded) this.#offerBundle();
    else this.#offerToTakeOver(takenOver);
  }

  /** What fails is told where nobody can miss it, with the way to keep the work all the same. */
  #tellOfSaving(save: SaveState): void {
    if (save.kind === 'saving') return;
    if (this.#warning) this.#parts.notices.dismiss(this.#warning);
    this.#warning = null;
    if (save.kind !== 'failing') return;
    const run = () => this.#parts.offerBundle();
    this.#warning = this.#parts.notices.tell('error', save.message, { label: 'Save bundle', run });
  }

  #offerToTakeOver(reason: string): void {
    const run = () => void this.takeOver();
    this.#offerInstead('warning', reason, { label: 'Take over here', run });
  }

  #offerBundle(): void {
    const run = () => this.#parts.offerBundle();
    this.#offerInstead('error', takenUnsaved, { label: 'Save bundle', run });
  }

  #offerInstead(...notice: Parameters<NoticeBoard['tell']>): void {
    this.#dismissOffer();
    this.#offer = this.#parts.notices.tell(...notice);
  }

  /** Of another project, or of this one before, it would mislead. */
  #dismissOffer(): void {
    if (this.#offer) this.#parts.notices.dismiss(this.#offer);
    this.#offer = null;
  }

  async #change(what: string, work: () => Promise<void>): Promise<void> {
    await this.#try(what, work);
    await this.refresh();
  }

  async #try(what: string, work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      this.#parts.notices.tellError(error, what);
      return false;
    }
  }

  /** One after the other: two openings at once would mix two projects. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => undefined);
    return result;
  }
}

function wordsOf(error: unknown): string {
  return error instanceof StudioError ? error.message : `The projects could not be listed: ${String(error)}`;
}
