import type { CategoryId, ImageId, ObjectId } from '../../document/document.ts';
import { imageById } from '../../document/lookup.ts';
import type { Pick } from '../../document/testing/random-command.ts';
import { encodeRle } from '../../mask/coco-rle.ts';
import type { Mask } from '../../mask/mask.ts';
import type { Studio } from '../studio.ts';
import type { OpenStudio } from './open-studio.ts';
import { randomBox, randomLine, randomPoint, randomRefinement, randomStroke } from './random-shapes.ts';
import { photoFile } from './scripted-pixels.ts';

/** What an edit is chosen from: the studio as it is when the edit's turn comes. */
export interface EditTable {
  readonly app: OpenStudio;
  readonly studio: Studio;
  readonly pick: Pick;
  /** The photo shown. */
  readonly size: { readonly width: number; readonly height: number };
  /** Any of its objects, in any order; now and then none, one twice, or one that is not there. */
  some(): readonly ObjectId[];
  one(): ObjectId;
  mask(): Mask;
  category(): CategoryId;
  image(): ImageId;
}

/** Gives a promise when it takes its time. */
type Edit = (table: EditTable) => unknown;

const one = <T>(pick: Pick, list: readonly T[]): T => list[pick(list.length)]!;
/** Names that people give, and those that programs stumble over. */
const words = ['dog', 'cat', ' Dog ', 'traffic  light', 'constructor', '__proto__', '$mask', 'größe 🐕', ''];
const modes = ['add', 'subtract', 'intersect', 'replace'] as const;
const photoSizes = [
  [24, 18],
  [16, 20],
  [31, 9],
] as const;
const prompts = [
  'the dog',
  'each cat',
  'no, the other one',
  'a zebra',
  'undo that',
  'redo',
  'delete the dog',
  'grow the cat by 2 pixels',
  'merge them',
  'duplicate the dog',
  'rename the dog to wolf',
  'hide the others',
];

const drawing: Readonly<Record<string, Edit>> = {
  applyMask: ({ studio, pick, mask }) => studio.applyMask(mask(), one(pick, modes), 'Polygon'),
  applyStroke: ({ studio, pick, size }) => studio.applyStroke(randomStroke(size, pick), one(pick, modes)),
  fillAt: ({ studio, pick, size }) => studio.fillAt(randomPoint(size, pick), one(pick, modes)),
  replaceMask: ({ studio, one: object, mask }) => studio.replaceMask(object(), mask(), 'Corners'),
  setView: ({ studio, pick }) =>
    studio.setView({
      paintOver: one(pick, ['everything', 'background'] as const),
      cutBelow: pick(2) === 0,
      snapToEdges: pick(4) === 0,
      fillTolerance: one(pick, [0, 80, 255]),
    }),
};

const reshaping: Readonly<Record<string, Edit>> = {
  translate: ({ studio, pick, some }) => studio.translate(some(), (pick(30) - 15) / 2, (pick(30) - 15) / 2),
  scaleTo: ({ studio, pick, some, size }) => {
    const { x1, y1, x2, y2 } = randomBox(size, pick);
    const to = { x1: pick(2) ? x1 : x2, y1, x2: pick(2) ? x1 : x2, y2 };
    studio.scaleTo(some(), randomBox(size, pick), to);
  },
  cutAlong: ({ studio, pick, some, size }) => studio.cutAlong(randomLine(size, pick), some()),
  combine: ({ studio, pick, some }) =>
    studio.combine(one(pick, ['merge', 'subtract', 'intersect', 'exclude', 'cut'] as const), some()),
  cutFromBelow: ({ studio, some }) => studio.cutFromBelow(some()),
  splitComponents: ({ studio, some }) => studio.splitComponents(some()),
  refine: ({ studio, pick, some }) => studio.refine(some(), randomRefinement(pick)),
};

const copying: Readonly<Record<string, Edit>> = {
  copy: ({ studio }) => studio.copy(),
  cut: ({ studio }) => studio.cut(),
  paste: ({ studio }) => studio.paste(),
  duplicate: ({ studio }) => studio.duplicate(),
  copyTo: ({ studio, pick, some }) => studio.copyTo(some(), pick(20) - 10, pick(20) - 10),
  pasteToNext: ({ studio }) => studio.pasteToNext(),
};

const listing: Readonly<Record<string, Edit>> = {
  select: ({ studio, some }) => studio.select(some()),
  reorder: ({ studio, pick, one: object }) => studio.reorder(object(), pick(8) - 1),
  raise: ({ studio, pick, some }) =>
    studio.raise(some(), one(pick, ['forward', 'backward', 'front', 'back'] as const)),
  setVisible: ({ studio, pick, some }) => studio.setVisible(some(), pick(2) === 0),
  hideOthers: ({ studio, some }) => studio.hideOthers(some()),
  showAll: ({ studio }) => studio.showAll(),
  remove: ({ studio, some }) => studio.remove(some()),
  rename: ({ studio, pick, one: object }) => studio.rename(object(), one(pick, words)),
  setCategory: ({ studio, some, category }) => studio.setCategory(some(), category()),
  recolour: ({ studio, pick, category }) => studio.recolour(category(), pick(20)),
  setLocked: ({ studio, pick, some }) => studio.setLocked(some(), pick(3) === 0),
  setAttribute: ({ studio, pick, some }) =>
    studio.setAttribute(some(), one(pick, words), pick(3) === 0 ? null : one(pick, words)),
};

