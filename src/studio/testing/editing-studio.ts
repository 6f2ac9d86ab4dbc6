import type { ObjectId, SegmentedObject } from '../../document/document.ts';
import { boxMask } from '../../mask/create-mask.ts';
import type { Mask } from '../../mask/mask.ts';
import { maskBox } from '../../mask/measure.ts';
import type { Studio } from '../studio.ts';
import { type OpenOptions, type OpenStudio, openWithPhoto } from './open-studio.ts';

/** Half-open, in pixels of a photo of 128 x 96. */
export type Corners = readonly [x1: number, y1: number, x2: number, y2: number];

/** A photo of 128 x 96 pixels with drawn boxes as objects, for tests of what is done to them. */
export interface EditingStudio {
  readonly app: OpenStudio;
  readonly studio: Studio;
  /** The object of a class; with several of one class the lowest. */
  object(name: string): SegmentedObject;
  id(name: string): ObjectId;
  /** Tight box of an object's mask. */
  corners(name: string): Corners;
  /** Names of steps since the objects were there, oldest first. */
  steps(): readonly string[];
  /** Selects objects by their names, in this order. */
  select(...names: readonly string[]): void;
  selected(): readonly string[];
}

export const box = (...[x1, y1, x2, y2]: Corners): Mask => boxMask(128, 96, { x1, y1, x2, y2 });

/** Draws the boxes in their order, the first at the back; nothing is selected then. */
export async function openEditing(
  boxes: Readonly<Record<string, Corners>>,
  options: OpenOptions = {},
): Promise<EditingStudio> {
  const app = await openWithPhoto(options);
  const { studio } = app;
  for (const [name, corners] of Object.entries(boxes)) {
    studio.select([]);
    studio.applyMask(box(...corners), 'add', 'Rectangle');
    studio.rename(app.objects().at(-1)!.id, name);
  }
  studio.select([]);
  const undoable = () => studio.project.getState().undo.map(({ label }) => label);
  const start = undoable().length;
  const nameOf = ({ category }: SegmentedObject) =>
    studio.project.getState().document.categories.find(({ id }) => id === category)!.name;
  const object = (name: string) => {
    const found = app.objects().find((known) => nameOf(known) === name);
    if (!found) throw new Error(`There is no ${name}, only ${app.names().join(', ')}.`);
    return found;
  };
  return {
    app,
    studio,
    object,
    id: (name) => object(name).id,
    corners: (name) => {
      const { x1, y1, x2, y2 } = maskBox(object(name).mask)!;
      return [x1, y1, x2, y2];
    },
    steps: () => undoable().slice(start),
    select: (...names) => studio.select(names.map((name) => object(name).id)),
    selected: () =>
      studio.view.getState().selection.map((id) => nameOf(app.objects().find((known) => known.id === id)!)),
  };
}
