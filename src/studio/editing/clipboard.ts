import type { Command } from '../../document/command.ts';
import type {
  Category,
  CategoryId,
  ImageRecord,
  ObjectId,
  SegmentedObject,
} from '../../document/document.ts';
import { categoryByName } from '../../document/lookup.ts';
import type { Mask } from '../../mask/mask.ts';
import { isEmptyMask, maskBox } from '../../mask/measure.ts';
import { scaleMask, translateMask } from '../../mask/transform.ts';
import { type EditPlan, edit, refused } from './edit-plan.ts';
import { describe, type EditScene, pickInOrder } from './edit-scene.ts';

/** What was copied: masks are shared with the document, so it costs next to nothing. */
export interface Clipboard {
  readonly objects: readonly SegmentedObject[];
  /** Their classes, which may be gone when they are pasted. */
  readonly categories: readonly Category[];
  readonly from: ImageRecord;
}

export function copyObjects(scene: EditScene, ids: readonly ObjectId[]): Clipboard | null {
  const objects = pickInOrder(scene, ids);
  if (objects.length === 0) return null;
  const used = new Set<CategoryId>(objects.map(({ category }) => category));
  return {
    objects,
    categories: scene.document.categories.filter(({ id }) => used.has(id)),
    from: scene.image,
  };
}

export interface PasteOptions {
  readonly verb?: string;
  readonly aside?: number;
  /** Where in the photo they came from: image pixels from the originals, instead of `aside`. */
  readonly by?: { readonly dx: number; readonly dy: number } | null;
}

/**
 * Adds copies on top of a photo and selects them. In a photo of another size masks keep their shape and are scaled by
 * the longer sides; what falls outside is cut off, and what would fall outside wholly is moved in. In the photo they
 * came from, copies are moved aside by `aside` steps, so that they are seen. A copy is made by hand, whatever the
 * original was: no answer of the model speaks of it.
 */
export function pasteObjects(
  scene: EditScene,
  { objects, categories, from }: Clipboard,
  { verb = 'Paste', aside = 0, by = null }: PasteOptions = {},
): EditPlan {
  const { document, image } = scene;
  const step = Math.max(1, Math.round(Math.min(image.width, image.height) / 50));
  const place =
    from.id === image.id
      ? (mask: Mask) => (by === null ? movedAside(mask, aside * step) : translateMask(mask, by.dx, by.dy))
      : (mask: Mask) => carriedOver(mask, image.width, image.height);
  const added: Category[] = [];
  const classOf = (id: CategoryId): CategoryId => {
    if (document.categories.some((known) => known.id === id)) return id;
    const category = categories.find((known) => known.id === id)!;
    const known = categoryByName(
      { ...document, categories: [...document.categories, ...added] },
      category.name,
    );
    if (!known) added.push(category);
    return (known ?? category).id;
  };
  const copies = objects.flatMap((object): readonly SegmentedObject[] => {
    const mask = place(object.mask);
    if (isEmptyMask(mask)) return [];
    return [
      {
        ...object,
        id: scene.newId() as ObjectId,
        category: classOf(object.category),
        mask,
        canvas: null,
        provenance: { kind: 'drawn' },
        edited: false,
        visible: true,
        locked: false,
      },
    ];
  });
  if (copies.length === 0) return refused('Nothing of it would lie in this photo. Nothing was pasted.');
  const commands: Command[] = [
    ...(added.length > 0
      ? [{ kind: 'add-categories', categories: added, at: document.categories.length } as const]
      : []),
    {
      kind: 'add-objects',
      image: image.id,
      entries: copies.map((object) => ({ at: scene.objects.length, object })),
    },
  ];
  const grown = { ...scene, document: { ...document, categories: [...document.categories, ...added] } };
  return edit(`${verb} ${describe(grown, copies)}`, commands, { select: copies.map(({ id }) => id) });
}

/** Right and down, or the other way where the photo ends. */
function movedAside(mask: Mask, distance: number): Mask {
  const box = maskBox(mask);
  if (box === null || distance === 0) return mask;
  const dx = box.x2 + distance <= mask.width ? distance : -Math.min(distance, box.x1);
  const dy = box.y2 + distance <= mask.height ? distance : -Math.min(distance, box.y1);
  return translateMask(mask, dx, dy);
}

function carriedOver(mask: Mask, width: number, height: number): Mask {
  const box = maskBox(mask);
  if (box === null || (mask.width === width && mask.height === height)) return mask;
  const scale = Math.max(width, height) / Math.max(mask.width, mask.height);
  const dx = shiftInto(box.x1 * scale, box.x2 * scale, width);
  const dy = shiftInto(box.y1 * scale, box.y2 * scale, height);
  const to = { x1: dx, y1: dy, x2: dx + scale, y2: dy + scale };
  return scaleMask(mask, { x1: 0, y1: 0, x2: 1, y2: 1 }, to, width, height);
}

/** How far a stretch that begins beyond the end of a side must move to lie within it, as far as it fits. */
function shiftInto(from: number, to: number, side: number): number {
  return from < side - 1 ? 0 : Math.max(0, side - (to - from)) - from;
}
