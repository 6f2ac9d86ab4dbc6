import type { ObjectId } from '../document/document.ts';
import { objectsOf } from '../document/lookup.ts';
import { intersectionArea, isEmptyMask } from '../mask/measure.ts';
import type { Point } from '../mask/space.ts';
import { strokeMask } from '../mask/stroke.ts';
import type { Studio } from '../studio/studio.ts';
import type { CanvasController } from './canvas-controller.ts';
import { boxOnCanvas, placeOnCanvas } from './place-on-canvas.ts';
import type { ToolEffect } from './tools/tool-effect.ts';
import { shapeMask } from './tools/tool-shape.ts';
import type { Size } from './viewport.ts';

/** The part of a studio that tools act on. */
export type ToolStudio = Pick<
  Studio,
  | 'project'
  | 'view'
  | 'setView'
  | 'select'
  | 'objectsAt'
  | 'applyMask'
  | 'applyStroke'
  | 'fillAt'
  | 'replaceMask'
  | 'translate'
  | 'copyTo'
  | 'scaleTo'
  | 'cutAlong'
  | 'askAt'
>;

/**
 * Does what a tool wants done: each effect is one call of the studio or the stage. A stroke resolves when it is in the
 * document, which may take the pixel worker; nothing else is waited for.
 */
export async function carryOut(
  effect: ToolEffect,
  studio: ToolStudio,
  controller: CanvasController,
): Promise<void> {
  const { image } = controller.frame.getState();
  switch (effect.kind) {
    case 'select':
      studio.select(effect.objects);
      return;
    case 'hover':
      studio.setView({ hovered: effect.object });
      return;
    case 'zoom-step':
      if (effect.direction > 0) controller.zoomIn(effect.at);
      else controller.zoomOut(effect.at);
      return;
    case 'zoom-box':
      controller.zoomToBox(effect.box);
      return;
    default:
      if (image !== null) await edit(effect, studio, image);
  }
}

type Edit = Exclude<ToolEffect, { kind: 'select' | 'hover' | 'zoom-step' | 'zoom-box' }>;

function edit(effect: Edit, studio: ToolStudio, image: Size): Promise<void> | undefined {
  switch (effect.kind) {
    case 'stroke':
      return applyStroke(effect, studio, image);
    case 'shape': {
      const mask = shapeMask(effect.shape, image);
      if (!isEmptyMask(mask)) studio.applyMask(mask, effect.mode, effect.what);
      return undefined;
    }
    case 'fill':
      void studio.fillAt(effect.point, effect.mode);
      return undefined;
    case 'replace-mask':
      studio.replaceMask(effect.object, effect.mask, effect.what);
      return undefined;
    case 'move':
      if (effect.copy) studio.copyTo(effect.objects, effect.dx, effect.dy);
      else studio.translate(effect.objects, effect.dx, effect.dy);
      return undefined;
    case 'scale':
      studio.scaleTo(effect.objects, effect.from, effect.to);
      return undefined;
    case 'cut': {
      const { line, objects } = effect;
      studio.cutAlong(line, objects.length > 0 ? objects : objectsCrossed(studio, line));
      return undefined;
    }
    case 'ask':
      studio.askAt(placeOnCanvas(effect.place, image));
      return undefined;
    case 'region':
      studio.setView({ region: boxOnCanvas(effect.box, image) });
      return undefined;
  }
}

/** A stroke beside the photo paints nothing, and is not worth a notice. */
function applyStroke(
  { points, mode }: Extract<ToolEffect, { kind: 'stroke' }>,
  studio: ToolStudio,
  { width, height }: Size,
): Promise<void> | undefined {
  const near = points.some(
    ({ x, y, radius }) => x > -radius && y > -radius && x < width + radius && y < height + radius,
  );
  return near ? studio.applyStroke(points, mode) : undefined;
}

/** With nothing selected the knife cuts what lies under its line. */
function objectsCrossed({ project }: ToolStudio, line: readonly Point<'image'>[]): readonly ObjectId[] {
  const { document, currentImage } = project.getState();
  const objects = currentImage === null ? [] : objectsOf(document, currentImage);
  const [first] = objects;
  if (first === undefined) return [];
  const { width, height } = first.mask;
  const crossed = strokeMask(
    line.map(({ x, y }) => ({ x, y, radius: 0.5 })),
    width,
    height,
  );
  return objects
    .filter(({ visible, locked, mask }) => visible && !locked && intersectionArea(mask, crossed) > 0)
    .map(({ id }) => id);
}
