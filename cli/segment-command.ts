import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { writeCoco } from '../src/formats/coco/write-coco.ts';
import { planExport } from '../src/formats/export-plan.ts';
import { bitmapFromMask } from '../src/mask/bitmap.ts';
import type { Mask } from '../src/mask/mask.ts';
import { maskArea } from '../src/mask/measure.ts';
import { nearestCanvas } from '../src/mask/nearest-canvas.ts';
import { refineCanvas } from '../src/mask/refine-canvas.ts';
import type { RgbaImage } from '../src/mask/rgba-image.ts';
import { embeddedPackagePath } from '../src/model/embedded-package-path.ts';
import { answerDocument, type PhotoAnswer } from './answer-document.ts';
import { type AnsweredObject, answerQuestion, type QuestionAnswer } from './answer-question.ts';
import { loadNodeModel, type NodeModel } from './load-node-model.ts';
import { photoForRefinement } from './photo-for-refinement.ts';
import { readPhoto } from './read-photo.ts';
import { repositoryRoot } from './repository-root.ts';
import { UsageError } from './usage-error.ts';

export const segmentHelp = `text4seg segment: finds what a prompt describes in photos

  npm run -s cli -- segment PHOTO... --prompt "the dog" [options]

  --prompt TEXT    what to segment, in English words (required)
  --out FILE       writes the objects of all photos as COCO JSON
  --masks DIR      writes one PNG an object: white where the object is, black elsewhere
  --profile NAME   how COCO masks are written: rle (default) or polygon
  --raw            keeps the 64 x 64 canvas with hard edges instead of following the photo's edges
  --model DIR      model package (default ${embeddedPackagePath})
  --engine NAME    native or wasm (default native where it is available)
  --threads N      processor threads

Without --out and --masks it prints what it found. Exit code: 0 done, also when nothing was found; 1 a photo or the
model could not be read; 2 the command is not understood. Photos after a broken one are still done.`;

interface SegmentOptions {
  readonly photos: readonly string[];
  readonly prompt: string;
  readonly out: string | undefined;
  readonly masks: string | undefined;
  readonly profile: 'rle' | 'polygon';
  readonly raw: boolean;
  readonly model: string;
  readonly engine: 'native' | 'wasm' | undefined;
  readonly threads: number | undefined;
}

function readOptions(args: readonly string[]): SegmentOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      prompt: { type: 'string' },
      out: { type: 'string' },
      masks: { type: 'string' },
      profile: { type: 'string', default: 'rle' },
      raw: { type: 'boolean', default: false },
      model: { type: 'string', default: path.join(repositoryRoot, embeddedPackagePath) },
      engine: { type: 'string' },
      threads: { type: 'string' },
    },
  });
  const { prompt, profile, engine, threads } = values;
  if (positionals.length === 0) throw new UsageError('Name at least one photo.');
  if (!prompt?.trim()) throw new UsageError('Say what to segment: --prompt "the dog".');
  if (profile !== 'rle' && profile !== 'polygon') throw new UsageError('--profile is rle or polygon.');
  if (engine !== undefined && engine !== 'native' && engine !== 'wasm') {
    throw new UsageError('--engine is native or wasm.');
  }
  if (threads !== undefined && !/^[1-9]\d*$/.test(threads))
    throw new UsageError('--threads is a number from 1.');
  const { out, masks, raw, model } = values;
  return {
    photos: positionals,
    prompt: prompt.trim(),
    out,
    masks,
    profile,
    raw,
    model,
    engine,
    threads: threads === undefined ? undefined : Number(threads),
  };
}

/** Runs `segment`; gives the exit code. */
export async function segmentCommand(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  const { engine, threads } = options;
  const loaded = await loadNodeModel(options.model, {
    ...(engine && { engine }),
    ...(threads && { threads }),
  });
  const answers: PhotoAnswer[] = [];
  let failures = 0;
  for (const photo of options.photos) {
    try {
      answers.push(await segmentPhoto(loaded, photo, options));
    } catch (error) {
      failures += 1;
      console.error((error as Error).message);
    }
  }
  await loaded.model.dispose();
  if (options.out) await writeCocoFile(options.out, answers, loaded, options);
  if (options.masks) await writeMasks(options.masks, answers);
  return failures > 0 ? 1 : 0;
}

