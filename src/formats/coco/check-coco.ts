import type {
  ImageId,
  ImageRecord,
  ObjectId,
  SegmentedObject,
  StudioDocument,
} from '../../document/document.ts';
import { categoryKey, objectsOf } from '../../document/lookup.ts';
import { splitComponents } from '../../mask/components.ts';
import { isEmptyMask, maskArea } from '../../mask/measure.ts';
import { type CocoOptions, imagesToWrite } from './coco-records.ts';

/** One thing to know before saving. `error`: something will not be in the file, or readers will refuse it. */
export interface CocoCheck {
  readonly kind:
    | 'complete'
    | 'nothing-to-write'
    | 'empty-mask'
    | 'image-without-objects'
    | 'duplicate-stem'
    | 'unsuitable-path'
    | 'duplicate-category'
    | 'unused-category'
    | 'tiny-object'
    | 'tiny-part'
    | 'hidden-object'
    | 'partial-answer';
  readonly tone: 'ok' | 'warning' | 'error';
  readonly text: string;
  /** How many photos, objects or classes it is about. */
  readonly count: number;
  /** The first of them, to show. */
  readonly image?: ImageId;
  readonly object?: ObjectId;
}

export interface CocoSummary {
  readonly images: number;
  /** Annotations that will be written. */
  readonly objects: number;
  readonly categories: number;
  readonly checks: readonly CocoCheck[];
}

/** Objects of fewer pixels are most often slips; COCO's own smallest annotations are about this size. */
const tinyArea = 16;
/** Parts of fewer pixels are most often specks left by a brush. */
const speckArea = 4;

/** What `writeCoco` will write with these options, and all that is wrong with it, errors first. */
export function checkCoco(document: StudioDocument, options: CocoOptions): CocoSummary {
  const images = imagesToWrite(document, options);
  const placed = images.flatMap((image) =>
    objectsOf(document, image.id).map((object) => ({ image, object })),
  );
  const written = placed.filter(({ object }) => !isEmptyMask(object.mask));
  const checks = [
    ...nothingCheck(images, written.length),
    ...objectChecks(placed),
    ...imageChecks(document, images),
    ...categoryChecks(document, written),
  ];
  if (checks.length === 0) {
    checks.push({ kind: 'complete', tone: 'ok', count: written.length, text: 'Everything will be written.' });
  }
  const order = { error: 0, warning: 1, ok: 2 };
  return {
    images: images.length,
    objects: written.length,
    categories: document.categories.length,
    checks: checks.toSorted((a, b) => order[a.tone] - order[b.tone]),
  };
}

interface Placed {
  readonly image: ImageRecord;
  readonly object: SegmentedObject;
}

function nothingCheck(images: readonly ImageRecord[], objects: number): CocoCheck[] {
  if (objects > 0) return [];
  const text = images.length === 0 ? 'There are no photos to write.' : 'There are no objects to write.';
  return [{ kind: 'nothing-to-write', tone: 'error', count: 0, text }];
}

function objectChecks(placed: readonly Placed[]): CocoCheck[] {
  const check = (
    kind: CocoCheck['kind'],
    tone: CocoCheck['tone'],
    matches: (object: SegmentedObject) => boolean,
    one: string,
    many: string,
  ): CocoCheck[] => {
    const found = placed.filter(({ object }) => matches(object));
    const first = found[0];
    if (first === undefined) return [];
    const text = found.length === 1 ? `1 object ${one}` : `${found.length} objects ${many}`;
    return [{ kind, tone, count: found.length, text, image: first.image.id, object: first.object.id }];
  };
  const area = (object: SegmentedObject) => maskArea(object.mask);
  return [
    ...check(
      'empty-mask',
      'error',
      (object) => isEmptyMask(object.mask),
      'has an empty mask and will not be written.',
      'have empty masks and will not be written.',
    ),
    ...check(
      'tiny-object',
      'warning',
      (object) => area(object) > 0 && area(object) < tinyArea,
      `is smaller than ${tinyArea} pixels.`,
      `are smaller than ${tinyArea} pixels.`,
    ),
    ...check(
      'tiny-part',
      'warning',
      (object) => area(object) >= tinyArea && hasSpeck(object),
      `has loose parts of fewer than ${speckArea} pixels.`,
      `have loose parts of fewer than ${speckArea} pixels.`,
    ),
    ...check(
      'partial-answer',
      'warning',
      ({ provenance, edited }) => provenance.kind === 'model' && provenance.partial && !edited,
      'comes from an answer that was stopped, and may be incomplete.',
      'come from answers that were stopped, and may be incomplete.',
    ),
    ...check(
      'hidden-object',
      'warning',
      (object) => !object.visible && !isEmptyMask(object.mask),
      'is hidden here, and will be written.',
      'are hidden here, and will be written.',
    ),
  ];
}

