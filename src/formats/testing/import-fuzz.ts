import { applyCommand } from '../../document/apply-command.ts';
import type { StudioDocument } from '../../document/document.ts';
import {
  sampleCategory,
  sampleDocument,
  sampleImage,
  sampleObject,
} from '../../document/testing/sample-document.ts';
import { subtractMasks } from '../../mask/boolean.ts';
import { boxMask } from '../../mask/create-mask.ts';
import { ellipseMask } from '../../mask/ellipse.ts';
import { expectCanonical } from '../../mask/testing/bitmap-arbitrary.ts';
import { SeededRandom } from '../../mask/testing/seeded-random.ts';
import type { Format } from '../format.ts';
import { importCommand } from '../import-command.ts';
import type { ImportFile } from '../import-file.ts';
import type { ImportResult } from '../import-result.ts';
import { noPace } from '../pace.ts';
import { PhotoIndex } from '../photo-index.ts';
import { readImport } from '../start-import.ts';
import { exportJob, runExport } from './export-job.ts';
import { memoryFile } from './memory-file.ts';
import { mutateFile, mutatePath } from './mutate-file.ts';
import { sampleTurn } from './sample-turn.ts';

/** What a fuzz of one format saw; what must never happen throws at once. */
export interface ImportFuzzReport {
  readonly format: string;
  readonly files: number;
  /** Objects read from spoiled files, and places told as unreadable. */
  readonly objects: number;
  readonly failures: number;
  /** Processor milliseconds of the slowest file, and how to make it again. */
  readonly slowest: { readonly ms: number; readonly case: string };
}

/** One set of files of a format, as it is written. */
interface Seed {
  readonly format: Format;
  readonly files: readonly ImportFile[];
}

/** Which of a format's spoiled files: a file follows from the seed and its number alone. */
export interface FuzzRange {
  readonly seed: number;
  readonly from: number;
  readonly to: number;
  /** Called before each file. */
  readonly onFile?: (file: number) => void;
}

/** Formats that files can be made of and read again. */
export function fuzzable(formats: readonly Format[]): readonly Format[] {
  return formats.filter(({ importer, exporter }) => importer !== null && exporter !== null);
}

/** `fuzzFormat` of every format that can be imported, `count` files in all. */
export async function fuzzImports(
  formats: readonly Format[],
  seed: number,
  count: number,
): Promise<readonly ImportFuzzReport[]> {
  const readable = fuzzable(formats);
  const reports: ImportFuzzReport[] = [];
  for (const [index, format] of readable.entries())
    reports.push(await fuzzFormat(format, { seed, from: 0, to: fuzzShare(readable.length, index, count) }));
  return reports;
}

/** How many of `count` files are of the format at this place. */
export function fuzzShare(formats: number, index: number, count: number): number {
  return Math.floor(((index + 1) * count) / formats) - Math.floor((index * count) / formats);
}

/**
 * Reads spoiled files of a format. Throws when an importer throws at all (what a file holds is told, not thrown), gives
 * a mask that does not fit its photo or is out of form, a class that is not listed, a failure without words; when a
 * command that comes of it does not apply; when the document or any prototype has changed.
 */
export async function fuzzFormat(
  format: Format,
  { seed, from, to, onFile }: FuzzRange,
): Promise<ImportFuzzReport> {
  const document = fuzzDocument();
  const before = textOf(document);
  const seeds = await seedsOf(format, document);
  const report = {
    format: format.id,
    files: to - from,
    objects: 0,
    failures: 0,
    slowest: { ms: 0, case: '' },
  };
  for (let i = from; i < to; i++) {
    onFile?.(i);
    const started = process.cpuUsage();
    const name = `${format.id}, seed ${seed}, file ${i}`;
    const result = await readSpoiled(seeds, document, new SeededRandom(seed * 1_000_003 + i), name);
    const { user, system } = process.cpuUsage(started);
    const ms = (user + system) / 1000;
    if (ms > report.slowest.ms) report.slowest = { ms, case: name };
    report.failures += result.failed.length;
    for (const { objects } of result.images) report.objects += objects.length;
  }
  if (textOf(document) !== before) throw new Error('The document was changed.');
  return report;
}

function textOf({ objects }: StudioDocument): string {
  return JSON.stringify([...objects], (_, value) => (value instanceof Uint32Array ? [...value] : value));
}

