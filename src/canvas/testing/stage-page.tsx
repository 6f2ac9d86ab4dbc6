import Konva from 'konva';
import { StrictMode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import type { SegmentedObject } from '../../document/document.ts';
import { boxMask } from '../../mask/create-mask.ts';
import { maskArea, maskContains } from '../../mask/measure.ts';
import { AnnotationCanvas } from '../annotation-canvas.tsx';
import { type CanvasController, createCanvasController } from '../canvas-controller.ts';
import type { LayerName } from '../canvas-renderer.ts';
import { layerNames } from '../canvas-renderer.ts';
import { createStageStudio, type StageStudio, showAnswer, writeRows } from './stage-studio.ts';

/** What the browser test drives: one canvas on a page of its own. */
export interface StagePage {
  readonly studio: StageStudio;
  readonly controller: CanvasController;
  mount(): Promise<void>;
  unmount(): Promise<void>;
  stages(): number;
  writeRows(rows: number, columns: number): void;
  showGhost(): void;
  endAnswer(): void;
  hideFirst(): void;
  objects(): readonly SegmentedObject[];
  /** Whether an object has a pixel; the object by its place, from the end where negative. */
  contains(object: number, x: number, y: number): boolean;
  area(object: number): number;
  /** Shows a box as what the first object would become. */
  previewBox(x1: number, y1: number, x2: number, y2: number): void;
  /** Draws boxes of 12 x 12 pixels in rows of 20 from the photo's top left corner, each an object. */
  drawBoxes(count: number): void;
  /** Red, green, blue and alpha of a layer over an image point, after everything asked for is painted. */
  pixel(layer: LayerName, x: number, y: number): Promise<readonly number[]>;
  /** Milliseconds of the main thread for each update of an answer, painting included. */
  timeAnswer(): Promise<readonly number[]>;
}

declare global {
  interface Window {
    page: StagePage;
    /** Starts over with a new studio. */
    openPage(): Promise<void>;
  }
}

const painted = () =>
  new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())));

async function openPage(host: HTMLElement): Promise<StagePage> {
  const stage = await createStageStudio();
  // The stage reads and calls no more than this part.
  const studio = stage as StageStudio & Parameters<typeof AnnotationCanvas>[0]['studio'];
  const controller = createCanvasController();
  let root: Root | null = null;
  const objects = () => {
    const { document, currentImage } = studio.project.getState();
    return document.objects.get(currentImage!) ?? [];
  };
  const layerCanvas = (name: LayerName) =>
    Konva.stages[0]!.getLayers()[layerNames.indexOf(name)]!.getNativeCanvasElement();
  return {
    studio,
    controller,
    async mount() {
      root = createRoot(host);
      root.render(
        <StrictMode>
          <AnnotationCanvas studio={studio} controller={controller} />
        </StrictMode>,
      );
      while (controller.frame.getState().viewport === null) await painted();
      await painted();
    },
    async unmount() {
      root?.unmount();
      root = null;
      // react-konva destroys a stage after a timeout, in case StrictMode mounts it again.
      await new Promise((done) => setTimeout(done, 50));
    },
    stages: () => Konva.stages.length,
    writeRows: (rows, columns) => writeRows(studio, rows, columns),
    showGhost: () => showAnswer(studio, []),
    endAnswer: () => studio.answer.setState({ running: null }),
    hideFirst: () => studio.setVisible(objects()[0]!.id, false),
    objects,
    contains: (object, x, y) => maskContains(objects().at(object)!.mask, x, y),
    area: (object) => maskArea(objects().at(object)!.mask),
    previewBox: (x1, y1, x2, y2) => {
      const { id, mask } = objects()[0]!;
      const box = boxMask(mask.width, mask.height, { x1, y1, x2, y2 });
      studio.setView({ preview: { object: id, mask: box } });
    },
    drawBoxes: (count) => {
      const { width, height } = objects()[0]!.mask;
      for (let i = 0; i < count; i++) {
        const [x1, y1] = [4 + (i % 20) * 16, 4 + Math.floor(i / 20) * 16];
        studio.select([]);
        studio.applyMask(boxMask(width, height, { x1, y1, x2: x1 + 12, y2: y1 + 12 }), 'add', 'Rectangle');
      }
      studio.select([]);
    },
    async pixel(layer, x, y) {
      await painted();
      const { viewport } = controller.frame.getState();
      const at = (value: number, offset: number) =>
        Math.round((value * viewport!.scale + offset) * window.devicePixelRatio);
      const context = layerCanvas(layer).getContext('2d')!;
      return [...context.getImageData(at(x, viewport!.x), at(y, viewport!.y), 1, 1).data];
    },
    async timeAnswer() {
      const times: number[] = [];
      for (let row = 0; row < 32; row += 2) {
        for (const column of [5, 27]) {
          await painted();
          const start = performance.now();
          writeRows(studio, row, column);
          for (const layer of Konva.stages[0]!.getLayers().slice(1)) layer.draw();
          times.push(performance.now() - start);
        }
      }
      return times;
    },
  };
}

window.openPage = async () => {
  await window.page?.unmount();
  window.page = await openPage(document.querySelector<HTMLElement>('main')!);
};
