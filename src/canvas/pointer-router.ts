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
  /** Milliseconds. */
  readonly time: number;
}

/** What a finger does where it is put down: draw with the tool, take hold of what lies there, or pan. */
export type FingerUse = 'draw' | 'grab' | 'pan';

export type RoutedAct =
  | {
      readonly kind: 'tool';
      readonly phase: 'hover' | 'down' | 'drag' | 'up';
      readonly pointer: number;
      /** Where it happened, if that was before the event that tells it. */
      readonly at?: Point<'screen'>;
    }
  /** The tool's pointer was taken away: its press counts for nothing. */
  | { readonly kind: 'tool-lost' }
  | { readonly kind: 'pan'; readonly dx: number; readonly dy: number }
  /** Scales about `at`, after panning. */
  | { readonly kind: 'pinch'; readonly at: Point<'screen'>; readonly factor: number }
  /** A tap of two fingers, of three. */
  | { readonly kind: 'undo' }
  | { readonly kind: 'redo' }
  /** A finger was held still. */
  | { readonly kind: 'menu'; readonly at: Point<'screen'> }
  /** The first contact of a pen: from now on it is what draws. */
  | { readonly kind: 'pen-seen' };

type RouterState =
  | { readonly kind: 'idle' }
  | Held<'tool'>
  | Held<'pan'>
  /** A finger that may still be a tap. */
  | { readonly kind: 'tap'; readonly id: number; readonly from: Point<'screen'>; readonly grabs: boolean }
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

/** Fingers that came together and may yet be a tap of several. */
interface ManyFingerTap {
  readonly since: number;
  readonly from: Map<number, Point<'screen'>>;
  readonly down: Set<number>;
  moved: boolean;
}

const tapSlop = 8;
/** Fingers of one tap come and go within this time. */
const manyFingerMilliseconds = 350;

/**
 * Decides what a pointer does: the tool, a pan (Space, middle button, one finger that takes hold of nothing) or a pinch
 * (two fingers). Holds no DOM and no clock; every call answers with what is to be done. A second finger takes the first one's press back, and
 * so does a pen, since the palm often lands just before it.
 */
export class PointerRouter {
  #state: RouterState = { kind: 'idle' };
  #penSeen = false;
  #tap: ManyFingerTap | null = null;

  /** Whether a pointer is held down on the stage. */
  get active(): boolean {
    return this.#state.kind !== 'idle';
  }

  get panning(): boolean {
    return this.#state.kind === 'pan';
  }

  /** The finger that may still become a tap or, held long enough, ask for a menu. */
  get tapping(): number | null {
    return this.#state.kind === 'tap' ? this.#state.id : null;
  }

  /** A finger that doesn't draw may still tap or be held; it grabs or pans once it moves. */
  down(sample: PointerSample, finger: FingerUse): readonly RoutedAct[] {
    if (sample.device === 'touch') this.#countFinger(sample);
    const seen: readonly RoutedAct[] =
      sample.device === 'pen' && !this.#penSeen ? [{ kind: 'pen-seen' }] : [];
    if (sample.device === 'pen') this.#penSeen = true;
    return [...seen, ...this.#begin(sample, finger)];
  }

  #begin(sample: PointerSample, finger: FingerUse): readonly RoutedAct[] {
    const state = this.#state;
    if (sample.device === 'touch' && state.kind !== 'idle') return this.#secondFinger(sample, state);
    if (state.kind !== 'idle') {
      // A pen that comes while the palm already rests: the palm was never meant.
      if (sample.device !== 'pen' || !isTouch(state)) return [];
      this.#tap = null;
      const taken: readonly RoutedAct[] = state.kind === 'tool' ? [{ kind: 'tool-lost' }] : [];
      this.#state = { kind: 'tool', id: sample.id, at: sample.screen, device: 'pen' };
      return [...taken, { kind: 'tool', phase: 'down', pointer: sample.id }];
    }
    if (sample.panning || sample.button === 1) {
      this.#state = { kind: 'pan', id: sample.id, at: sample.screen, device: sample.device };
      return [];
    }
    if (sample.device === 'touch' && finger !== 'draw') {
      this.#state = { kind: 'tap', id: sample.id, from: sample.screen, grabs: finger === 'grab' };
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
    if (sample.device === 'touch') this.#watchFinger(sample);
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
        if (!state.grabs) {
          this.#state = { kind: 'pan', id: state.id, at: sample.screen, device: 'touch' };
          return [between(state.from, sample.screen)];
        }
        this.#state = { kind: 'tool', id: state.id, at: sample.screen, device: 'touch' };
        return [
          { kind: 'tool', phase: 'down', pointer: state.id, at: state.from },
          { kind: 'tool', phase: 'drag', pointer: state.id },
        ];
      case 'pinch':
        return this.#pinch(state.fingers, sample);
      case 'after-pinch':
        if (sample.id !== state.finger.id) return [];
        this.#state = { kind: 'after-pinch', finger: { id: sample.id, at: sample.screen } };
        return [between(state.finger.at, sample.screen)];
    }
  }