/** The files that the format writes with each choice of each option. */
async function seedsOf(format: Format, document: StudioDocument): Promise<readonly Seed[]> {
  const conversations = new Map(
    document.images.map(({ id }) => [
      id,
      [sampleTurn(`${id}t`, 'the dog', [`${id}1`]), sampleTurn(`${id}u`, 'a zebra', [])],
    ]),
  );
  const choices = format.options.flatMap(({ key, choices: list }) =>
    list.map(({ value }) => ({ [key]: value })),
  );
  const sets: Seed[] = [];
  for (const options of [{}, ...choices]) {
    const { files } = await runExport(format, exportJob(document, { options, conversations }));
    if (files.length > 0) sets.push({ format, files });
  }
  return sets;
}

async function readSpoiled(
  seeds: readonly Seed[],
  document: StudioDocument,
  random: SeededRandom,
  name: string,
): Promise<ImportResult> {
  const { format, files } = random.pick(seeds);
  const target = random.below(files.length);
  const spoiled = await Promise.all(
    files.map(async (file, i) => {
      if (i !== target) return file;
      const path = random.chance(0.05) ? mutatePath(file.path, random) : file.path;
      return memoryFile(path, mutateFile(file.path, await file.bytes(), random));
    }),
  );
  try {
    const importer = await format.importer!();
    await importer.claim(spoiled, noPace);
    const context = { photos: new PhotoIndex(document.images), pace: noPace };
    const result = await readImport(format, spoiled, context);
    checkResult(result, document);
    applyResult(result, document);
    checkPrototypes();
    return result;
  } catch (cause) {
    throw new Error(`${name}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

function checkResult(result: ImportResult, document: StudioDocument): void {
  const sizes = new Map(document.images.map((image) => [image.id, image]));
  const seen = new Set<string>();
  for (const { image, objects, turns } of result.images) {
    const size = sizes.get(image);
    if (size === undefined || seen.has(image))
      throw new Error('A photo is not of the project or comes twice.');
    seen.add(image);
    for (const { mask, category } of objects) {
      if (mask.width !== size.width || mask.height !== size.height) throw new Error('A mask does not fit.');
      if (mask.runs.length === 0) throw new Error('An object has no pixel.');
      if (result.categories[category] === undefined) throw new Error('A class is not listed.');
      expectCanonical(mask);
    }
    if (turns.some((turn) => turn.objects.some((index) => objects[index] === undefined))) {
      throw new Error('A question names an object that is not there.');
    }
  }
  for (const { reason } of result.failed) {
    if (!/^\S.*[.…]$/su.test(reason) || /undefined|\[object|function/u.test(reason) || reason.length > 2000) {
      throw new Error(`A failure is not in words: ${JSON.stringify(reason.slice(0, 300))}`);
    }
  }
}

function applyResult(result: ImportResult, document: StudioDocument): void {
  let next = 0;
  const newId = () => `new${next++}`;
  for (const mode of ['merge', 'replace'] as const) {
    const { command } = importCommand(document, result, { mode, source: 'fuzz', newId, now: 0 });
    if (command === null) continue;
    const { document: after, reverse } = applyCommand(document, command);
    const back = applyCommand(after, reverse).document;
    if (
      back.objects.size !== document.objects.size ||
      back.categories.length !== document.categories.length
    ) {
      throw new Error('Undoing the import does not give the document back.');
    }
  }
}

const prototypes = [Object.prototype, Array.prototype, Map.prototype, String.prototype, Function.prototype];
const properties = prototypes.map((prototype) => Reflect.ownKeys(prototype).length);

function checkPrototypes(): void {
  if (prototypes.some((prototype, i) => Reflect.ownKeys(prototype).length !== properties[i])) {
    throw new Error('A prototype has got a new property.');
  }
}

/** Small photos, so that a hundred thousand files take minutes; frozen, so that a change throws. */
function fuzzDocument(): StudioDocument {
  const [width, height] = [24, 17];
  const disc = ellipseMask({ x1: 1, y1: 1, x2: 20, y2: 16 }, width, height);
  const hole = boxMask(width, height, { x1: 6, y1: 5, x2: 12, y2: 9 });
  const photo = (id: string, name: string, masks: readonly ReturnType<typeof boxMask>[]) =>
    [
      sampleImage(id, width, height, { name, sha256: id }),
      masks.map((mask, i) => sampleObject(`${id}${i + 1}`, i % 2 === 0 ? 'dog' : 'cat', mask)),
    ] as const;
  const document = sampleDocument(
    [sampleCategory('dog', { supercategory: 'animal' }), sampleCategory('cat')],
    [
      photo('a', 'set/a.jpg', [subtractMasks(disc, hole), hole]),
      photo('b', 'b.jpg', [disc]),
      photo('c', 'c.jpg', []),
    ],
  );
  return deepFreeze(document);
}

function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  for (const item of Object.values(value)) deepFreeze(item);
  if (value instanceof Map) for (const item of value.values()) deepFreeze(item);
  return Object.freeze(value);
}
