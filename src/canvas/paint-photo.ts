import type { PhotoLevels } from './photo-levels.ts';
import { type StagePaint, snap } from './stage-paint.ts';
import { boxToScreen, visibleBox } from './viewport.ts';

/** From this zoom on people look at pixels, and smoothing would hide them. */
const crispFrom = 2;

/** The part of the photo on the stage, with a hairline around it that holds on light surrounds. */
export function paintPhoto(paint: StagePaint, photo: ImageBitmap, levels: PhotoLevels): void {
  const { context, viewport, stage, image, pixelRatio } = paint;
  const visible = visibleBox(viewport, stage, image);
  if (visible.x2 <= visible.x1 || visible.y2 <= visible.y1) return;
  paintPhotoPart(paint, photo, levels, visible);
  const whole = boxToScreen(viewport, { x1: 0, y1: 0, x2: image.width, y2: image.height });
  const hair = 1 / pixelRatio;
  context.strokeStyle = 'rgb(0 0 0 / .35)';
  context.lineWidth = 1;
  context.strokeRect(
    snap(whole.x1, pixelRatio) - hair / 2,
    snap(whole.y1, pixelRatio) - hair / 2,
    whole.x2 - whole.x1 + hair,
    whole.y2 - whole.y1 + hair,
  );
}

function paintPhotoPart(
  { context, viewport, image, pixelRatio }: StagePaint,
  photo: ImageBitmap,
  levels: PhotoLevels,
  part: { readonly x1: number; readonly y1: number; readonly x2: number; readonly y2: number },
): void {
  // The bitmap may be a reduced copy of a very large photo.
  const photoScale = (viewport.scale * image.width) / photo.width;
  const source = levels.get(photo, photoScale * pixelRatio);
  const across = source.width / image.width;
  const down = source.height / image.height;
  const on = boxToScreen(viewport, part);
  context.imageSmoothingEnabled = viewport.scale <= crispFrom;
  context.imageSmoothingQuality = 'medium';
  context.drawImage(
    source,
    part.x1 * across,
    part.y1 * down,
    (part.x2 - part.x1) * across,
    (part.y2 - part.y1) * down,
    on.x1,
    on.y1,
    on.x2 - on.x1,
    on.y2 - on.y1,
  );
  context.imageSmoothingEnabled = true;
}
