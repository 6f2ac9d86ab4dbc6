import type { Point } from '../mask/space.ts';
import type { Studio } from '../studio/studio.ts';
import { ActiveTool } from './active-tool.ts';
import { stepBrushSize } from './brush-size.ts';
import type { CanvasController } from './canvas-controller.ts';
import type { ToolStudio } from './carry-out.ts';
import { DoubleClick } from './double-click.ts';
import { hoveredRow } from './hovered-row.ts';
import { KeyInput, type KeyStroke } from './key-input.ts';
import { menuAsked } from './menu-request.ts';
import { type FingerUse, PointerRouter, type PointerSample, type RoutedAct } from './pointer-router.ts';
import { placeOn, pointerSample, toolPointer } from './read-pointer.ts';
import type { ToolPicture } from './tool-picture.ts';
import type { ToolPointer } from './tools/tool.ts';
import { toImage, toScreen } from './viewport.ts';
import { WheelReader } from './wheel-intent.ts';

/** The part of a studio that the surface reads and calls. */
export type InputStudio = ToolStudio & Pick<Studio, 'announcement' | 'undo' | 'redo'>;

/** A finger that rests this long asks for the menu. */
const holdMilliseconds = 500;

/**
 * Native pointer, wheel and key events of the drawing surface, turned into pans, zooms and tools. Native and on one
 * element, because Konva offers neither coalesced events nor real pointer capture.
 */
export class CanvasInput {
  readonly #surface: HTMLElement;
  readonly #studio: InputStudio;
  readonly #controller: CanvasController;
  readonly #show: (picture: ToolPicture) => void;
  readonly #router = new PointerRouter();
  readonly #wheel = new WheelReader();
  readonly #clicks = new DoubleClick();
  readonly #tool: ActiveTool;
  readonly #keys: KeyInput;
  readonly #listeners = new AbortController();
  readonly #stopView: () => void;

  /** Where the pointer hovers in CSS pixels of the stage; null when it is elsewhere or a finger. */
  #over: Point<'screen'> | null = null;
  /** The last input of the tool's pointer, and whether it is down. */
  #last: ToolPointer | null = null;
  #pressed = false;
  #space = false;
  #held: Held = { shift: false, alt: false, control: false };
  #keyboardLast = false;
  #hold: ReturnType<typeof setTimeout> | null = null;
  #askedByHold = false;

