import type Konva from 'konva';
import type { Studio } from '../studio/studio.ts';
import { stepBrushSize } from './brush-size.ts';
import { browserClock, type CanvasController } from './canvas-controller.ts';
import { CanvasInput } from './canvas-input.ts';
import { CanvasRenderer, type LayerName, layerNames } from './canvas-renderer.ts';
import { listenForKeys } from './listen-for-keys.ts';
import type { Insets } from './viewport.ts';
import { watchPixelRatio } from './watch-pixel-ratio.ts';

/** The parts of the page that a canvas lives in. */
export interface CanvasParts {
  readonly root: HTMLElement;
  readonly surface: HTMLElement;
  readonly stage: Konva.Stage;
  readonly layers: Readonly<Record<LayerName, Konva.Layer>>;
}

export interface MountedCanvas {
  paint(layer: LayerName, context: CanvasRenderingContext2D): void;
  setInsets(insets: Insets): void;
  dispose(): void;
}

/** Brings painting, input and sizes to life on the parts; `dispose` releases everything that it made. */
export function mountCanvas(
  { root, surface, stage, layers }: CanvasParts,
  studio: Studio,
  controller: CanvasController,
  insets: Insets,
): MountedCanvas {
  let wantedInsets = insets;
  let pixelRatio = window.devicePixelRatio || 1;
  const renderer = new CanvasRenderer(studio, controller, layers, browserClock);
  const input = new CanvasInput(surface, studio, controller, (picture) => renderer.showTool(picture));

  const resize = () => {
    const { clientWidth: width, clientHeight: height } = root;
    if (stage.width() !== width || stage.height() !== height) stage.size({ width, height });
    controller.setStage({ width, height }, wantedInsets);
    renderer.paintNow();
  };
  const applyRatio = (ratio: number) => {
    pixelRatio = ratio;
    for (const name of layerNames) layers[name].getCanvas().setPixelRatio(ratio);
    renderer.paintNow();
  };
  const observer = new ResizeObserver(resize);
  const detach = controller.attach({
    focus: () => surface.focus({ preventScroll: true }),
    cancelGesture: () => input.cancelGesture(),
    stepBrushSize: (direction) => {
      const { brushSize } = studio.view.getState();
      studio.setView({ brushSize: stepBrushSize(brushSize, direction) });
    },
  });
  applyRatio(pixelRatio);
  resize();
  observer.observe(root);
  const stops = [watchPixelRatio(applyRatio), listenForKeys(surface, studio, controller, input), detach];

  return {
    paint: (layer, context) => renderer.paint(layer, context, pixelRatio),
    setInsets: (next) => {
      wantedInsets = next;
      controller.setStage({ width: root.clientWidth, height: root.clientHeight }, next);
    },
    dispose: () => {
      observer.disconnect();
      for (const stop of stops) stop();
      input.dispose();
      renderer.dispose();
    },
  };
}
