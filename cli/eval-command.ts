import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { StudioError } from '../src/errors/studio-error.ts';
import { type Reference, readRefs, referenceMask, referenceMasks } from '../src/formats/refs/read-refs.ts';
import { unionOfMasks } from '../src/mask/boolean.ts';
import { emptyMask } from '../src/mask/create-mask.ts';
import type { Mask } from '../src/mask/mask.ts';
import { intersectionArea, maskArea, maskBox } from '../src/mask/measure.ts';
import { nearestCanvas } from '../src/mask/nearest-canvas.ts';
import { refineCanvas } from '../src/mask/refine-canvas.ts';
import type { RgbaImage } from '../src/mask/rgba-image.ts';
import { boxIou } from '../src/metrics/box-match.ts';
import type { ReferenceRecord } from '../src/metrics/reference-record.ts';
import { embeddedPackagePath } from '../src/model/embedded-package-path.ts';
import type { ImagePrefix } from '../src/model/segmentation-model.ts';
import { boxOnImage } from '../src/text4seg/cell-frame.ts';
import { answerQuestion, type QuestionAnswer } from './answer-question.ts';
import { type EvalRecord, evalReport, printReport } from './eval-report.ts';
import { loadNodeModel, type NodeModel } from './load-node-model.ts';
import { photoForRefinement } from './photo-for-refinement.ts';
import { readPhoto } from './read-photo.ts';
import { repositoryRoot } from './repository-root.ts';
import { UsageError } from './usage-error.ts';

export const evalHelp = `text4seg eval: scores a model on referring expressions with known masks

  npm run -s cli -- eval --refs REFS.json --images DIR [options]

  --refs FILE      COCO instances with refs: [{ref_id, image_id, ann_id: [..], sentences: [{sent}], no_target?, group?}]
  --images DIR     folder of the photos that the file names
  --limit N        only the first N expressions
  --out FILE       writes the report as JSON
  --model DIR      model package (default ${embeddedPackagePath})
  --engine NAME    native or wasm (default native where it is available)
  --threads N      processor threads

Prints for each group and over all: cIoU, gIoU, box accuracy at IoU 0.5, N-acc (absent things answered so), T-acc
(present things not denied), tokens and milliseconds an answer. Masks are compared at the photo's full resolution,
refined and raw. Exit code: 0 done, 1 a file could not be read, 2 the command is not understood.`;

interface EvalOptions {
  readonly refs: string;
  readonly images: string;
  readonly model: string;
  readonly limit: number;
  readonly out: string | undefined;
  readonly engine: 'native' | 'wasm' | undefined;
  readonly threads: number | undefined;
}

function readOptions(args: readonly string[]): EvalOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      refs: { type: 'string' },
      images: { type: 'string' },
      model: { type: 'string', default: path.join(repositoryRoot, embeddedPackagePath) },
      limit: { type: 'string' },
      out: { type: 'string' },
      engine: { type: 'string' },
      threads: { type: 'string' },
    },
  });
  const { refs, images, model, limit, out, engine, threads } = values;
  if (!refs) throw new UsageError('Name the expressions: --refs REFS.json.');
  if (!images) throw new UsageError('Name the folder of the photos: --images DIR.');
  for (const [name, value] of Object.entries({ limit, threads })) {
    if (value !== undefined && !/^[1-9]\d*$/.test(value))
      throw new UsageError(`--${name} is a number from 1.`);
  }
  if (engine !== undefined && engine !== 'native' && engine !== 'wasm') {
    throw new UsageError('--engine is native or wasm.');
  }
  return {
    refs,
    images,
    model,
    limit: limit === undefined ? Number.POSITIVE_INFINITY : Number(limit),
    out,
    engine,
    threads: threads === undefined ? undefined : Number(threads),
  };
}

