import { StudioError } from '../../errors/studio-error.ts';
import type { Mask } from '../../mask/mask.ts';
import { splitEnding } from '../export-names.ts';
import type { ImportContext, Importer } from '../format.ts';
import { type BatchImage, ImportBatch } from '../import-batch.ts';
import type { ImportFile } from '../import-file.ts';
import type { ImportPlace } from '../import-result.ts';
import { parseJson } from '../json/parse-json.ts';
import { shapeOf } from '../json/read-record.ts';
import { masksOfIndices } from '../png/masks-of-indices.ts';
import { type PixelPlane, readMaskPng } from '../png/read-mask-png.ts';
import { readText } from '../read-text.ts';
import { type MaskPhoto, maskListName, maskListSchema, maskPhotoSchema } from './mask-list.ts';

const loosePattern = /(?:^|\/)masks?\/[^/]+\.png$|_mask\.png$/iu;
const background = new Set([0]);
const whole: ImportPlace = { kind: 'file' };

/**
 * Reads `masks.json` with its PNGs. Without one, PNGs in a folder `masks`, or named `…_mask.png`, are matched to photos
 * by name: black and white ones are one object, others one object a number.
 */
export const pngMasksImporter: Importer = {
  async claim(files) {
    const lists = files.filter(({ path }) => isList(path));
    const pngs = files.filter(({ path }) => /\.png$/iu.test(path));
    if (lists.length > 0) return [...lists, ...pngs];
    return pngs.filter(({ path }) => loosePattern.test(path));
  },
  async read(files, context) {
    const reader = new MaskReader(files, context);
    const lists = files.filter(({ path }) => isList(path));
    for (const list of lists) await reader.batch.attemptAsync(list.path, whole, () => reader.readList(list));
    if (lists.length === 0) await reader.readLoose();
    return reader.batch.finish();
  },
};

function isList(path: string): boolean {
  return path.slice(path.lastIndexOf('/') + 1).toLowerCase() === maskListName;
}

class MaskReader {
  readonly batch: ImportBatch;
  readonly #files: readonly ImportFile[];
  readonly #byPath: ReadonlyMap<string, ImportFile>;
  readonly #context: ImportContext;

  constructor(files: readonly ImportFile[], context: ImportContext) {
    this.batch = new ImportBatch(context.photos);
    this.#files = files;
    this.#byPath = new Map(files.map((file) => [file.path, file]));
    this.#context = context;
  }

  async readList(file: ImportFile): Promise<void> {
    const { kind, classes = [], photos } = shapeOf(parseJson(await readText(file)), maskListSchema);
    const folder = file.path.slice(0, file.path.lastIndexOf('/') + 1);
    for (const [i, value] of photos.entries()) {
      const wait = this.#context.pace(i, photos.length);
      if (wait) await wait;
      const place: ImportPlace = { kind: 'pointer', pointer: `/photos/${i}` };
      const entry = this.batch.attempt(file.path, place, () => shapeOf(value, maskPhotoSchema));
      const image = entry && this.batch.image(entry.photo, file.path, place);
      if (!entry || !image) continue;
      if (kind === 'indexed') await this.#readIndexed(entry, image, classes, folder, file, place);
      else await this.#readObjects(entry, image, folder, file, place);
    }
  }

  async #readIndexed(
    entry: MaskPhoto,
    image: BatchImage,
    classes: readonly string[],
    folder: string,
    list: ImportFile,
    place: ImportPlace,
  ): Promise<void> {
    await this.batch.attemptAsync(list.path, place, async () => {
      const plane = await this.#plane(folder + (entry.mask ?? ''), image);
      for (const [index, mask] of masksOfIndices(plane, background)) {
        const category = this.batch.category(classes[index] ?? `class ${index}`);
        image.objects.push({ category, mask, attributes: {} });
      }
    });
  }

  async #readObjects(
    { objects = [] }: MaskPhoto,
    image: BatchImage,
    folder: string,
    list: ImportFile,
    place: ImportPlace,
  ): Promise<void> {
    for (const [o, object] of objects.entries()) {
      const pointer = `${place.kind === 'pointer' ? place.pointer : ''}/objects/${o}`;
      await this.batch.attemptAsync(list.path, { kind: 'pointer', pointer }, async () => {
        const category = this.batch.category(object.class);
        const mask = solid(await this.#plane(folder + object.mask, image));
        image.objects.push({ category, mask, attributes: {} });
      });
    }
  }

  async readLoose(): Promise<void> {
    for (const [done, file] of this.#files.entries()) {
      const wait = this.#context.pace(done, this.#files.length);
      if (wait) await wait;
      await this.batch.attemptAsync(file.path, whole, async () => {
        const name = splitEnding(file.path)[0].replace(/_mask$/iu, '');
        const image = this.batch.image(name, file.path, whole, { naming: 'stem' });
        if (image === null) return;
        const plane = readMaskPng(await file.bytes(), image.image.width, image.image.height);
        const masks = masksOfIndices(plane, background);
        const blackAndWhite = [...masks.keys()].every((index) => index === 255);
        this.batch.note(
          'PNGs without a list of masks: black and white ones became one object, others one a number.',
        );
        for (const [index, mask] of masks) {
          const category = this.batch.category(blackAndWhite ? 'object' : `class ${index}`);
          image.objects.push({ category, mask, attributes: {} });
        }
      });
    }
  }

  async #plane(path: string, { image }: BatchImage): Promise<PixelPlane> {
    const file = this.#byPath.get(path);
    if (file === undefined) throw new StudioError('format-invalid', `The file "${path}" is missing.`);
    return readMaskPng(await file.bytes(), image.width, image.height);
  }
}

function solid({ width, height, data }: PixelPlane): Mask {
  const lit = data.map((value) => (value > 0 ? 1 : 0));
  const mask = masksOfIndices({ width, height, data: lit }, background).get(1);
  if (mask === undefined) throw new StudioError('format-invalid', 'Its mask has no pixel.');
  return mask;
}