  constructor(
    surface: HTMLElement,
    studio: InputStudio,
    controller: CanvasController,
    show: (picture: ToolPicture) => void,
  ) {
    this.#surface = surface;
    this.#studio = studio;
    this.#controller = controller;
    this.#show = show;
    this.#tool = new ActiveTool(studio, controller, () => this.#refresh());
    const mouse = () => this.#onPhoto(this.#over);
    this.#keys = new KeyInput(studio, controller, this.#tool, mouse, () => this.#refresh());
    this.#listen();
    this.#stopView = studio.view.subscribe((view, before) => {
      if (view.tool !== before.tool) this.#toolChanged();
    });
    this.#refresh();
  }

  /** Takes back a running gesture; false when there is none. */
  cancelGesture(): boolean {
    if (!this.#tool.cancel()) return false;
    this.#router.abandon();
    this.#keys.abandon();
    this.#clicks.forget();
    this.#pressed = false;
    this.#refresh();
    return true;
  }

  /** A key of the focused surface; false when it means nothing to the tool. */
  pressKey(stroke: KeyStroke): boolean {
    return this.#keys.press(stroke);
  }

  dispose(): void {
    this.#listeners.abort();
    this.#stopView();
    this.#stopHold();
    this.#keys.dispose();
    this.#tool.dispose();
  }

  #listen(): void {
    const { signal } = this.#listeners;
    const surface = this.#surface;
    surface.addEventListener('pointerdown', (event) => this.#down(event), { signal });
    surface.addEventListener('pointermove', (event) => this.#move(event), { signal });
    surface.addEventListener('pointerup', (event) => this.#up(event), { signal });
    surface.addEventListener('pointercancel', (event) => this.#cancel(event), { signal });
    surface.addEventListener('pointerleave', () => this.#leave(), { signal });
    surface.addEventListener('lostpointercapture', (event) => this.#cancel(event), { signal });
    surface.addEventListener('wheel', (event) => this.#turn(event), { signal, passive: false });
    surface.addEventListener('contextmenu', (event) => this.#contextMenu(event), { signal });
    surface.addEventListener('touchend', (event) => this.#touchEnd(event), { signal });
    surface.addEventListener('focus', () => this.#focused(), { signal });
    surface.addEventListener('blur', () => this.#keys.hide(), { signal });
    window.addEventListener('keydown', (event) => this.#key(event, true), { signal, capture: true });
    window.addEventListener('keyup', (event) => this.#key(event, false), { signal, capture: true });
    window.addEventListener('blur', () => this.#letGo(), { signal });
  }

  #down(event: PointerEvent): void {
    this.#keyboardLast = false;
    this.#keys.hide();
    // The middle button would start the browser's own scrolling; the others must still give the surface the focus.
    if (event.button === 1) event.preventDefault();
    const acts = this.#router.down(this.#sample(event), this.#fingerUse(event));
    if (this.#router.active) this.#surface.setPointerCapture(event.pointerId);
    this.#stopHold();
    const tapping = this.#router.tapping;
    if (tapping !== null) this.#hold = setTimeout(() => this.#longPress(tapping, event), holdMilliseconds);
    this.#route(acts, event);
  }

  #move(event: PointerEvent): void {
    if (event.movementX !== 0 || event.movementY !== 0) this.#keys.hide();
    this.#over = event.pointerType === 'touch' ? null : this.#place(event);
    this.#route(this.#router.move(this.#sample(event)), event);
  }

  #up(event: PointerEvent): void {
    this.#stopHold();
    this.#route(this.#router.up(this.#sample(event), !this.#tool.traits.fingerDraws), event);
  }

  #cancel(event: PointerEvent): void {
    this.#stopHold();
    this.#route(this.#router.cancel(event.pointerId), event);
  }

  #leave(): void {
    if (this.#router.active) return;
    this.#over = null;
    this.#tool.input({ kind: 'leave' });
    this.#hoverRow(null);
    this.#refresh();
  }

  /** Where a pen draws, fingers only pan and tap: a palm must move nothing. */
  #fingerUse(event: PointerEvent): FingerUse {
    if (event.pointerType !== 'touch' || this.#studio.view.getState().penDraws) return 'pan';
    if (this.#tool.traits.fingerDraws) return 'draw';
    return this.#tool.grabs(this.#pointer(event)) ? 'grab' : 'pan';
  }

  #longPress(finger: number, event: PointerEvent): void {
    this.#hold = null;
    this.#route(this.#router.hold(finger), event);
  }

  #stopHold(): void {
    if (this.#hold !== null) clearTimeout(this.#hold);
    this.#hold = null;
  }

  /** The finger that asked for a menu is lifted over it: the browser's click for it would close the menu or choose. */
  #touchEnd(event: TouchEvent): void {
    if (this.#askedByHold) event.preventDefault();
    this.#askedByHold = false;
  }

  /** Fingers ask by holding still, and the barrel button of a pen erases. */
  #contextMenu(event: MouseEvent): void {
    event.preventDefault();
    const device = event instanceof PointerEvent ? event.pointerType : 'mouse';
    if (device === 'touch' || device === 'pen' || this.#tool.busy) return;
    this.#askMenu((event.button === 2 ? null : this.#keys.menuPlace) ?? this.#place(event));
  }

  #askMenu(at: Point<'screen'>): void {
    const request = menuAsked(this.#studio, this.#controller, at);
    if (request !== null) this.#controller.menu.setState(request, true);
  }

  #focused(): void {
    if (this.#surface.matches(':focus-visible')) this.#keys.show();
  }

  #toolChanged(): void {
    this.#keys.hide();
    this.#clicks.forget();
    if (this.#keyboardLast && document.activeElement === this.#surface) this.#keys.show();
    this.#refresh();
  }

  /** The window lost the focus: no key-up will come. */
  #letGo(): void {
    this.#space = false;
    this.#held = { shift: false, alt: false, control: false };
    this.#keys.letGo();
    this.#refresh();
  }

  #turn(event: WheelEvent): void {
    event.preventDefault();
    // A trackpad's pinch also comes with Ctrl, but no such key is down.
    if (this.#tool.traits.sized && (event.altKey || (event.ctrlKey && this.#held.control))) {
      this.#turnSize(event);
      return;
    }
    const { deltaX, deltaY, deltaMode, ctrlKey, shiftKey, timeStamp } = event;
    const intent = this.#wheel.read({
      deltaX,
      deltaY,
      deltaMode,
      ctrl: ctrlKey,
      shift: shiftKey,
      time: timeStamp,
    });
    if (intent.kind === 'pan') this.#controller.panBy(intent.dx, intent.dy);
    else this.#scaleBy(intent.factor, this.#place(event));
    if (!this.#pressed) this.#hoverAgain();
  }

  #turnSize(event: WheelEvent): void {
    const steps = this.#wheel.steps(event);
    let { brushSize } = this.#studio.view.getState();
    for (let i = 0; i < Math.abs(steps); i++) brushSize = stepBrushSize(brushSize, steps < 0 ? 1 : -1);
    if (steps !== 0) this.#studio.setView({ brushSize });
  }

  #scaleBy(factor: number, at: Point<'screen'>): void {
    const { viewport } = this.#controller.frame.getState();
    if (viewport !== null) this.#controller.zoomTo(viewport.scale * factor, at);
  }

  #key(event: KeyboardEvent, down: boolean): void {
    if (down) this.#keyboardLast = true;
    this.#noteModifiers(event);
    // Alone it would open the window's menu while people hold it to erase.
    if (event.key === 'Alt' && this.#over !== null) event.preventDefault();
    if (!down) this.#keys.release(event.key);
    else if (this.#tool.busy && this.#gestureKey(event)) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
    const cursorPresses = event.target === this.#surface && this.#keys.cursor !== null;
    if (event.code === 'Space' && !(down && cursorPresses) && (!down || this.#takesSpace(event))) {
      this.#space = down;
      if (down) event.preventDefault();
      this.#refresh();
    }
  }

  /** Keys that a running gesture takes wherever the focus is, but for text. */
  #gestureKey(event: KeyboardEvent): boolean {
    if (event.key === 'Escape') return !floatsAbove(event.target) && this.cancelGesture();
    const stroke = strokeOf(event);
    if (isNowhere(event.target) && this.#keys.toolKey(stroke)) return true;
    if (isNowhere(event.target) || event.target === this.#surface) return this.#keys.undoesPoint(stroke);
    return false;
  }

  /** A modifier changes what a gesture does even while the pointer rests. */
  #noteModifiers({ key, shiftKey: shift, altKey: alt, ctrlKey, metaKey }: KeyboardEvent): void {
    const before = this.#held;
    this.#held = { shift, alt, control: ctrlKey || metaKey };
    if (before.shift === shift && before.alt === alt) return;
    const last = this.#last;
    if (this.#pressed && last !== null) {
      const path = last.path.slice(-1);
      this.#tool.input({ kind: 'drag', pointer: { ...last, shift, alt, path } });
    }
    if (key === 'Alt' || key === 'Shift') this.#refresh();
  }

  /** Space pans when the pointer or the focus is on the stage and the key means nothing to what has the focus. */
  #takesSpace(event: KeyboardEvent): boolean {
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    const target = event.target instanceof Element ? event.target : null;
    if (target === this.#surface) return true;
    const used = target?.closest(
      'input, textarea, select, button, a, summary, [contenteditable], [role], [tabindex]',
    );
    return this.#over !== null && (used === null || used === undefined || target?.tagName === 'MAIN');
  }

  #route(acts: readonly RoutedAct[], event: PointerEvent): void {
    for (const act of acts) this.#carryOut(act, event);
    this.#refresh();
  }

  #carryOut(act: RoutedAct, event: PointerEvent): void {
    switch (act.kind) {
      case 'pan':
        this.#controller.panBy(act.dx, act.dy);
        return;
      case 'pinch':
        this.#scaleBy(act.factor, act.at);
        return;
      case 'tool-lost':
        this.#pressed = false;
        this.#clicks.forget();
        this.#tool.input({ kind: 'lost' });
        return;
      case 'undo':
        this.#studio.undo();
        return;
      case 'redo':
        this.#studio.redo();
        return;
      case 'menu':
        this.#askedByHold = true;
        this.#askMenu(act.at);
        return;
      case 'pen-seen':
        this.#studio.setView({ penDraws: true });
        return;
      case 'tool':
        this.#feed(act.phase, this.#pointer(event, act.at), event.timeStamp);
    }
  }

  #feed(phase: 'hover' | 'down' | 'drag' | 'up', pointer: ToolPointer, time: number): void {
    this.#last = pointer;
    this.#pressed = phase === 'down' || phase === 'drag';
    this.#tool.input({ kind: phase, pointer });
    if (phase === 'hover') this.#hoverRow(pointer.point);
    if (phase === 'down') this.#clicks.press(pointer.screen);
    if (phase === 'up' && this.#clicks.release(pointer.screen, time, pointer.reach)) {
      this.#tool.input({ kind: 'double', pointer });
    }
  }

  /** The photo moved under a resting pointer. */
  #hoverAgain(): void {
    const point = this.#onPhoto(this.#over);
    if (this.#over === null || this.#last === null || point === null) return;
    const pointer = { ...this.#last, screen: this.#over, point, path: [{ ...point, pressure: 1 }] };
    this.#tool.input({ kind: 'hover', pointer });
    this.#hoverRow(point);
    this.#refresh();
  }

  #hoverRow(point: Point<'image'> | null): void {
    const view = this.#studio.view.getState();
    const row = hoveredRow(this.#studio.project.getState(), view, point);
    if (row !== undefined && row !== view.inspectedRow) this.#studio.setView({ inspectedRow: row });
  }

  #refresh(): void {
    const cursor = this.#tool.cursor(this.#held.alt);
    const pans = this.#space || this.#router.panning;
    const ringed = cursor === 'brush' || cursor === 'eraser';
    this.#surface.style.cursor = pans
      ? this.#router.panning
        ? 'grabbing'
        : 'grab'
      : ringed
        ? 'none'
        : cursor;
    const { viewport } = this.#controller.frame.getState();
    const keyCursor = this.#keys.cursor;
    const at = keyCursor !== null && viewport !== null ? toScreen(viewport, keyCursor.at) : this.#over;
    this.#show({
      preview: this.#tool.preview,
      pending: this.#tool.pending,
      ring: ringed && !pans && at !== null ? { at, erases: cursor === 'eraser' } : null,
      cursor: keyCursor,
    });
  }

  #onPhoto(place: Point<'screen'> | null): Point<'image'> | null {
    const { viewport } = this.#controller.frame.getState();
    return place === null || viewport === null ? null : toImage(viewport, place);
  }

  #place(event: MouseEvent): Point<'screen'> {
    return placeOn(this.#surface, event);
  }

  #sample(event: PointerEvent): PointerSample {
    return pointerSample(this.#surface, event, this.#space);
  }

  /** `at`: where it was before, if that is what is asked. */
  #pointer(event: PointerEvent, at?: Point<'screen'>): ToolPointer {
    const viewport = this.#controller.frame.getState().viewport ?? { x: 0, y: 0, scale: 1 };
    const pointer = toolPointer(this.#surface, event, viewport);
    if (at === undefined) return pointer;
    const point = toImage(viewport, at);
    return { ...pointer, screen: at, point, path: [{ ...point, pressure: 1 }] };
  }
}

interface Held {
  readonly shift: boolean;
  readonly alt: boolean;
  readonly control: boolean;
}

export function strokeOf(event: KeyboardEvent): KeyStroke {
  const { key, shiftKey: shift, altKey: alt, repeat } = event;
  return { key, shift, alt, control: event.ctrlKey || event.metaKey, repeat };
}

/** Whether a key was pressed in a menu, list or dialog: Escape closes that first. */
function floatsAbove(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role=menu],[role=listbox],[role=dialog]') !== null;
}

/** The focus is on nothing that has a use for keys; the surface hears its own. */
function isNowhere(target: EventTarget | null): boolean {
  return target instanceof Element && (target === document.body || target.tagName === 'MAIN');
}
