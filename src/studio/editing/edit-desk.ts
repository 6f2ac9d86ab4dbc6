import type { StoreApi } from 'zustand/vanilla';
import type { ImageId, ObjectId } from '../../document/document.ts';
import type { HistoryStep } from '../../document/history.ts';
import { assertNever } from '../../errors/assert-never.ts';
import { StudioError } from '../../errors/studio-error.ts';
import type { NoticeBoard } from '../notice-board.ts';
import type { PhotoShelf } from '../photo-shelf.ts';
import type { ProjectSession } from '../project-session.ts';
import type { StudioDependencies } from '../studio-dependencies.ts';
import type { ViewState } from '../view-state.ts';
import type { DrawingRules } from './draw-shape.ts';
import type { EditPlan } from './edit-plan.ts';
import { type EditScene, sceneOf } from './edit-scene.ts';
import { PendingEdits } from './pending-edits.ts';

/** Milliseconds after which another little step begins a new series. */
const seriesPause = 1000;
const done = Promise.resolve();

export interface EditDeskParts {
  readonly session: ProjectSession;
  readonly notices: NoticeBoard;
  readonly photos: PhotoShelf;
  readonly deps: Pick<StudioDependencies, 'newId' | 'pixels' | 'now'>;
  readonly view: StoreApi<ViewState>;
  select(objects: readonly ObjectId[]): void;
  showImage(image: ImageId): void;
  /** False, having said why, where the project may not be changed. */
  mayEdit(): boolean;
}

/** Where the editing methods meet the studio: it hands them the photo's scene and carries out what they plan. */
export class EditDesk {
  readonly parts: EditDeskParts;
  readonly pending = new PendingEdits();
  #series: { readonly name: string; readonly step: HistoryStep; readonly at: number } | null = null;

  constructor(parts: EditDeskParts) {
    this.parts = parts;
  }

  get image(): ImageId | null {
    return this.parts.session.currentImage;
  }

  get selection(): readonly ObjectId[] {
    return this.parts.view.getState().selection;
  }

  /** As they are now: a drawing that ends later keeps to the rules under which it was begun. */
  get rules(): DrawingRules {
    const { paintOver, cutBelow, drawingClass } = this.parts.view.getState();
    return { paintOver, cutBelow, drawingClass };
  }

  scene(image = this.image): EditScene | null {
    return sceneOf(this.parts.session.document, image, this.parts.deps.newId);
  }

  /** Plans and carries out an edit of the photo shown, at once unless earlier edits are still under way. */
  edit(plan: (scene: EditScene) => EditPlan): void {
    void this.editInTurn(plan);
  }

  /** The same; resolves when it is carried out. */
  editInTurn(plan: (scene: EditScene) => EditPlan): Promise<void> {
    const { image } = this;
    return this.#inTurn(() => this.#run(image, plan));
  }

  /**
   * An edit that takes the pixel worker: `work` gives the plan for the scene as it is when the pixels have come. Says
   * errors in words; nothing is changed when it is cancelled or the photo is gone by then.
   */
  editLater(
    what: string,
    work: (scene: EditScene, signal: AbortSignal) => Promise<(scene: EditScene) => EditPlan>,
  ): Promise<void> {
    const { image } = this;
    return this.pending.add(async (signal) => {
      const scene = this.scene(image);
      if (!scene) return;
      try {
        const plan = await work(scene, signal);
        if (!signal.aborted) this.#run(image, plan);
      } catch (error) {
        if (signal.aborted && error instanceof StudioError && error.code === 'aborted') return;
        this.parts.notices.tellError(error, what);
      }
    });
  }

  /** Takes back the edit made last, whether it is done or still under way. */
  undo(): void {
    if (!this.pending.cancelLast()) this.parts.session.undo();
  }

  /**
   * Does again what was taken back, at once unless edits are still under way: a step of theirs leaves nothing to redo.
   * Gives the step's name, null when there was none.
   */
  async redo(): Promise<string | null> {
    const { session } = this.parts;
    let name: string | null = null;
    await this.#inTurn(() => {
      if (!this.parts.mayEdit()) return;
      name = session.store.getState().redo[0]?.label ?? null;
      session.redo();
    });
    return name;
  }

  #inTurn(run: () => void): Promise<void> {
    if (!this.pending.none) return this.pending.add(run);
    run();
    return done;
  }

  #run(image: ImageId | null, plan: (scene: EditScene) => EditPlan): void {
    const scene = this.scene(image);
    if (scene) this.carryOut(plan(scene), image);
  }

  /** True when the plan was an edit. Selects what the plan says, if its photo is the one shown. */
  carryOut(plan: EditPlan, image = this.image): boolean {
    const { notices } = this.parts;
    switch (plan.kind) {
      case 'edit':
        if (!this.parts.mayEdit()) return false;
        this.#do(plan);
        if (plan.category) this.parts.view.setState({ drawingClass: plan.category });
        if (plan.select && image === this.image) this.parts.select(plan.select);
        if (plan.note) notices.tell('info', plan.note);
        return true;
      case 'refused':
        notices.tell('info', plan.reason);
        return false;
      case 'unchanged':
        return false;
      default:
        return assertNever(plan);
    }
  }

  #do({ name, command, series }: Extract<EditPlan, { kind: 'edit' }>): void {
    const { session, deps } = this.parts;
    const now = deps.now();
    const last = this.#series;
    const goesOn = last !== null && last.step === session.lastStep && now - last.at < seriesPause;
    if (goesOn && series === last.name) session.join(name, command);
    else session.run(name, command);
    this.#series = series && session.lastStep ? { name: series, step: session.lastStep, at: now } : null;
  }
}
