import { layoutHeight, type RowLayout, rowAt, rowTop } from './row-window.ts';

/** The list as it is now. */
export interface DraggedList<Id> {
  /** What scrolls. */
  readonly element: HTMLElement | null;
  readonly layout: RowLayout;
  /** Rows that take part; others may stand after them. */
  readonly count: number;
  drop(id: Id, to: number): void;
}

export interface ShownDrag<Id> {
  readonly id: Id;
  /** Gap between rows where it would be dropped, 0 before the first. */
  readonly gap: number;
}

interface Held<Id> {
  readonly id: Id;
  readonly index: number;
  readonly startY: number;
  clientY: number;
  moved: boolean;
}

/** CSS pixels before a press becomes a drag, from the edge where the list scrolls, and that it scrolls a frame. */
const threshold = 5;
const edge = 28;
const scrollStep = 9;

/** Follows a row that is held until it is dropped; see `useRowDrag`. */
export class RowDragger<Id> {
  readonly #list: () => DraggedList<Id>;
  readonly #show: (drag: ShownDrag<Id> | null) => void;
  #held: Held<Id> | null = null;
  #frame = 0;
  #ended = false;

  constructor(list: () => DraggedList<Id>, show: (drag: ShownDrag<Id> | null) => void) {
    this.#list = list;
    this.#show = show;
  }

  /** The click that belongs to the release of a drag comes next, if it comes at all. */
  get justEnded(): boolean {
    return this.#ended;
  }

  hold(id: Id, index: number, clientY: number): void {
    this.#held = { id, index, startY: clientY, clientY, moved: false };
  }

  /** Follows the pointer until the returned function is called. */
  listen(): () => void {
    const listeners = new AbortController();
    const { signal } = listeners;
    window.addEventListener('pointermove', (event) => this.#move(event.clientY), { signal });
    window.addEventListener('pointerup', () => this.#release(), { signal });
    window.addEventListener('pointercancel', () => this.#stop(), { signal });
    window.addEventListener('keydown', (event) => this.#key(event), { signal, capture: true });
    return () => {
      listeners.abort();
      this.#stop();
    };
  }

  #move(clientY: number): void {
    const held = this.#held;
    if (!held) return;
    held.clientY = clientY;
    if (held.moved || Math.abs(clientY - held.startY) < threshold) return;
    held.moved = true;
    this.#follow();
  }

  /** Every frame, since a list that scrolls moves under a pointer at rest. */
  #follow(): void {
    const { element } = this.#list();
    if (!this.#held?.moved || !element) return;
    const { id, clientY } = this.#held;
    const { top, bottom } = element.getBoundingClientRect();
    if (clientY < top + edge) element.scrollTop -= scrollStep;
    else if (clientY > bottom - edge) element.scrollTop += scrollStep;
    this.#show({ id, gap: this.#gapAt(clientY) });
    this.#frame = requestAnimationFrame(() => this.#follow());
  }

  #release(): void {
    const held = this.#held;
    if (held?.moved) {
      const gap = this.#gapAt(held.clientY);
      const to = gap > held.index ? gap - 1 : gap;
      this.#ended = true;
      setTimeout(() => {
        this.#ended = false;
      });
      if (to !== held.index) this.#list().drop(held.id, to);
    }
    this.#stop();
  }

  #key(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !this.#held?.moved) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.#stop();
  }

  #stop(): void {
    cancelAnimationFrame(this.#frame);
    if (this.#held?.moved) this.#show(null);
    this.#held = null;
  }

  /** The gap between rows, 0 before the first, that is nearest to a pointer. */
  #gapAt(clientY: number): number {
    const { element, layout, count } = this.#list();
    if (!element) return 0;
    const y = clientY - element.getBoundingClientRect().top + element.scrollTop;
    const inside = Math.max(0, Math.min(y, layoutHeight(layout) - 1));
    const row = Math.min(rowAt(layout, inside), count - 1);
    return y > rowTop(layout, row) + layout.pitch / 2 ? row + 1 : row;
  }
}