const classes: Readonly<Record<string, Edit>> = {
  addClass: ({ studio, pick }) => studio.classes.add(one(pick, words)),
  updateClass: ({ studio, pick, category }) =>
    studio.classes.update(category(), {
      ...(pick(2) ? { name: one(pick, words) } : {}),
      ...(pick(2) ? { colour: pick(20) } : {}),
      ...(pick(2) ? { supercategory: one(pick, [null, ...words]) } : {}),
      ...(pick(2) ? { shortcut: one(pick, [null, '1', '2', 'ab', '🐕']) } : {}),
      ...(pick(2) ? { synonyms: pick(2) ? [] : [one(pick, words), one(pick, words)] } : {}),
    }),
  removeClass: ({ studio, category }) => studio.classes.remove(category()),
  moveClass: ({ studio, pick, category }) => studio.classes.move(category(), pick(9)),
  mergeClasses: ({ studio, category }) => studio.classes.merge(category(), category()),
};

const photos: Readonly<Record<string, Edit>> = {
  openFiles: ({ studio, pick }) =>
    studio.openFiles(
      Array.from({ length: 1 + pick(2) }, () => {
        const [width, height] = one(pick, photoSizes);
        return photoFile(one(pick, ['a.jpg', 'b.jpg', 'c.jpg']), width, height);
      }),
    ),
  removeImage: ({ studio, image }) => studio.removeImage(image()),
  removeImages: ({ studio, image }) => studio.removeImages([...new Set([image(), image()])]),
  showImage: ({ studio, image }) => studio.showImage(image()),
  showNeighbour: ({ studio, pick }) => studio.showNeighbour(pick(2) ? 1 : -1),
  setReview: ({ studio, pick, image }) =>
    studio.setReview(
      pick(2) ? [image()] : [image(), image()],
      one(pick, ['not-started', 'open', 'reviewed', 'needs-look'] as const),
    ),
};

const travelling: Readonly<Record<string, Edit>> = {
  undo: ({ studio }) => studio.undo(),
  redo: ({ studio }) => studio.redo(),
  jumpTo: ({ studio, pick }) => {
    const { undo, redo } = studio.project.getState();
    studio.jumpTo(pick(4) ? undo.length - 3 + pick(7) : pick(undo.length + redo.length + 1));
  },
  wait: ({ app, pick }) => {
    app.clock.now += pick(2000);
  },
};

const asking: Readonly<Record<string, Edit>> = {
  ask: ({ app, studio, pick }) => {
    studio.ask(one(pick, prompts));
    return pick(3) ? app.answered() : undefined;
  },
  stop: ({ studio }) => studio.stop(),
  beginImport: (table) => table.studio.beginImport(annotationFiles(table)),
  changeImport: ({ studio, pick }) =>
    studio.changeImport(
      pick(2)
        ? { mode: one(pick, ['merge', 'replace'] as const) }
        : { categories: new Map([[0, one(pick, [{ kind: 'new' }, { kind: 'leave-out' }] as const)]]) },
    ),
  import: async (table) => {
    await table.studio.beginImport(annotationFiles(table));
    table.studio.applyImport();
  },
  applyImport: ({ studio }) => studio.applyImport(),
  cancelImport: ({ studio }) => studio.cancelImport(),
};

/** What people can do in the studio, by name: each carries out one deed, chosen by the numbers that `pick` gives. */
export const randomEdits: Readonly<Record<string, Edit>> = {
  ...drawing,
  ...reshaping,
  ...copying,
  ...listing,
  ...classes,
  ...photos,
  ...travelling,
  ...asking,
};

/** A COCO file about the photo shown and one that comes along, or is not there. */
function annotationFiles({ app, studio, pick, size, mask }: EditTable): readonly File[] {
  const { document, currentImage } = studio.project.getState();
  const shown = currentImage && imageById(document, currentImage)?.name;
  const names = [shown ?? 'a.jpg', 'new.jpg'];
  const { width, height } = size;
  const annotations = Array.from({ length: 1 + pick(4) }, (_, i) => ({
    id: i + 1,
    image_id: 1 + pick(2),
    category_id: 1 + pick(2),
    segmentation: { size: [height, width], counts: encodeRle(mask()) },
    bbox: [0, 0, width, height],
    area: 1,
    iscrowd: 0,
  }));
  const coco = {
    images: names.map((name, i) => ({ id: i + 1, file_name: name, width, height })),
    categories: [
      { id: 1, name: one(pick, ['dog', 'bird', '__proto__']), supercategory: 'animal' },
      { id: 2, name: 'cat' },
    ],
    annotations,
  };
  const file = new File([JSON.stringify(coco)], 'coco.json');
  app.clock.now += 1;
  return pick(2) ? [file, photoFile('new.jpg', width, height)] : [file];
}
