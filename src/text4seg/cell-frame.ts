import type { Box } from '../mask/space.ts';
import { coversImage, type Descriptor } from './descriptor.ts';

/** The cells that a descriptor fills, in cells of a `grid` x `grid` canvas over the whole photo; half-open boxes. */
export interface CellFrame {
  readonly grid: number;
  /** The cells that are written, row by row. */
  readonly box: Box<'canvas'>;
  /** The cells that are covered in the end: where an edge means the border, the last column (row) is repeated. */
  readonly reach: Box<'canvas'>;
}

/**
 * The cells of a box whose edges are in coordinate bins, as in the stream's `box` event: every cell that it touches.
 * With half-open edges the last bin means the border of the photo, and cells between it and the border are reached by
 * repetition. A descriptor of the whole image has one frame whatever the box.
 */
export function cellFrame(box: Box<'canvas'>, descriptor: Descriptor): CellFrame {
  const { grid } = descriptor;
  if (coversImage(descriptor)) return imageFrame(grid);
  const { bins, edges } = descriptor.box;
  const first = (edge: number) => Math.floor((edge * grid) / bins);
  const last = (edge: number) => Math.min(grid, Math.ceil((edge * grid) / bins));
  const written = { x1: first(box.x1), y1: first(box.y1), x2: last(box.x2), y2: last(box.y2) };
  const border = edges === 'half-open' ? bins - 1 : bins;
  const reach = {
    ...written,
    x2: box.x2 >= border ? grid : written.x2,
    y2: box.y2 >= border ? grid : written.y2,
  };
  return { grid, box: written, reach };
}

export function imageFrame(grid: number): CellFrame {
  const box = { x1: 0, y1: 0, x2: grid, y2: grid };
  return { grid, box, reach: box };
}

/** A box in coordinate bins as pixels of a photo of `width` x `height`, fractions kept; a border edge is the border. */
export function boxOnImage(
  box: Box<'canvas'>,
  width: number,
  height: number,
  { bins, edges }: Descriptor['box'] = { bins: 64, edges: 'half-open' },
): Box<'image'> {
  const border = edges === 'half-open' ? bins - 1 : bins;
  const place = (edge: number, size: number) => (edge >= border ? size : (edge * size) / bins);
  return {
    x1: (box.x1 * width) / bins,
    y1: (box.y1 * height) / bins,
    x2: place(box.x2, width),
    y2: place(box.y2, height),
  };
}
