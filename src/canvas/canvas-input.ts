import type { ObjectId } from '../document/document.ts';
import { objectsOf } from '../document/lookup.ts';
import { boxMask } from '../mask/create-mask.ts';
import { intersectionArea } from '../mask/measure.ts';
import type { Box, Point } from '../mask/space.ts';
import type { Studio } from '../studio/studio.ts';
import type { CanvasController } from './canvas-controller.ts';
import type { PointerPicture } from './canvas-renderer.ts';
import { hoveredRow } from './hovered-row.ts';
import { PointerRouter, type PointerSample, type RoutedAct } from './pointer-router.ts';
import { inspectedAlone } from './scene.ts';
import type { ToolContext, ToolEffect, ToolPointer } from './tools/tool.ts';
import { ToolRunner } from './tools/tool-runner.ts';
import { toImage } from './viewport.ts';
import { WheelReader } from './wheel-intent.ts';

/**
 * Native pointer, wheel and key events of the drawing surface, turned into pans, zooms and tools. Native and on one
 * element, because Konva offers neither coalesced events nor real pointer capture.
 */
export class CanvasInput {
  readonly #surface: HTMLElement;
  readonly #studio: Studio;
  readonly #controller: CanvasController;
  readonly #show: (picture: PointerPicture) => void;
  readonly #router = new PointerRouter();
  readonly #wheel = new WheelReader();
  readonly #tools: ToolRunner;
  readonly #listeners = new AbortController();
  readonly #stopView: () => void;

  /** Where the pointer hovers in CSS pixels of the stage; null when it is elsewhere or a finger. */
  #over: Point<'screen'> | null = null;
  #last: ToolPointer | null = null;
  #space = false;
  #alt = false;

