import { createStore } from 'zustand/vanilla';
import type { Command } from '../document/command.ts';
import type { Turn } from '../document/conversation.ts';
import { emptyDocument, type ImageId, type StudioDocument, type TurnId } from '../document/document.ts';
import { type History, jumpTo, redo, runCommand, startHistory, undo } from '../document/history.ts';
import type { SavedProject } from '../storage/project-storage.ts';
import type { ProjectState, SaveState } from './project-state.ts';

/**
 * The open project behind its store: the only place that moves the document, its history and the conversations.
 * `onChange` is told after every change that must be saved.
 */
export class ProjectSession {
  readonly store = createStore<ProjectState>(() => ({
    opened: false,
    document: emptyDocument,
    conversations: new Map(),
    currentImage: null,
    undo: [],
    redo: [],
    save: { kind: 'saved' },
  }));
  #history: History = startHistory(emptyDocument);
  onChange: () => void = () => undefined;

  get document(): StudioDocument {
    return this.#history.document;
  }

  get currentImage(): ImageId | null {
    return this.store.getState().currentImage;
  }

  get saved(): SavedProject {
    const { document, conversations, currentImage } = this.store.getState();
    return { document, conversations, currentImage };
  }

  open(project: SavedProject): void {
    this.#history = startHistory(project.document);
    this.store.setState({
      opened: project.document.images.length > 0,
      document: project.document,
      conversations: project.conversations,
      currentImage: project.currentImage,
      undo: [],
      redo: [],
    });
  }

  /** Carries out one named, undoable step. Throws StudioError `command-invalid`, the document untouched. */
  run(name: string, command: Command): void {
    this.#publish(runCommand(this.#history, name, command));
  }

  undo(): void {
    this.#publish(undo(this.#history));
  }

  redo(): void {
    this.#publish(redo(this.#history));
  }

  jumpTo(position: number): void {
    this.#publish(jumpTo(this.#history, position));
  }

  showImage(image: ImageId | null): void {
    if (image === this.currentImage) return;
    this.store.setState({ currentImage: image });
    this.onChange();
  }

  turns(image: ImageId): readonly Turn[] {
    return this.store.getState().conversations.get(image) ?? [];
  }

  addTurn(image: ImageId, turn: Turn): void {
    this.#setTurns(image, [...this.turns(image), turn]);
  }

  /** Does nothing when the turn is no longer there. */
  updateTurn(image: ImageId, id: TurnId, patch: Partial<Turn>): void {
    if (!this.turns(image).some((turn) => turn.id === id)) return;
    this.#setTurns(
      image,
      this.turns(image).map((turn) => (turn.id === id ? { ...turn, ...patch } : turn)),
    );
  }

  removeTurn(image: ImageId, id: TurnId): void {
    this.#setTurns(
      image,
      this.turns(image).filter((turn) => turn.id !== id),
    );
  }

  setSave(save: SaveState): void {
    this.store.setState({ save });
  }

  #setTurns(image: ImageId, turns: readonly Turn[]): void {
    const conversations = new Map(this.store.getState().conversations);
    conversations.set(image, turns);
    this.store.setState({ conversations });
    this.onChange();
  }

  #publish(history: History): void {
    if (history === this.#history) return;
    this.#history = history;
    const { document, steps, position } = history;
    const labels = steps.map(({ name }) => ({ label: name }));
    const { currentImage } = this.store.getState();
    const stillThere = document.images.some(({ id }) => id === currentImage);
    this.store.setState({
      opened: true,
      document,
      undo: labels.slice(0, position),
      redo: labels.slice(position),
      currentImage: stillThere ? currentImage : (document.images[0]?.id ?? null),
    });
    this.onChange();
  }
}
