import type { StoreApi } from 'zustand/vanilla';
import type { ObjectId, SegmentedObject, StudioDocument } from '../document/document.ts';
import { objectsOf } from '../document/lookup.ts';
import type { ProjectSession } from './project-session.ts';
import type { ViewState } from './view-state.ts';

/** Which objects of the shown photo are selected, and so which one is inspected. */
export class ObjectSelection {
  readonly #session: ProjectSession;
  readonly #view: StoreApi<ViewState>;

  constructor(session: ProjectSession, view: StoreApi<ViewState>) {
    this.#session = session;
    this.#view = view;
  }

  /** The first is inspected; with none, what was inspected last stays. */
  select(selection: readonly ObjectId[]): void {
    const [first] = selection;
    this.#view.setState(first ? { selection, inspected: first } : { selection });
  }

  /** Of an answer: what people have selected stays. */
  selectIfNone(object: ObjectId): void {
    if (this.#view.getState().selection.length === 0) this.select([object]);
    else this.#view.setState({ inspected: object });
  }

  /** The next (1) or previous (-1) object of the list; past its ends none. */
  selectNeighbour(objects: readonly SegmentedObject[], step: 1 | -1): void {
    if (objects.length === 0) return;
    const [selected] = this.#view.getState().selection;
    const at = objects.findIndex(({ id }) => id === selected);
    const next = at < 0 ? (step > 0 ? 0 : objects.length - 1) : at + step;
    const object = objects[next];
    this.select(object ? [object.id] : []);
  }

  /** Lets go of objects that are not on the shown photo any more: acting on them would do nothing. */
  keepTo(document: StudioDocument): void {
    const { selection } = this.#view.getState();
    if (selection.length === 0) return;
    const { currentImage } = this.#session;
    const here = new Set((currentImage ? objectsOf(document, currentImage) : []).map(({ id }) => id));
    if (selection.some((id) => !here.has(id)))
      this.#view.setState({ selection: selection.filter((id) => here.has(id)) });
  }
}