  constructor(
    surface: HTMLElement,
    studio: Studio,
    controller: CanvasController,
    show: (picture: PointerPicture) => void,
  ) {
    this.#surface = surface;
    this.#studio = studio;
    this.#controller = controller;
    this.#show = show;
    this.#tools = new ToolRunner(this.#context());
    this.#tools.activate(studio.view.getState().tool);
    this.#listen();
    this.#stopView = studio.view.subscribe((view, before) => {
      if (view.tool !== before.tool) this.#carryOut(this.#tools.activate(view.tool));
      if (view.tool !== before.tool || view.brushSize !== before.brushSize) this.#refresh();
    });
    this.#refresh();
  }

  /** Takes back a running gesture; false when there is none. */
  cancelGesture(): boolean {
    if (!this.#tools.busy) return false;
    this.#carryOut(this.#tools.input({ kind: 'cancel' }));
    this.#router.abandon();
    this.#refresh();
    return true;
  }

  dispose(): void {
    this.#listeners.abort();
    this.#stopView();
    this.#studio.setView({ hovered: null });
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
    surface.addEventListener('contextmenu', (event) => event.preventDefault(), { signal });
    window.addEventListener('keydown', (event) => this.#key(event, true), { signal, capture: true });
    window.addEventListener('keyup', (event) => this.#key(event, false), { signal, capture: true });
    window.addEventListener('blur', () => this.#letGo(), { signal });
  }

  #down(event: PointerEvent): void {
    // The middle button would start the browser's own scrolling; the others must still give the surface the focus.
    if (event.button === 1) event.preventDefault();
    const { tool } = this.#studio.view.getState();
    const draws = tool === 'brush' || tool === 'eraser';
    const acts = this.#router.down(this.#sample(event), draws);
    if (this.#router.active) this.#surface.setPointerCapture(event.pointerId);
    this.#route(acts, event);
  }

  #move(event: PointerEvent): void {
    this.#over = event.pointerType === 'touch' ? null : this.#place(event);
    this.#route(this.#router.move(this.#sample(event)), event);
  }

  #up(event: PointerEvent): void {
    this.#route(this.#router.up(this.#sample(event)), event);
  }

  #cancel(event: PointerEvent): void {
    this.#route(this.#router.cancel(event.pointerId), event);
  }

  #leave(): void {
    if (this.#router.active) return;
    this.#over = null;
    this.#carryOut(this.#tools.input({ kind: 'leave' }));
    this.#hoverRow(null);
    this.#refresh();
  }

  /** The window lost the focus: no key-up will come. */
  #letGo(): void {
    this.#space = false;
    this.#alt = false;
    this.#refresh();
  }

  #turn(event: WheelEvent): void {
    event.preventDefault();
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
    if (!this.#tools.busy) this.#hoverAgain();
  }

  #scaleBy(factor: number, at: Point<'screen'>): void {
    const { viewport } = this.#controller.frame.getState();
    if (viewport !== null) this.#controller.zoomTo(viewport.scale * factor, at);
  }

  #key(event: KeyboardEvent, pressed: boolean): void {
    if (event.key === 'Alt') {
      this.#alt = pressed;
      if (this.#over !== null) event.preventDefault();
      this.#refresh();
    }
    if (event.key === 'Escape' && pressed && this.cancelGesture()) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
    if (event.code === 'Space' && (!pressed || this.#takesSpace(event))) {
      this.#space = pressed;
      if (pressed) event.preventDefault();
      this.#refresh();
    }
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
    for (const act of acts) {
      switch (act.kind) {
        case 'pan':
          this.#controller.panBy(act.dx, act.dy);
          break;
        case 'pinch':
          this.#scaleBy(act.factor, act.at);
          break;
        case 'tool-cancel':
          this.#carryOut(this.#tools.input({ kind: 'cancel' }));
          break;
        case 'tool': {
          const pointer = this.#pointer(event);
          this.#last = pointer;
          this.#carryOut(this.#tools.input({ kind: act.phase, pointer }));
          if (act.phase === 'hover') this.#hoverRow(pointer.point);
          break;
        }
      }
    }
    this.#refresh();
  }

  /** The photo moved under a resting pointer. */
  #hoverAgain(): void {
    const { viewport } = this.#controller.frame.getState();
    if (this.#over === null || this.#last === null || viewport === null) return;
    const point = toImage(viewport, this.#over);
    const pointer = { ...this.#last, screen: this.#over, point, path: [point] };
    this.#carryOut(this.#tools.input({ kind: 'hover', pointer }));
    this.#hoverRow(point);
    this.#refresh();
  }

  #hoverRow(point: Point<'image'> | null): void {
    const view = this.#studio.view.getState();
    const row = hoveredRow(this.#studio.project.getState(), view, point);
    if (row !== undefined && row !== view.inspectedRow) this.#studio.setView({ inspectedRow: row });
  }

  #carryOut(effects: readonly ToolEffect[]): void {
    for (const effect of effects) {
      switch (effect.kind) {
        case 'select':
          this.#studio.select(effect.objects);
          break;
        case 'hover':
          this.#studio.setView({ hovered: effect.object });
          break;
        case 'stroke':
          void this.#studio.applyStroke(effect.points, effect.mode);
          break;
        case 'zoom-step':
          if (effect.direction > 0) this.#controller.zoomIn(effect.at);
          else this.#controller.zoomOut(effect.at);
          break;
        case 'zoom-box':
          this.#controller.zoomToBox(effect.box);
          break;
      }
    }
  }

  #refresh(): void {
    const cursor = this.#tools.cursor(this.#alt);
    const pans = this.#space || this.#router.panning;
    const brushes = cursor === 'brush' && !pans && this.#over !== null;
    const { tool } = this.#studio.view.getState();
    const erases = (tool === 'eraser') !== this.#alt;
    this.#surface.style.cursor = pans
      ? this.#router.panning
        ? 'grabbing'
        : 'grab'
      : cursor === 'brush'
        ? 'none'
        : cursor;
    this.#show({
      preview: this.#tools.preview,
      ring: brushes && this.#over !== null ? { at: this.#over, erases } : null,
    });
  }

  #place(event: MouseEvent): Point<'screen'> {
    const rect = this.#surface.getBoundingClientRect();
    return { x: event.clientX - rect.left, y: event.clientY - rect.top };
  }

  #sample(event: PointerEvent): PointerSample {
    const device = event.pointerType === 'pen' || event.pointerType === 'touch' ? event.pointerType : 'mouse';
    return {
      id: event.pointerId,
      device,
      button: event.button,
      screen: this.#place(event),
      panning: this.#space,
    };
  }

  #pointer(event: PointerEvent): ToolPointer {
    const { viewport } = this.#controller.frame.getState();
    const toPoint = (source: MouseEvent) =>
      toImage(viewport ?? { x: 0, y: 0, scale: 1 }, this.#place(source));
    const point = toPoint(event);
    // Missing in insecure contexts, such as a development server opened by its address.
    const samples = event.type === 'pointermove' ? (event.getCoalescedEvents?.() ?? []) : [];
    return {
      point,
      screen: this.#place(event),
      path: samples.length > 1 ? [...samples.slice(0, -1).map(toPoint), point] : [point],
      shift: event.shiftKey,
      alt: event.altKey,
      erase: event.pointerType === 'pen' && (event.buttons & (2 | 32)) !== 0,
    };
  }

  #context(): ToolContext {
    const studio = this.#studio;
    return {
      get brushSize() {
        return studio.view.getState().brushSize;
      },
      get selection() {
        return studio.view.getState().selection;
      },
      objectAt: (point) => drawnObjectAt(studio, point),
      objectsIn: (box) => objectsTouching(studio, box),
    };
  }
}

/** The topmost object under a point, unless the inspector shows another one alone. */
function drawnObjectAt(studio: Studio, point: Point<'image'>): ObjectId | null {
  const { document, currentImage } = studio.project.getState();
  const found = studio.objectAt(point);
  if (found === null || currentImage === null) return null;
  const alone = inspectedAlone(objectsOf(document, currentImage), studio.view.getState());
  return alone === null || alone === found ? found : null;
}

/** Visible, unlocked objects of the current image that have a pixel in the box. */
function objectsTouching(studio: Studio, box: Box<'image'>): readonly ObjectId[] {
  const { document, currentImage } = studio.project.getState();
  const found: ObjectId[] = [];
  for (const { id, mask, visible, locked } of currentImage === null
    ? []
    : objectsOf(document, currentImage)) {
    if (!visible || locked) continue;
    const pixels = {
      x1: Math.max(0, Math.floor(box.x1)),
      y1: Math.max(0, Math.floor(box.y1)),
      x2: Math.min(mask.width, Math.ceil(box.x2)),
      y2: Math.min(mask.height, Math.ceil(box.y2)),
    };
    if (pixels.x1 >= pixels.x2 || pixels.y1 >= pixels.y2) continue;
    if (intersectionArea(mask, boxMask(mask.width, mask.height, pixels)) > 0) found.push(id);
  }
  return found;
}
