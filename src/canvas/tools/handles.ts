import type { Box, Point } from '../../mask/space.ts';

/** Which edges of a box a handle moves: -1 the left or upper one, 1 the right or lower one, 0 neither. */
export interface Handle {
  readonly x: -1 | 0 | 1;
  readonly y: -1 | 0 | 1;
}

const corners: readonly Handle[] = [
  { x: -1, y: -1 },
  { x: 1, y: -1 },
  { x: -1, y: 1 },
  { x: 1, y: 1 },
];

/** Sides shorter than these many CSS pixels have no room for corners, or for handles in the middle. */
const roomForCorners = 16;
const roomForMiddles = 56;

/** The handles of a box that have room at this zoom; `scale` is CSS pixels an image pixel. */
export function handlesOf(box: Box<'image'>, scale: number): readonly Handle[] {
  const width = (box.x2 - box.x1) * scale;
  const height = (box.y2 - box.y1) * scale;
  const handles: Handle[] = width >= roomForCorners && height >= roomForCorners ? [...corners] : [];
  if (width >= roomForMiddles) handles.push({ x: 0, y: -1 }, { x: 0, y: 1 });
  if (height >= roomForMiddles) handles.push({ x: -1, y: 0 }, { x: 1, y: 0 });
  return handles;
}

export function handlePoint(box: Box<'image'>, { x, y }: Handle): Point<'image'> {
  return {
    x: box.x1 + ((x + 1) / 2) * (box.x2 - box.x1),
    y: box.y1 + ((y + 1) / 2) * (box.y2 - box.y1),
  };
}

/** The handle within `reach` CSS pixels of a point; the nearest of several. */
export function handleAt(
  box: Box<'image'>,
  point: Point<'image'>,
  scale: number,
  reach: number,
): Handle | null {
  let nearest: Handle | null = null;
  let shortest = reach / scale;
  for (const handle of handlesOf(box, scale)) {
    const at = handlePoint(box, handle);
    const distance = Math.hypot(point.x - at.x, point.y - at.y);
    if (distance > shortest) continue;
    nearest = handle;
    shortest = distance;
  }
  return nearest;
}

/**
 * The box after a handle was moved by (dx, dy) image pixels, on whole pixels and never smaller than one. `keepRatio`
 * keeps the box's proportions; for a handle in the middle of an edge the other edges then move evenly.
 */
export function dragHandle(
  box: Box<'image'>,
  handle: Handle,
  dx: number,
  dy: number,
  keepRatio: boolean,
): Box<'image'> {
  const width = box.x2 - box.x1;
  const height = box.y2 - box.y1;
  let wide = Math.max(1, width + handle.x * dx);
  let high = Math.max(1, height + handle.y * dy);
  if (keepRatio) {
    const across = handle.x === 0 ? 0 : wide / width;
    const down = handle.y === 0 ? 0 : high / height;
    const factor = Math.max(across, down, 1 / width, 1 / height);
    wide = width * factor;
    high = height * factor;
  }
  const [x1, x2] = span(box.x1, box.x2, handle.x, Math.max(1, Math.round(wide)));
  const [y1, y2] = span(box.y1, box.y2, handle.y, Math.max(1, Math.round(high)));
  return { x1, y1, x2, y2 };
}

/** A stretch of the new length, fixed at the end that the handle does not move, or at its middle. */
function span(from: number, to: number, moved: -1 | 0 | 1, length: number): readonly [number, number] {
  if (moved === 1) return [from, from + length];
  if (moved === -1) return [to - length, to];
  const start = Math.round((from + to - length) / 2);
  return [start, start + length];
}
