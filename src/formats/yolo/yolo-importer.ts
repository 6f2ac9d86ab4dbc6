import { StudioError } from '../../errors/studio-error.ts';
import type { Importer } from '../format.ts';
import { ImportBatch } from '../import-batch.ts';
import type { ImportFile } from '../import-file.ts';
import type { Pace } from '../pace.ts';
import { readText } from '../read-text.ts';
import { namesClasses, readDataYaml } from './read-data-yaml.ts';
import { readYoloRow } from './read-yolo-row.ts';

/** Lists of classes as Darknet and older tools write them, one name a line. */
const nameLists = new Set(['classes.txt', 'obj.names', 'labels.txt']);
/** Texts that lie beside YOLO's and are about something else. */
const otherTexts = /^(?:readme|license|licence|requirements|train|val|test)\b.*\.txt$/iu;

/** Reads one text a photo, rings and boxes, with the classes of `data.yaml` or `classes.txt`. */
export const yoloImporter: Importer = {
  async claim(files) {
    const { names, labels } = await sort(files);
    return labels.length > 0 ? [...names, ...labels] : [];
  },
  async read(files, { photos, pace }) {
    const batch = new ImportBatch(photos);
    const { names, labels } = await sort(files);
    const classes = await readClasses(names, batch);
    for (const [done, file] of labels.entries()) {
      const wait = pace(done, labels.length);
      if (wait) await wait;
      await batch.attemptAsync(file.path, { kind: 'file' }, () => readLabels(file, classes, batch, pace));
    }
    return batch.finish();
  },
};

interface Sorted {
  /** Files with names of classes, those to trust most first. */
  readonly names: readonly ImportFile[];
  readonly labels: readonly ImportFile[];
}

async function sort(files: readonly ImportFile[]): Promise<Sorted> {
  const yaml: ImportFile[] = [];
  const lists: ImportFile[] = [];
  const texts: ImportFile[] = [];
  for (const file of files) {
    const name = file.path.slice(file.path.lastIndexOf('/') + 1).toLowerCase();
    if (/\.ya?ml$/u.test(name) && namesClasses(await readText(file))) yaml.push(file);
    else if (nameLists.has(name)) lists.push(file);
    else if (name.endsWith('.txt') && !otherTexts.test(name)) texts.push(file);
  }
  // Without a list of classes only the first rows tell such texts from others.
  const known = yaml.length + lists.length > 0;
  const labels: ImportFile[] = [];
  for (const file of texts) if (known || looksLikeRows(await readText(file))) labels.push(file);
  return { names: [...yaml, ...lists], labels };
}

function looksLikeRows(text: string): boolean {
  return /^\s*\d{1,9}(?:\s+[-+.\deE]+){4,}\s*$/mu.test(text.slice(0, 100_000));
}

async function readClasses(
  files: readonly ImportFile[],
  batch: ImportBatch,
): Promise<ReadonlyMap<number, string>> {
  for (const file of files) {
    const classes = await batch.attemptAsync(file.path, { kind: 'file' }, async () => {
      const text = await readText(file);
      if (/\.ya?ml$/iu.test(file.path)) return readDataYaml(text);
      const lines = text.split(/\r?\n/u);
      return new Map(lines.map((line, i) => [i, line.trim()] as const).filter(([, name]) => name !== ''));
    });
    if (classes !== null) return classes;
  }
  return new Map();
}

async function readLabels(
  file: ImportFile,
  classes: ReadonlyMap<number, string>,
  batch: ImportBatch,
  pace: Pace,
): Promise<void> {
  const text = await readText(file);
  const image = batch.image(file.path, file.path, { kind: 'file' }, { naming: 'stem' });
  if (image === null) return;
  const { width, height } = image.image;
  for (const [index, row] of text.split(/\r?\n/u).entries()) {
    if (row.trim() === '') continue;
    const wait = pace(0, 0);
    if (wait) await wait;
    batch.attempt(file.path, { kind: 'line', line: index + 1 }, () => {
      const { category, mask, isBox } = readYoloRow(row, width, height);
      image.objects.push({ category: classOf(category, classes, batch), mask, attributes: {} });
      if (isBox) batch.note('A row has only a box, which was taken as its mask.');
    });
  }
}

function classOf(number: number, classes: ReadonlyMap<number, string>, batch: ImportBatch): number {
  const name = classes.get(number);
  if (name !== undefined) return batch.category(name);
  if (classes.size > 0)
    throw new StudioError('format-invalid', `Class ${number} is not among the names of classes.`);
  return batch.category(`class ${number}`);
}