function hasSpeck(object: SegmentedObject): boolean {
  const smallest = splitComponents(object.mask).at(-1);
  return smallest !== undefined && maskArea(smallest) < speckArea;
}

function imageChecks(document: StudioDocument, images: readonly ImageRecord[]): CocoCheck[] {
  const checks: CocoCheck[] = [];
  const bare = images.filter((image) => objectsOf(document, image.id).length === 0);
  if (bare.length > 0 && bare.length < images.length) {
    const text =
      bare.length === 1
        ? '1 photo has no objects; it is written as a picture of background.'
        : `${bare.length} photos have no objects; they are written as pictures of background.`;
    checks.push({
      kind: 'image-without-objects',
      tone: 'warning',
      count: bare.length,
      text,
      image: bare[0]!.id,
    });
  }
  for (const [stem, twins] of groupBy(images, (image) => stemOf(image.name))) {
    if (twins.length < 2) continue;
    const text = `${twins.length} photos are called "${stem}" apart from folder or ending; some tools take them for one.`;
    checks.push({ kind: 'duplicate-stem', tone: 'warning', count: twins.length, text, image: twins[1]!.id });
  }
  for (const image of images) {
    if (isRelativePath(image.name)) continue;
    const text = `"${image.name}" is not a relative path with forward slashes; other tools will not find the photo.`;
    checks.push({ kind: 'unsuitable-path', tone: 'error', count: 1, text, image: image.id });
  }
  return checks;
}

function isRelativePath(name: string): boolean {
  const parts = name.split('/');
  return (
    !name.includes('\\') && !/^[a-z]:/iu.test(name) && parts.every((part) => !['', '.', '..'].includes(part))
  );
}

function stemOf(name: string): string {
  const file = name.slice(name.lastIndexOf('/') + 1);
  const dot = file.lastIndexOf('.');
  return dot > 0 ? file.slice(0, dot) : file;
}

function categoryChecks(document: StudioDocument, written: readonly Placed[]): CocoCheck[] {
  const checks: CocoCheck[] = [];
  for (const twins of groupBy(document.categories, (category) => categoryKey(category.name)).values()) {
    if (twins.length < 2) continue;
    const text = `There are ${twins.length} classes named "${twins[0]!.name}"; readers that go by name will mix them up.`;
    checks.push({ kind: 'duplicate-category', tone: 'error', count: twins.length, text });
  }
  const used = new Set(written.map(({ object }) => object.category));
  const unused = document.categories.filter((category) => !used.has(category.id));
  if (unused.length > 0 && written.length > 0) {
    const names = unused.slice(0, 3).map((category) => `"${category.name}"`);
    if (unused.length > 3) names.push(`${unused.length - 3} more`);
    const verb =
      unused.length === 1
        ? 'has no objects in this export; it is'
        : 'have no objects in this export; they are';
    const text = `${names.join(', ')} ${verb} written all the same.`;
    checks.push({ kind: 'unused-category', tone: 'warning', count: unused.length, text });
  }
  return checks;
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return groups;
}