/** Runs `eval`; gives the exit code. */
export async function evalCommand(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  const all = await readRefs(await readText(options.refs), path.basename(options.refs));
  const references = all.slice(0, options.limit);
  if (references.length === 0) throw new UsageError(`${options.refs} holds no expressions.`);
  const { engine, threads } = options;
  const start = performance.now();
  const loaded = await loadNodeModel(options.model, {
    ...(engine && { engine }),
    ...(threads && { threads }),
  });
  const records: EvalRecord[] = [];
  for (const group of groupByPhoto(references)) {
    records.push(...(await evaluatePhoto(loaded, group, options.images)));
    if (process.stderr.isTTY) process.stderr.write(`\r${records.length} of ${references.length}`);
  }
  if (process.stderr.isTTY) process.stderr.write('\r');
  await loaded.model.dispose();
  const { id, version } = loaded.manifest;
  const seconds = (performance.now() - start) / 1000;
  const report = evalReport(records, { model: `${id} ${version}`, references: references.length, seconds });
  printReport(report);
  if (options.out) {
    await writeFile(options.out, `${JSON.stringify(report, null, 2)}\n`);
    console.log(`Wrote ${options.out}`);
  }
  return 0;
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new StudioError('format-invalid', `${file} can’t be read: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

/** So that each photo is decoded and encoded once. */
function groupByPhoto(references: readonly Reference[]): Reference[][] {
  const groups = new Map<number | string, Reference[]>();
  for (const reference of references) {
    const group = groups.get(reference.image.id);
    if (group) group.push(reference);
    else groups.set(reference.image.id, [reference]);
  }
  return [...groups.values()];
}

async function evaluatePhoto(
  loaded: NodeModel,
  references: readonly Reference[],
  folder: string,
): Promise<EvalRecord[]> {
  const { fileName: name, width, height } = references[0]!.image;
  const photo = await readPhoto(path.join(folder, name));
  if (photo.width !== width || photo.height !== height) {
    throw new StudioError(
      'format-invalid',
      `${name} is ${photo.width} × ${photo.height} pixels, but the expressions say ${width} × ${height}.`,
    );
  }
  const guide = photoForRefinement(photo);
  const prefix = await loaded.model.encodeImage(photo, new AbortController().signal);
  try {
    const records: EvalRecord[] = [];
    for (const reference of references) {
      records.push(await evaluate(loaded, reference, prefix, guide));
    }
    return records;
  } finally {
    prefix.dispose();
  }
}

async function evaluate(
  { model, manifest }: NodeModel,
  reference: Reference,
  prefix: ImagePrefix,
  guide: RgbaImage,
): Promise<EvalRecord> {
  const signal = new AbortController().signal;
  const answer = await answerQuestion(model, manifest, prefix, { prompt: reference.sentence }, signal);
  const { width, height } = reference.image;
  const truth = referenceMask(reference);
  const ghost = Uint8Array.from(answer.ghost, (probability) => Math.round(255 * probability));
  const raw = answer.objects.map(({ cells }) => nearestCanvas(cells, width, height));
  const refined = answer.objects.map(({ cells, box }) =>
    refineCanvas({ cells, box, photo: guide, width, height, ghost }),
  );
  const noTarget = reference.annotations.length === 0;
  const boxIous = compareBoxes(answer, reference, manifest.descriptor.box);
  const shared = {
    group: reference.group,
    noTarget,
    answeredNone: answer.none || answer.objects.length === 0,
    ...(!noTarget && { boxIous }),
  };
  const scored = (masks: readonly Mask[]): ReferenceRecord => ({
    ...shared,
    ...overlap(masks, truth, width, height),
  });
  return {
    refined: scored(refined),
    raw: scored(raw),
    tokens: answer.tokens.length,
    bricks:
      answer.objects.length === 0 ? 0 : answer.tokens.filter(({ text }) => /^[fb]g\d/.test(text)).length,
    objects: answer.objects.length,
    ms: answer.ms,
    encodeMs: prefix.ms,
  };
}

function overlap(masks: readonly Mask[], truth: Mask, width: number, height: number) {
  const [first, ...rest] = masks;
  const predicted = first ? unionOfMasks([first, ...rest]) : emptyMask(width, height);
  const intersection = intersectionArea(predicted, truth);
  return { intersection, union: maskArea(predicted) + maskArea(truth) - intersection };
}

/** IoU of each box as written, on the photo, with each true box (tight around its mask). */
function compareBoxes(
  answer: QuestionAnswer,
  reference: Reference,
  rules: NonNullable<Parameters<typeof boxOnImage>[3]>,
): number[][] {
  const { width, height } = reference.image;
  const truths = referenceMasks(reference).flatMap((mask) => {
    const box = maskBox(mask);
    return box ? [box] : [];
  });
  return answer.objects.map(({ box }) => {
    const predicted = boxOnImage(box, width, height, rules);
    return truths.map((truth) => boxIou(predicted, truth));
  });
}