async function segmentPhoto(
  { model, manifest }: NodeModel,
  photo: string,
  options: SegmentOptions,
): Promise<PhotoAnswer> {
  const image = await readPhoto(photo);
  const signal = new AbortController().signal;
  const prefix = await model.encodeImage(image, signal);
  try {
    const answer = await answerQuestion(model, manifest, prefix, { prompt: options.prompt }, signal);
    const { width, height } = image;
    const guide = photoForRefinement(image);
    const objects = answer.objects.map((object) => ({
      ...object,
      mask: options.raw ? nearestCanvas(object.cells, width, height) : refine(object, answer, guide, image),
    }));
    printAnswer(photo, answer, objects, width * height);
    const name = path.relative(process.cwd(), photo).split(path.sep).join('/');
    return { name, bytes: await readFile(photo), width, height, objects };
  } finally {
    prefix.dispose();
  }
}

function refine(object: AnsweredObject, answer: QuestionAnswer, guide: RgbaImage, size: RgbaImage): Mask {
  const { cells, box } = object;
  const ghost = Uint8Array.from(answer.ghost, (probability) => Math.round(255 * probability));
  return refineCanvas({ cells, box, photo: guide, width: size.width, height: size.height, ghost });
}

function printAnswer(
  photo: string,
  answer: QuestionAnswer,
  objects: PhotoAnswer['objects'],
  pixels: number,
): void {
  const time = `${answer.tokens.length} tokens in ${answer.ms.toFixed(0)} ms`;
  if (objects.length === 0) {
    const words = answer.none ? 'nothing like this in the photo' : answer.text || 'no object';
    console.log(`${photo}: ${words} (${time})`);
    return;
  }
  console.log(`${photo}: ${objects.length} ${objects.length === 1 ? 'object' : 'objects'} (${time})`);
  for (const { label, mask, maskConfidence } of objects) {
    const share = ((100 * maskArea(mask)) / pixels).toFixed(1);
    console.log(`  ${label || 'object'}: ${share}% of the photo, confidence ${maskConfidence.toFixed(2)}`);
  }
  if (!answer.complete) console.log('  The answer was cut short.');
}

async function writeCocoFile(
  file: string,
  answers: readonly PhotoAnswer[],
  { manifest }: NodeModel,
  { prompt, profile }: SegmentOptions,
): Promise<void> {
  const now = Date.now();
  const document = answerDocument(answers, prompt, `${manifest.id} ${manifest.version}`, now);
  const description = `Objects for “${prompt}” by ${manifest.id} ${manifest.version}`;
  await mkdir(path.dirname(path.resolve(file)), { recursive: true });
  const job = { images: null, categories: null, split: null, copyImages: false, options: {} };
  const plan = planExport(
    { ...job, document, conversations: new Map(), description, createdAt: now },
    { flat: false, uniqueStems: false },
  );
  // Photos keep the paths by which they were named here, also those outside this folder.
  const images = plan.images.map((planned) => ({ ...planned, name: planned.image.name }));
  await writeFile(file, [...writeCoco({ plan, images, profile })].join(''));
  console.log(`Wrote ${file}`);
}

async function writeMasks(folder: string, answers: readonly PhotoAnswer[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  let count = 0;
  for (const { name, width, height, objects } of answers) {
    const stem = name.replace(/\.[^.]*$/, '').replace(/[^\w.-]+/g, '_');
    for (const [index, { mask }] of objects.entries()) {
      const file = path.join(folder, `${stem}-${index + 1}.png`);
      const raw = { width, height, channels: 1 as const };
      await sharp(bitmapFromMask(mask, undefined, 255), { raw })
        .png()
        .toFile(file);
      count += 1;
    }
  }
  console.log(`Wrote ${count} ${count === 1 ? 'mask' : 'masks'} to ${folder}`);
}
