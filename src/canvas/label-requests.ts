import type { Mask } from '../mask/mask.ts';
import type { Box, Point } from '../mask/space.ts';
import { cellsOfBox, cellsOnImage } from './cell-geometry.ts';
import type { LabelRequest } from './label-layout.ts';
import { mostNamedLabels, type SceneAnswer, type SceneObject } from './scene.ts';
import { boxToScreen, type Size, toScreen, type Viewport } from './viewport.ts';

const priority = { painting: 4, selected: 3, hovered: 2, plain: 1 } as const;

/**
 * The labels that the stage wants: one for every finished object and for every object of the answer. `onStage` is how
 * many finished objects there are in all, where these are only some of them.
 */
export function labelRequests(
  objects: readonly SceneObject[],
  answer: SceneAnswer | null,
  viewport: Viewport,
  image: Size,
  anchors: MaskAnchors,
  onStage = objects.length,
): readonly LabelRequest[] {
  const crowded = onStage + (answer?.objects.length ?? 0) > mostNamedLabels;
  const requests: LabelRequest[] = [];
  for (const object of objects) {
    const request = objectLabel(object, crowded, viewport, image, anchors);
    if (request !== null) requests.push(request);
  }
  for (const { number, object, note, cells } of answer?.objects ?? []) {
    const box = boxToScreen(viewport, cellsOnImage(cells, image));
    const painting = object.phase === 'painting';
    requests.push({
      key: `live ${object.index}`,
      number,
      name: object.label,
      note,
      colour: object.colour,
      anchor: { x: box.x1, y: box.y1 },
      box,
      priority: painting ? priority.painting : priority.plain,
      named: painting || !crowded,
    });
  }
  return requests;
}

function objectLabel(
  object: SceneObject,
  crowded: boolean,
  viewport: Viewport,
  image: Size,
  anchors: MaskAnchors,
): LabelRequest | null {
  const place = object.show === 'mask' || object.canvas === null ? null : object.canvas.box;
  const cells = place === null ? null : cellsOnImage(cellsOfBox(place), image);
  const known =
    cells === null ? anchors.of(object.mask) : { box: cells, anchor: { x: cells.x1, y: cells.y1 } };
  if (known === null) return null;
  const { id, number, name, note, colour, selected, hovered } = object;
  return {
    key: id,
    number,
    name,
    note,
    colour,
    anchor: toScreen(viewport, known.anchor),
    box: boxToScreen(viewport, known.box),
    priority: selected ? priority.selected : hovered ? priority.hovered : priority.plain,
    named: !crowded || selected || hovered,
  };
}

interface MaskPlace {
  readonly box: Box<'image'>;
  readonly anchor: Point<'image'>;
}

/**
 * Where a mask's label hangs: at the top, over the leftmost pixel of its upper twentieth, so that it touches the object
 * and does not jump when a stroke adds a pixel. Remembered as long as the mask lives.
 */
export class MaskAnchors {
  readonly #known = new WeakMap<Mask, { readonly place: MaskPlace | null }>();
  readonly #boxOf: (mask: Mask) => Box<'image'> | null;

  constructor(boxOf: (mask: Mask) => Box<'image'> | null) {
    this.#boxOf = boxOf;
  }

  of(mask: Mask): MaskPlace | null {
    const known = this.#known.get(mask);
    if (known !== undefined) return known.place;
    const box = this.#boxOf(mask);
    const place = box === null ? null : { box, anchor: { x: leftOfTop(mask, box), y: box.y1 } };
    this.#known.set(mask, { place });
    return place;
  }
}

function leftOfTop(mask: Mask, box: Box<'image'>): number {
  const rows = Math.max(1, Math.ceil((box.y2 - box.y1) / 20));
  let left = box.x2;
  for (let row = 0; row < rows; row++) {
    const first = mask.rows[row]!;
    if (first < mask.rows[row + 1]!) left = Math.min(left, mask.runs[2 * first]!);
  }
  return left;
}
