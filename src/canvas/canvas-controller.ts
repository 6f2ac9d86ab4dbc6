import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Box, Point } from '../mask/space.ts';
import type { MenuRequest } from './menu-request.ts';
import {
  fitViewport,
  type Insets,
  keepInReach,
  type Size,
  type Viewport,
  viewportShowing,
  type ZoomLimits,
  zoomAt,
  zoomLimits,
} from './viewport.ts';

/** What a zoom bar shows. `scale` 1 is 100 %: one CSS pixel an image pixel. */
export interface ZoomState {
  readonly scale: number;
  readonly fitted: boolean;
  readonly canZoomIn: boolean;
  readonly canZoomOut: boolean;
}

/** The stage as it is: null viewport while no photo is shown. */
export interface StageFrame {
  readonly size: Size;
  readonly image: Size | null;
  readonly viewport: Viewport | null;
}

/** What the mounted canvas does for its controller. */
export interface CanvasHost {
  focus(): void;
  cancelGesture(): boolean;
  stepBrushSize(direction: 1 | -1): void;
}

/** Zoom, pan and the few acts that keys and buttons outside the canvas need. Lives longer than the component. */
export interface CanvasController {
  readonly zoom: StoreApi<ZoomState>;
  readonly frame: StoreApi<StageFrame>;
  /** Set when a menu is asked for on the photo; whoever shows it sets null when it closes. */
  readonly menu: StoreApi<MenuRequest | null>;
  fit(): void;
  /** One CSS pixel an image pixel, about the stage's centre. */
  actualSize(): void;
  /** To the next power-of-square-root-two step; about the stage's centre unless a point is given. */
  zoomIn(at?: Point<'screen'>): void;
  zoomOut(at?: Point<'screen'>): void;
  zoomTo(scale: number, at?: Point<'screen'>): void;
  panBy(dx: number, dy: number): void;
  /** Zooms so that the box fills the stage. */
  zoomToBox(box: Box<'image'>): void;
  /** Pans, and zooms out if it must, so that the box is in view. */
  showBox(box: Box<'image'>): void;
  focus(): void;
  /** Undoes a running stroke or drag; false when there is none. */
  cancelGesture(): boolean;
  stepBrushSize(direction: 1 | -1): void;

  /** For the mounted canvas. */
  attach(host: CanvasHost): () => void;
  setStage(size: Size, insets: Insets): void;
  /** Shows a photo of this size where it was left, fitted the first time; null shows none. */
  setImage(key: string, image: Size | null): void;
}

/** Time and motion as the browser gives them; tests hand in their own. */
export interface MotionClock {
  reducedMotion(): boolean;
  now(): number;
  /** Calls back before the next paint; returns a function that cancels. */
  nextFrame(run: () => void): () => void;
}

export const browserClock: MotionClock = {
  reducedMotion: () => matchMedia('(prefers-reduced-motion: reduce)').matches,
  now: () => performance.now(),
  nextFrame: (run) => {
    const frame = requestAnimationFrame(run);
    return () => cancelAnimationFrame(frame);
  },
};

const fitMilliseconds = 140;
const zoomSteps = 2;
const rememberedImages = 200;
const noInsets: Insets = { top: 0, right: 0, bottom: 0, left: 0 };

interface RememberedView {
  readonly viewport: Viewport;
  readonly fitted: boolean;
}

export function createCanvasController(clock: MotionClock = browserClock): CanvasController {
  return new StageCamera(clock);
}

class StageCamera implements CanvasController {
  readonly zoom: StoreApi<ZoomState> = createStore<ZoomState>(() => ({
    scale: 1,
    fitted: true,
    canZoomIn: false,
    canZoomOut: false,
  }));
  readonly frame: StoreApi<StageFrame> = createStore<StageFrame>(() => ({
    size: { width: 0, height: 0 },
    image: null,
    viewport: null,
  }));
  readonly menu: StoreApi<MenuRequest | null> = createStore<MenuRequest | null>(() => null);

  readonly #clock: MotionClock;
  readonly #remembered = new Map<string, RememberedView>();
  #insets: Insets = noInsets;
  #key = '';
  #fitted = true;
  #host: CanvasHost | null = null;
  #stopMotion: (() => void) | null = null;

  constructor(clock: MotionClock) {
    this.#clock = clock;
  }

