import { createStore } from 'zustand/vanilla';
import { applySteps } from '../document/apply-command.ts';
import { applyEvent, rememberedFrom, withHistory } from '../document/apply-event.ts';
import type { Command } from '../document/command.ts';
import type { Turn } from '../document/conversation.ts';
import { emptyDocument, type ImageId, type StudioDocument, type TurnId } from '../document/document.ts';
import {
  type History,
  type HistoryStep,
  joinCommand,
  jumpTo,
  recordCommand,
  redo,
  runCommand,
  undo,
} from '../document/history.ts';
import { historyEvents } from '../document/history-events.ts';
import type { ProjectEvent, RememberedProject } from '../document/project-event.ts';
import type { ProjectId } from '../document/project-summary.ts';
import type { Pace } from '../formats/pace.ts';
import { paceSteps } from '../formats/pace-steps.ts';
import type { ProjectState, SaveState } from './project-state.ts';

/**
 * The open project behind its store: the only place that moves the document, its history and the conversations.
 * `onEvents` is told what happened, after every change that must be saved.
 */
export class ProjectSession {
  readonly store = createStore<ProjectState>(() => ({
    opened: false,
    ...closed,
    ...shownOf(nothing),
    save: { kind: 'saved' },
  }));
  #project = nothing;
  onEvents: (events: readonly ProjectEvent[]) => void = () => undefined;

  get document(): StudioDocument {
    return this.#project.history.document;
  }

  get currentImage(): ImageId | null {
    return this.#project.currentImage;
  }

  /** Whether that project is still the open one, and what is done to it would be saved. */
  mayChange(project: ProjectId | null): boolean {
    const { id, access } = this.store.getState();
    return id === project && access === 'write';
  }

  /** All that storage keeps of the project. */
  get remembered(): RememberedProject {
    return this.#project;
  }

  /** @param about null for none at all: nothing is open then */
  open(
    project: RememberedProject,
    about: { readonly id: ProjectId; readonly name: string; readonly access: 'write' | 'read' } | null,
  ): void {
    this.#project = project;
    this.store.setState({
      opened: project.history.document.images.length > 0,
      ...(about ?? closed),
      ...shownOf(project),
      save: { kind: 'saved' },
    });
  }

  /** Carries out one named, undoable step. Throws StudioError `command-invalid`, the document untouched. */
  run(name: string, command: Command): void {
    this.#move(runCommand(this.#project.history, name, command));
  }

  /**
   * As `run`, giving way where `pace` says so; nothing is seen of it before its end. Gives false, nothing changed, when
   * the document became another meanwhile. Rejects also with what `pace` throws.
   */
  async runPaced(name: string, command: Command, pace: Pace): Promise<boolean> {
    const { document } = this;
    const total = command.kind === 'batch' ? command.commands.length : 1;
    const applied = await paceSteps(applySteps(document, command), total, pace);
    if (this.document !== document) return false;
    this.#move(recordCommand(this.#project.history, name, command, applied));
    return true;
  }

  /** The step that undo would take back. */
  get lastStep(): HistoryStep | null {
    const { steps, position } = this.#project.history;
    return steps[position - 1] ?? null;
  }

  /** Carries out a command as part of the last step; `name` is for a step of its own, should there be none to join. */
  join(name: string, command: Command): void {
    this.#move(joinCommand(this.#project.history, name, command));
    // To the disk the step is taken back and done anew, and what it had brought was gone for that moment.
    const { currentImage } = this;
    if (command.kind === 'add-images' && currentImage) this.apply([{ kind: 'show', image: currentImage }]);
  }

  undo(): void {
    this.#move(undo(this.#project.history));
  }

  redo(): void {
    this.#move(redo(this.#project.history));
  }

  /** The document before the last step; null at the beginning. */
  get previous(): StudioDocument | null {
    const { history } = this.#project;
    return history.position === 0 ? null : jumpTo(history, history.position - 1).document;
  }

  jumpTo(position: number): void {
    this.#move(jumpTo(this.#project.history, position));
  }

  showImage(image: ImageId | null): void {
    if (image !== this.currentImage) this.apply([{ kind: 'show', image }]);
  }

  turns(image: ImageId): readonly Turn[] {
    return this.#project.conversations.get(image) ?? [];
  }

  addTurn(image: ImageId, turn: Turn): void {
    this.apply([{ kind: 'turn-added', image, turn }]);
  }

  /** Does nothing when the turn is no longer there. */
  updateTurn(image: ImageId, id: TurnId, patch: Partial<Omit<Turn, 'id'>>): void {
    this.apply([{ kind: 'turn-changed', image, turn: id, patch }]);
  }

  removeTurn(image: ImageId, id: TurnId): void {
    this.apply([{ kind: 'turn-removed', image, turn: id }]);
  }

  /** Carries out events as they are. Throws StudioError `command-invalid` for a step that does not fit. */
  apply(events: readonly ProjectEvent[]): void {
    let project = this.#project;
    const told: ProjectEvent[] = [];
    for (const event of events) {
      const next = applyEvent(project, event);
      if (next !== project) told.push(event);
      project = next;
    }
    this.#publish(project, told);
  }

  setSave(save: SaveState): void {
    this.store.setState({ save });
  }

  #move(history: History): void {
    const before = this.#project.history;
    if (history === before) return;
    const project = withHistory(this.#project, history);
    const events = historyEvents(before, history);
    // Replayed, a step that was joined is taken back first, and with the photos that it brought the one that is shown.
    const lost =
      events.length > 1 && events.some((event) => event.kind === 'step' && addsPhotos(event.command));
    this.#publish(project, lost ? [...events, { kind: 'show', image: project.currentImage }] : events);
  }

  #publish(project: RememberedProject, events: readonly ProjectEvent[]): void {
    const moved = project.history !== this.#project.history;
    this.#project = project;
    this.store.setState(moved ? { opened: true, ...shownOf(project) } : stageOf(project));
    if (events.length > 0) this.onEvents(events);
  }
}

function addsPhotos(command: Command): boolean {
  return command.kind === 'add-images' || (command.kind === 'batch' && command.commands.some(addsPhotos));
}

const nothing = rememberedFrom({ document: emptyDocument });

const closed = { id: null, name: '', access: 'write' } as const;

function shownOf(
  project: RememberedProject,
): Omit<ProjectState, 'opened' | 'save' | 'id' | 'name' | 'access'> {
  const { document, steps, position, forgotten } = project.history;
  const labels = steps.map(labelOf);
  return {
    document,
    undo: labels.slice(0, position),
    redo: labels.slice(position),
    forgotten,
    ...stageOf(project),
  };
}

function stageOf({ conversations, currentImage }: RememberedProject) {
  return { conversations, currentImage };
}

/** One label a step, so that a long history isn't written anew with each step. */
const stepLabels = new WeakMap<HistoryStep, { readonly label: string }>();

function labelOf(step: HistoryStep): { readonly label: string } {
  let label = stepLabels.get(step);
  if (!label) {
    label = { label: step.name };
    stepLabels.set(step, label);
  }
  return label;
}
