import type { Point } from '../mask/space.ts';

/** A pointer event reduced to what decides where it goes. */
export interface PointerSample {
  readonly id: number;
  readonly device: 'mouse' | 'pen' | 'touch';
  /** As in PointerEvent: 0 left or contact, 1 middle, 2 right or barrel, 5 eraser; -1 for moves. */
  readonly button: number;
  readonly screen: Point<'screen'>;
  /** Space is held: whatever is dragged pans. */
  readonly panning: boolean;
}

export type RoutedAct =
  | { readonly kind: 'tool'; readonly phase: 'hover' | 'down' | 'drag' | 'up'; readonly pointer: number }
  | { readonly kind: 'tool-cancel' }
  | { readonly kind: 'pan'; readonly dx: number; readonly dy: number }
  /** Scales about `at`, after panning. */
  | { readonly kind: 'pinch'; readonly at: Point<'screen'>; readonly factor: number };

type RouterState =
  | { readonly kind: 'idle' }
  | Held<'tool'>
  | Held<'pan'>
  /** A finger that may still be a tap. */
  | { readonly kind: 'tap'; readonly id: number; readonly from: Point<'screen'> }
  | { readonly kind: 'pinch'; readonly fingers: readonly [Finger, Finger] }
  /** One finger of a pinch was lifted: the other pans. */
  | { readonly kind: 'after-pinch'; readonly finger: Finger };

interface Held<Kind> {
  readonly kind: Kind;
  readonly id: number;
  readonly at: Point<'screen'>;
  readonly device: PointerSample['device'];
}

interface Finger {
  readonly id: number;
  readonly at: Point<'screen'>;
}

const tapSlop = 8;

/**
 * Decides what a pointer does: the tool, a pan (Space, middle button, one finger) or a pinch (two fingers). Holds no
 * DOM; every call answers with what is to be done. A second finger takes the first one's stroke back. Once a pen was
 * seen, fingers no longer draw.
 */
export class PointerRouter {
  #state: RouterState = { kind: 'idle' };
  #penSeen = false;

  /** Whether a pointer is held down on the stage. */
  get active(): boolean {
    return this.#state.kind !== 'idle';
  }

  get panning(): boolean {
    return this.#state.kind === 'pan';
  }

