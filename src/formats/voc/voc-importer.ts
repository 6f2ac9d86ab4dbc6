import { StudioError } from '../../errors/studio-error.ts';
import { boxMask } from '../../mask/create-mask.ts';
import type { Mask } from '../../mask/mask.ts';
import { splitEnding } from '../export-names.ts';
import type { ImportContext, Importer } from '../format.ts';
import { type BatchImage, ImportBatch } from '../import-batch.ts';
import type { ImportFile } from '../import-file.ts';
import { masksOfIndices } from '../png/masks-of-indices.ts';
import { voidIndex } from '../png/palette.ts';
import { readMaskPng } from '../png/read-mask-png.ts';
import { readText } from '../read-text.ts';
import { readLabelMap, standardLabels } from './read-label-map.ts';
import { readVocObject, readVocXml, type VocAnnotation, type VocObject } from './read-voc-xml.ts';

const objectFolder = /(?:^|\/)SegmentationObject\/[^/]+\.png$/iu;
const classFolder = /(?:^|\/)SegmentationClass\/[^/]+\.png$/iu;
/** Which photos are for what: known, and of no use to the document. */
const listFile = /(?:^|\/)ImageSets\/.+\.txt$/iu;
const labelFile = /(?:^|\/)labelmap\.txt$/iu;
const nothing = new Set([0, voidIndex]);
const whole = { kind: 'file' } as const;

/**
 * Reads Pascal VOC folders. An object's mask is its number in the PNG of objects; objects without pixels there keep
 * their box as mask, which is noted. A photo with a PNG of classes alone gets one object a class.
 */
export const vocImporter: Importer = {
  async claim(files) {
    const claimed: ImportFile[] = [];
    for (const file of files) {
      if (objectFolder.test(file.path) || classFolder.test(file.path)) claimed.push(file);
      else if (/\.xml$/iu.test(file.path) && (await isVocXml(file))) claimed.push(file);
    }
    // The label map and the lists alone are nothing to read.
    return claimed.length === 0
      ? claimed
      : [...claimed, ...files.filter(({ path }) => labelFile.test(path) || listFile.test(path))];
  },
  async read(files, context) {
    const reader = new VocReader(files, context);
    await reader.read();
    return reader.batch.finish();
  },
};

async function isVocXml(file: ImportFile): Promise<boolean> {
  const text = await readText(file).catch(() => '');
  return /<annotation[\s>]/u.test(text.slice(0, 2000));
}

class VocReader {
  readonly batch: ImportBatch;
  readonly #files: readonly ImportFile[];
  readonly #context: ImportContext;
  readonly #objects = new Map<string, ImportFile>();
  readonly #classes = new Map<string, ImportFile>();
  #labels = standardLabels;

  constructor(files: readonly ImportFile[], context: ImportContext) {
    this.batch = new ImportBatch(context.photos);
    this.#files = files;
    this.#context = context;
    for (const file of files) {
      if (objectFolder.test(file.path)) this.#objects.set(stemOf(file.path), file);
      if (classFolder.test(file.path)) this.#classes.set(stemOf(file.path), file);
    }
  }

  async read(): Promise<void> {
    for (const file of this.#files)
      if (labelFile.test(file.path)) {
        const text = await this.batch.attemptAsync(file.path, whole, () => readText(file));
        if (text !== null) this.#labels = readLabelMap(text);
      }
    const named = new Set<string>();
    for (const [done, file] of this.#files.entries()) {
      const wait = this.#context.pace(done, this.#files.length);
      if (wait) await wait;
      if (!/\.xml$/iu.test(file.path)) continue;
      named.add(stemOf(file.path));
      await this.batch.attemptAsync(file.path, whole, () => this.#readAnnotation(file));
    }
    for (const [stem, file] of this.#classes) {
      if (named.has(stem)) continue;
      await this.batch.attemptAsync(file.path, whole, () => this.#readClasses(stem, file));
    }
  }

  async #readAnnotation(file: ImportFile): Promise<void> {
    const annotation = readVocXml(await readText(file));
    const image = this.batch.image(annotation.filename, file.path, whole, { size: annotation });
    if (image === null) return;
    const masks = await this.#masks(stemOf(file.path), image);
    for (const [i, value] of annotation.objects.entries()) {
      const place = { kind: 'pointer', pointer: `/annotation/object/${i}` } as const;
      this.batch.attempt(file.path, place, () => {
        const object = readVocObject(value);
        const category = this.batch.category(object.name);
        const drawn = masks?.get(i + 1);
        if (masks !== null && drawn === undefined)
          this.batch.note('An object has no pixels in the PNG of objects; its box was taken as its mask.');
        if (masks === null) this.batch.note('A photo has no PNG of objects; boxes were taken as masks.');
        image.objects.push({ category, mask: drawn ?? boxOf(object, image, annotation), attributes: {} });
      });
    }
  }

  async #masks(stem: string, image: BatchImage): Promise<ReadonlyMap<number, Mask> | null> {
    const file = this.#objects.get(stem);
    if (file === undefined) return null;
    return await this.batch.attemptAsync(file.path, whole, async () =>
      masksOfIndices(readMaskPng(await file.bytes(), image.image.width, image.image.height), nothing),
    );
  }

  async #readClasses(stem: string, file: ImportFile): Promise<void> {
    const image = this.batch.image(stem, file.path, whole, { naming: 'stem' });
    if (image === null) return;
    const masks = masksOfIndices(
      readMaskPng(await file.bytes(), image.image.width, image.image.height),
      nothing,
    );
    if (masks.size > 0)
      this.batch.note('A photo has no XML file; each class in its PNG was taken as one object.');
    for (const [index, mask] of masks) {
      const category = this.batch.category(this.#labels.get(index) ?? `class ${index}`);
      image.objects.push({ category, mask, attributes: {} });
    }
  }
}

function boxOf({ box }: VocObject, { image }: BatchImage, { width, height }: VocAnnotation): Mask {
  const [x1, y1] = [Math.round(box.xmin) - 1, Math.round(box.ymin) - 1];
  const [x2, y2] = [Math.round(box.xmax), Math.round(box.ymax)];
  const clipped = {
    x1: Math.max(0, Math.min(x1, width)),
    y1: Math.max(0, Math.min(y1, height)),
    x2: Math.max(0, Math.min(x2, width)),
    y2: Math.max(0, Math.min(y2, height)),
  };
  if (clipped.x1 >= clipped.x2 || clipped.y1 >= clipped.y2)
    throw new StudioError('format-invalid', 'Its box lies outside the photo or has no inside.');
  return boxMask(image.width, image.height, clipped);
}

function stemOf(path: string): string {
  return splitEnding(path.slice(path.lastIndexOf('/') + 1))[0];
}
