import { bitmapFromMask } from '../../mask/bitmap.ts';
import type { Mask } from '../../mask/mask.ts';
import type { ExportCheck } from '../export-check.ts';
import type { ExportFile } from '../export-file.ts';
import { splitEnding } from '../export-names.ts';
import type { ExportPlan, PlannedImage } from '../export-plan.ts';
import type { ExportDesk, Exporter } from '../format.ts';
import { flattenObjects, overlaps } from '../png/flatten-objects.ts';
import { writeGreyPng, writeIndexedPng, writeRgbaPng } from '../png/write-png.ts';
import { type MaskPhoto, maskListName } from './mask-list.ts';

const mostClasses = 254;

/** Masks as PNGs of the photo's size, and `masks.json` that says which is which. */
export const pngMasksExporter: Exporter = {
  naming: { flat: false, uniqueStems: true },
  check: async (plan) => (kindOf(plan) === 'indexed' ? indexedChecks(plan) : []),
  *write(plan, desk) {
    const photos: MaskPhoto[] = [];
    for (const image of plan.images) {
      const entry =
        kindOf(plan) === 'indexed' ? yield* indexedFile(plan, image, desk) : yield* objectFiles(plan, image);
      photos.push(entry);
      desk.done(image);
    }
    yield { kind: 'made', path: maskListName, pieces: listPieces(plan, photos) };
  },
  photoPath: ({ splits }, { split, name }) => `images/${splits === null ? '' : `${split}/`}${name}`,
};

function kindOf({ job }: ExportPlan): 'binary' | 'alpha' | 'indexed' {
  const { kind } = job.options;
  return kind === 'alpha' || kind === 'indexed' ? kind : 'binary';
}

function folderOf({ splits }: ExportPlan, { split, name }: PlannedImage): string {
  return `masks/${splits === null ? '' : `${split}/`}${splitEnding(name)[0]}`;
}

function* indexedFile(
  plan: ExportPlan,
  planned: PlannedImage,
  desk: ExportDesk,
): Generator<ExportFile, MaskPhoto> {
  const { image, objects } = planned;
  const path = `${folderOf(plan, planned)}.png`;
  const flat = flattenObjects(objects, image.width, image.height, ({ category }) => {
    const index = (plan.indexOf.get(category) ?? -1) + 1;
    return index <= mostClasses ? index : 0;
  });
  for (const object of objects) {
    if ((plan.indexOf.get(object.category) ?? 0) < mostClasses) continue;
    desk.skip({
      image: image.id,
      object: object.id,
      reason: `Only the first ${mostClasses} classes have a number.`,
    });
  }
  for (const object of flat.covered)
    desk.skip({ image: image.id, object: object.id, reason: 'Other objects lie over all of it.' });
  yield { kind: 'made', path, pieces: [writeIndexedPng(flat.indices, image.width, image.height)] };
  return { photo: planned.name, mask: path };
}

function* objectFiles(plan: ExportPlan, planned: PlannedImage): Generator<ExportFile, MaskPhoto> {
  const entries: NonNullable<MaskPhoto['objects']> = [];
  const digits = Math.max(3, String(planned.objects.length).length);
  for (const [i, { mask, category }] of planned.objects.entries()) {
    const path = `${folderOf(plan, planned)}/${String(i + 1).padStart(digits, '0')}.png`;
    const png =
      kindOf(plan) === 'alpha' ? alphaPng(mask) : writeGreyPng(whole(mask), mask.width, mask.height);
    yield { kind: 'made', path, pieces: [png] };
    entries.push({ mask: path, class: plan.categories[plan.indexOf.get(category)!]!.name });
  }
  return { photo: planned.name, objects: entries };
}

function whole(mask: Mask): Uint8Array {
  return bitmapFromMask(mask, undefined, 255);
}

function alphaPng(mask: Mask): Uint8Array {
  const alpha = whole(mask);
  const pixels = new Uint8Array(alpha.length * 4).fill(255);
  for (let i = 0; i < alpha.length; i++) pixels[4 * i + 3] = alpha[i]!;
  return writeRgbaPng(pixels, mask.width, mask.height);
}

function* listPieces(plan: ExportPlan, photos: readonly MaskPhoto[]): Generator<string> {
  const kind = kindOf(plan);
  const classes =
    kind === 'indexed'
      ? { classes: ['background', ...plan.categories.slice(0, mostClasses).map(({ name }) => name)] }
      : {};
  yield `${JSON.stringify({ kind, ...classes }).slice(0, -1)},"photos":[`;
  for (const [i, photo] of photos.entries()) yield `${i > 0 ? ',' : ''}\n${JSON.stringify(photo)}`;
  yield '\n]}\n';
}

function indexedChecks(plan: ExportPlan): readonly ExportCheck[] {
  const checks: ExportCheck[] = [];
  const lost = plan.images.flatMap(({ image, objects }) => {
    const { cut, covered } = overlaps(objects);
    return [...covered, ...cut].map((object) => ({ image: image.id, object: object.id }));
  });
  if (lost.length > 0) {
    const lie = lost.length === 1 ? '1 object lies' : `${lost.length} objects lie`;
    const text = `${lie} under others. A pixel has one class here: the frontmost object's.`;
    checks.push({ kind: 'overlap', tone: 'warning', count: lost.length, text, ...lost[0] });
  }
  if (plan.categories.length > mostClasses) {
    const count = plan.categories.length - mostClasses;
    const text = `${count} classes past the first ${mostClasses} have no number; their objects are left out.`;
    checks.push({ kind: 'too-many-classes', tone: 'error', count, text });
  }
  return checks;
}