  /** `fingersDraw`: the active tool draws with a finger until a pen is seen; else fingers pan and tap. */
  down(sample: PointerSample, fingersDraw: boolean): readonly RoutedAct[] {
    if (sample.device === 'pen') this.#penSeen = true;
    const state = this.#state;
    if (sample.device === 'touch' && state.kind !== 'idle') return this.#secondFinger(sample, state);
    if (state.kind !== 'idle') {
      // A pen that comes while the palm already rests: the palm was never meant.
      if (sample.device !== 'pen' || !isTouch(state)) return [];
      const taken: readonly RoutedAct[] = state.kind === 'tool' ? [{ kind: 'tool-cancel' }] : [];
      this.#state = { kind: 'tool', id: sample.id, at: sample.screen, device: 'pen' };
      return [...taken, { kind: 'tool', phase: 'down', pointer: sample.id }];
    }
    if (sample.panning || sample.button === 1) {
      this.#state = { kind: 'pan', id: sample.id, at: sample.screen, device: sample.device };
      return [];
    }
    if (sample.device === 'touch' && !(fingersDraw && !this.#penSeen)) {
      this.#state = { kind: 'tap', id: sample.id, from: sample.screen };
      return [];
    }
    const draws =
      sample.button === 0 || (sample.device === 'pen' && (sample.button === 2 || sample.button === 5));
    if (!draws) return [];
    this.#state = { kind: 'tool', id: sample.id, at: sample.screen, device: sample.device };
    return [{ kind: 'tool', phase: 'down', pointer: sample.id }];
  }

  move(sample: PointerSample): readonly RoutedAct[] {
    const state = this.#state;
    switch (state.kind) {
      case 'idle':
        return sample.device === 'touch' ? [] : [{ kind: 'tool', phase: 'hover', pointer: sample.id }];
      case 'tool':
        if (sample.id !== state.id) return [];
        this.#state = { ...state, at: sample.screen };
        return [{ kind: 'tool', phase: 'drag', pointer: sample.id }];
      case 'pan':
        if (sample.id !== state.id) return [];
        this.#state = { ...state, at: sample.screen };
        return [between(state.at, sample.screen)];
      case 'tap':
        if (sample.id !== state.id || distance(state.from, sample.screen) <= tapSlop) return [];
        this.#state = { kind: 'pan', id: state.id, at: sample.screen, device: 'touch' };
        return [between(state.from, sample.screen)];
      case 'pinch':
        return this.#pinch(state.fingers, sample);
      case 'after-pinch':
        if (sample.id !== state.finger.id) return [];
        this.#state = { kind: 'after-pinch', finger: { id: sample.id, at: sample.screen } };
        return [between(state.finger.at, sample.screen)];
    }
  }

  up(sample: PointerSample): readonly RoutedAct[] {
    const state = this.#state;
    switch (state.kind) {
      case 'idle':
        return [];
      case 'tool':
        if (sample.id !== state.id) return [];
        this.#state = { kind: 'idle' };
        return [{ kind: 'tool', phase: 'up', pointer: sample.id }];
      case 'tap':
        if (sample.id !== state.id) return [];
        this.#state = { kind: 'idle' };
        return [
          { kind: 'tool', phase: 'down', pointer: sample.id },
          { kind: 'tool', phase: 'up', pointer: sample.id },
        ];
      case 'pan':
        if (sample.id === state.id) this.#state = { kind: 'idle' };
        return [];
      case 'pinch':
        this.#liftFinger(state.fingers, sample.id);
        return [];
      case 'after-pinch':
        if (sample.id === state.finger.id) this.#state = { kind: 'idle' };
        return [];
    }
  }

  /** The system took the pointer away. */
  cancel(id: number): readonly RoutedAct[] {
    const state = this.#state;
    if (state.kind === 'pinch') {
      this.#liftFinger(state.fingers, id);
      return [];
    }
    const own = state.kind === 'after-pinch' ? state.finger.id : state.kind === 'idle' ? null : state.id;
    if (own !== id) return [];
    this.#state = { kind: 'idle' };
    return state.kind === 'tool' ? [{ kind: 'tool-cancel' }] : [];
  }

  /** Escape: the pointer that is still down does nothing more until it is lifted. */
  abandon(): void {
    this.#state = { kind: 'idle' };
  }

  #secondFinger(sample: PointerSample, state: RouterState): readonly RoutedAct[] {
    const first = fingerOf(state);
    if (first === null) return [];
    this.#state = { kind: 'pinch', fingers: [first, { id: sample.id, at: sample.screen }] };
    return state.kind === 'tool' ? [{ kind: 'tool-cancel' }] : [];
  }

  #pinch(fingers: readonly [Finger, Finger], sample: PointerSample): readonly RoutedAct[] {
    const [a, b] = fingers;
    if (sample.id !== a.id && sample.id !== b.id) return [];
    const moved = (finger: Finger) => (finger.id === sample.id ? { ...finger, at: sample.screen } : finger);
    const next: readonly [Finger, Finger] = [moved(a), moved(b)];
    this.#state = { kind: 'pinch', fingers: next };
    const from = middle(a.at, b.at);
    const to = middle(next[0].at, next[1].at);
    const factor = Math.max(1, distance(next[0].at, next[1].at)) / Math.max(1, distance(a.at, b.at));
    return [between(from, to), { kind: 'pinch', at: to, factor }];
  }

  #liftFinger([a, b]: readonly [Finger, Finger], id: number): void {
    if (id === a.id) this.#state = { kind: 'after-pinch', finger: b };
    if (id === b.id) this.#state = { kind: 'after-pinch', finger: a };
  }
}

function isTouch(state: RouterState): boolean {
  return (
    state.kind === 'tap' || ((state.kind === 'tool' || state.kind === 'pan') && state.device === 'touch')
  );
}

/** The finger that is already down; null when it is a mouse or a pen, or two are. */
function fingerOf(state: RouterState): Finger | null {
  switch (state.kind) {
    case 'tap':
      return { id: state.id, at: state.from };
    case 'tool':
    case 'pan':
      return state.device === 'touch' ? { id: state.id, at: state.at } : null;
    case 'after-pinch':
      return state.finger;
    case 'pinch':
    case 'idle':
      return null;
  }
}

function between(from: Point<'screen'>, to: Point<'screen'>): RoutedAct {
  return { kind: 'pan', dx: to.x - from.x, dy: to.y - from.y };
}

function distance(a: Point<'screen'>, b: Point<'screen'>): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function middle(a: Point<'screen'>, b: Point<'screen'>): Point<'screen'> {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}