  attach(host: CanvasHost): () => void {
    this.#host = host;
    return () => {
      if (this.#host !== host) return;
      this.#host = null;
      this.#endMotion();
    };
  }

  setStage(size: Size, insets: Insets): void {
    const before = this.frame.getState();
    const insetsChanged = !sameInsets(insets, this.#insets);
    if (before.size.width === size.width && before.size.height === size.height && !insetsChanged) return;
    this.#endMotion();
    this.#insets = insets;
    this.frame.setState({ size });
    const { image, viewport } = before;
    if (image === null || viewport === null) return;
    if (this.#fitted || before.size.width === 0) {
      this.#show(this.#fitOf(image), this.#fitted);
      return;
    }
    const dx = (size.width - before.size.width) / 2;
    const dy = (size.height - before.size.height) / 2;
    this.#show({ ...viewport, x: viewport.x + dx, y: viewport.y + dy }, false);
  }

  setImage(key: string, image: Size | null): void {
    const before = this.frame.getState();
    if (key === this.#key && sameSize(before.image, image)) return;
    this.#endMotion();
    if (before.viewport !== null) this.#remember(this.#key, before.viewport);
    this.#key = key;
    if (image === null) {
      this.frame.setState({ image: null, viewport: null });
      this.#publishZoom();
      return;
    }
    this.frame.setState({ image });
    const left = this.#remembered.get(key);
    this.#show(left !== undefined && !left.fitted ? left.viewport : this.#fitOf(image), left?.fitted ?? true);
  }

  fit(): void {
    const { image, viewport } = this.frame.getState();
    if (image === null || viewport === null) return;
    this.#endMotion();
    const target = this.#fitOf(image);
    if (this.#clock.reducedMotion()) this.#show(target, true);
    else this.#glide(viewport, target);
  }

  actualSize(): void {
    this.zoomTo(1);
  }

  zoomIn(at?: Point<'screen'>): void {
    this.zoomTo(nextStep(this.#scale(), 1), at);
  }

  zoomOut(at?: Point<'screen'>): void {
    this.zoomTo(nextStep(this.#scale(), -1), at);
  }

  zoomTo(scale: number, at?: Point<'screen'>): void {
    const { viewport, size } = this.frame.getState();
    if (viewport === null) return;
    this.#endMotion();
    const limits = this.#limits();
    const wanted = Math.min(limits.max, Math.max(limits.min, scale));
    this.#show(zoomAt(viewport, at ?? { x: size.width / 2, y: size.height / 2 }, wanted), false);
  }

  panBy(dx: number, dy: number): void {
    const { viewport } = this.frame.getState();
    if (viewport === null || (dx === 0 && dy === 0)) return;
    this.#endMotion();
    this.#show({ ...viewport, x: viewport.x + dx, y: viewport.y + dy }, false);
  }

  zoomToBox(box: Box<'image'>): void {
    const { image, size } = this.frame.getState();
    if (image === null || box.x2 <= box.x1 || box.y2 <= box.y1) return;
    this.#endMotion();
    const part = { width: box.x2 - box.x1, height: box.y2 - box.y1 };
    const fitted = fitViewport(size, part, this.#insets);
    const limits = this.#limits();
    const scale = Math.min(limits.max, Math.max(limits.min, fitted.scale));
    const centred = { scale, x: size.width / 2 - (box.x1 + part.width / 2) * scale, y: 0 };
    this.#show({ ...centred, y: size.height / 2 - (box.y1 + part.height / 2) * scale }, false);
  }

  showBox(box: Box<'image'>): void {
    const { viewport, size } = this.frame.getState();
    if (viewport === null) return;
    const shown = viewportShowing(viewport, box, size, this.#insets, this.#limits());
    if (shown === viewport) return;
    this.#endMotion();
    this.#show(shown, false);
  }

  focus(): void {
    this.#host?.focus();
  }

  cancelGesture(): boolean {
    return this.#host?.cancelGesture() ?? false;
  }

  stepBrushSize(direction: 1 | -1): void {
    this.#host?.stepBrushSize(direction);
  }

  #fitOf(image: Size): Viewport {
    return fitViewport(this.frame.getState().size, image, this.#insets);
  }

  #limits(): ZoomLimits {
    const { image } = this.frame.getState();
    return zoomLimits(image === null ? 1 : this.#fitOf(image).scale);
  }

  #scale(): number {
    return this.frame.getState().viewport?.scale ?? 1;
  }

  #show(viewport: Viewport, fitted: boolean): void {
    const { size, image } = this.frame.getState();
    if (image === null) return;
    this.#fitted = fitted;
    this.frame.setState({ viewport: fitted ? viewport : keepInReach(viewport, size, image) });
    this.#publishZoom();
  }

  #publishZoom(): void {
    const { viewport, image } = this.frame.getState();
    const limits = this.#limits();
    const scale = viewport?.scale ?? 1;
    const next: ZoomState = {
      scale,
      fitted: this.#fitted,
      canZoomIn: image !== null && scale < limits.max,
      canZoomOut: image !== null && scale > limits.min,
    };
    const now = this.zoom.getState();
    const same =
      now.scale === next.scale &&
      now.fitted === next.fitted &&
      now.canZoomIn === next.canZoomIn &&
      now.canZoomOut === next.canZoomOut;
    if (!same) this.zoom.setState(next, true);
  }

  #remember(key: string, viewport: Viewport): void {
    this.#remembered.delete(key);
    this.#remembered.set(key, { viewport, fitted: this.#fitted });
    if (this.#remembered.size <= rememberedImages) return;
    const oldest = this.#remembered.keys().next();
    if (oldest.done !== true) this.#remembered.delete(oldest.value);
  }

  #glide(from: Viewport, to: Viewport): void {
    const start = this.#clock.now();
    const step = () => {
      const time = Math.min(1, (this.#clock.now() - start) / fitMilliseconds);
      const part = 1 - (1 - time) ** 3;
      const mix = (a: number, b: number) => a + (b - a) * part;
      const between = { x: mix(from.x, to.x), y: mix(from.y, to.y), scale: mix(from.scale, to.scale) };
      this.#show(time < 1 ? between : to, true);
      this.#stopMotion = time < 1 ? this.#clock.nextFrame(step) : null;
    };
    step();
  }

  #endMotion(): void {
    this.#stopMotion?.();
    this.#stopMotion = null;
  }
}

/** Zoom buttons move along powers of the square root of two, so that 100 % is always met. */
function nextStep(scale: number, direction: 1 | -1): number {
  const exponent = Math.log2(scale) * zoomSteps;
  const nearest = Math.round(exponent);
  const onStep = Math.abs(exponent - nearest) < 0.01;
  if (onStep) return 2 ** ((nearest + direction) / zoomSteps);
  return 2 ** ((direction > 0 ? Math.ceil(exponent) : Math.floor(exponent)) / zoomSteps);
}

function sameSize(a: Size | null, b: Size | null): boolean {
  return a === b || (a !== null && b !== null && a.width === b.width && a.height === b.height);
}

function sameInsets(a: Insets, b: Insets): boolean {
  return a.top === b.top && a.right === b.right && a.bottom === b.bottom && a.left === b.left;
}