  /** `fingersTap`: a finger that was put down and lifted clicks with the tool. */
  up(sample: PointerSample, fingersTap: boolean): readonly RoutedAct[] {
    const many = sample.device === 'touch' ? this.#liftOfMany(sample) : [];
    return [...this.#end(sample, fingersTap), ...many];
  }

  #end(sample: PointerSample, fingersTap: boolean): readonly RoutedAct[] {
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
        if (!fingersTap) return [];
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
    // Capture ends after every lift too, when the finger has been counted already.
    if (this.#tap?.down.has(id) === true) this.#tap = null;
    const state = this.#state;
    if (state.kind === 'pinch') {
      this.#liftFinger(state.fingers, id);
      return [];
    }
    const own = state.kind === 'after-pinch' ? state.finger.id : state.kind === 'idle' ? null : state.id;
    if (own !== id) return [];
    this.#state = { kind: 'idle' };
    return state.kind === 'tool' ? [{ kind: 'tool-lost' }] : [];
  }

  /** Called when a finger that taps has been down for long. */
  hold(id: number): readonly RoutedAct[] {
    const state = this.#state;
    if (state.kind !== 'tap' || state.id !== id) return [];
    this.abandon();
    return [{ kind: 'menu', at: state.from }];
  }

  /** Escape: the pointer that is still down does nothing more until it is lifted. */
  abandon(): void {
    this.#state = { kind: 'idle' };
    this.#tap = null;
  }

  #secondFinger(sample: PointerSample, state: RouterState): readonly RoutedAct[] {
    const first = fingerOf(state);
    if (first === null) return [];
    this.#state = { kind: 'pinch', fingers: [first, { id: sample.id, at: sample.screen }] };
    return state.kind === 'tool' ? [{ kind: 'tool-lost' }] : [];
  }

  #pinch(fingers: readonly [Finger, Finger], sample: PointerSample): readonly RoutedAct[] {
    const [a, b] = fingers;
    if (sample.id !== a.id && sample.id !== b.id) return [];
    // Fingers that tap together tremble; the photo stays until they mean it.
    if (this.#tap !== null && !this.#tap.moved) return [];
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

  #countFinger({ id, screen, time }: PointerSample): void {
    const tap = this.#tap;
    if (tap === null || tap.down.size === 0) {
      const idle = this.#state.kind === 'idle';
      this.#tap = idle
        ? { since: time, from: new Map([[id, screen]]), down: new Set([id]), moved: false }
        : null;
      return;
    }
    tap.from.set(id, screen);
    tap.down.add(id);
  }

  #watchFinger({ id, screen }: PointerSample): void {
    const from = this.#tap?.from.get(id);
    if (this.#tap !== null && from !== undefined && distance(from, screen) > tapSlop) this.#tap.moved = true;
  }

  /** When the last finger of several goes and none has moved, it was a tap. */
  #liftOfMany({ id, time }: PointerSample): readonly RoutedAct[] {
    const tap = this.#tap;
    if (tap === null) return [];
    tap.down.delete(id);
    if (tap.down.size > 0) return [];
    this.#tap = null;
    if (tap.moved || time - tap.since > manyFingerMilliseconds) return [];
    if (tap.from.size === 2) return [{ kind: 'undo' }];
    return tap.from.size === 3 ? [{ kind: 'redo' }] : [];
  }
}

function isTouch(state: RouterState): boolean {
  switch (state.kind) {
    case 'tap':
    case 'pinch':
    case 'after-pinch':
      return true;
    case 'tool':
    case 'pan':
      return state.device === 'touch';
    case 'idle':
      return false;
  }
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
