/**
 * Writing a project as a bundle and reading it again, from disk to disk, beside plain copying of the same bytes: MB/s of
 * wall-clock time, seconds of processor time, and the most memory that the process held, each leg in a process of its
 * own.
 * Arguments: photos (1,000), bytes a photo (300,000), objects a photo (10).
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { rememberedFrom } from '../src/document/apply-event.ts';
import { emptyDocument, type ImageRecord, type TurnId } from '../src/document/document.ts';
import { runCommand } from '../src/document/history.ts';
import type { RememberedProject } from '../src/document/project-event.ts';
import { sampleCategory, sampleImage, sampleObject } from '../src/document/testing/sample-document.ts';
import { ellipseMask } from '../src/mask/ellipse.ts';
import type { Box } from '../src/mask/space.ts';
import { readBundle } from '../src/storage/bundle/read-bundle.ts';
import { sha256Hex } from '../src/storage/bundle/sha256-hex.ts';
import { writeBundle } from '../src/storage/bundle/write-bundle.ts';
import { seededPick } from '../src/storage/testing/random-events.ts';

const numbers = process.argv.slice(2).filter((word) => /^\d+$/u.test(word));
const [photos = 1000, photoBytes = 300_000, objects = 10] = numbers.map(Number);
const folder = process.env.BENCH_FOLDER ?? fs.mkdtempSync(path.join(os.tmpdir(), 'bundle-bench-'));
const at = (...names: string[]) => path.join(folder, ...names);
const width = 1600;
const height = 1200;

interface Measured {
  readonly seconds: number;
  readonly processor: number;
  readonly bytes: number;
  /** MiB beyond what was held before the leg. */
  readonly memory: number;
}

async function project(): Promise<RememberedProject> {
  const pick = seededPick(1);
  const images: ImageRecord[] = [];
  for (let i = 0; i < photos; i++) {
    const sha256 = await sha256Hex(fs.readFileSync(at('photos', `${i}`)));
    images.push(sampleImage(`image-${i}`, width, height, { sha256, bytes: photoBytes }));
  }
  let { history } = rememberedFrom({ document: emptyDocument });
  const categories = Array.from({ length: 20 }, (_, i) => sampleCategory(`class-${i}`, { colour: i }));
  history = runCommand(history, 'Add classes', { kind: 'add-categories', categories, at: 0 });
  history = runCommand(history, 'Open photos', { kind: 'add-images', images, at: 0 });
  for (const { id } of images) {
    const entries = Array.from({ length: objects }, (_, i) => {
      const [cx, cy] = [pick(width), pick(height)];
      const box = {
        x1: cx - 20 - pick(200),
        y1: cy - 20 - pick(200),
        x2: cx + 20 + pick(200),
        y2: cy + 20 + pick(200),
      };
      const mask = ellipseMask(box as Box<'image'>, width, height);
      const cells = Uint8Array.from({ length: 4096 }, (_, cell) => (((cell >> 3) + i) % 9 === 0 ? 1 : 0));
      const canvas = i % 2 ? null : { box: { x1: 0, y1: 0, x2: 64, y2: 64 }, cells };
      const object = sampleObject(`${id}-${i}`, `class-${pick(20)}`, mask, {
        canvas,
        provenance: {
          kind: 'model',
          turn: `turn ${id}` as TurnId,
          prompt: 'the thing',
          reference: 'thing',
          model: 'nano',
          maskConfidence: pick(1000) / 1000,
          boxConfidence: pick(1000) / 1000,
          partial: false,
        },
      });
      return { at: 0, object };
    });
    history = runCommand(history, 'Segment', { kind: 'add-objects', image: id, entries });
  }
  return { history, conversations: new Map(), currentImage: images[0]!.id };
}

function fileSink(name: string): WritableStream<Uint8Array> {
  const file = fs.openSync(name, 'w');
  return new WritableStream({
    write: (chunk) => void fs.writeSync(file, chunk),
    close: () => fs.closeSync(file),
  });
}

const legs: Readonly<Record<string, () => Promise<() => Promise<number>>>> = {
  copy: async () => async () => {
    fs.mkdirSync(at('copied'));
    for (let i = 0; i < photos; i++) fs.copyFileSync(at('photos', `${i}`), at('copied', `${i}`));
    return photos * photoBytes;
  },
  write: async () => {
    const made = await project();
    const photo = async ({ id }: ImageRecord) => fs.openAsBlob(at('photos', id.slice('image-'.length)));
    const source = { name: 'bench', createdAt: 0, project: made, photo };
    return async () => (await writeBundle(source, fileSink(at('bundle.zip')), { photos: 'copied' })).bytes;
  },
  read: async () => {
    const file = await fs.openAsBlob(at('bundle.zip'));
    fs.mkdirSync(at('unpacked'));
    return async () => {
      const opened = await readBundle(file);
      for await (const { sha256, bytes } of opened.photos) fs.writeFileSync(at('unpacked', sha256), bytes);
      if (opened.problems.length > 0) throw new Error(opened.problems[0]);
      if (opened.project.history.document.images.length !== photos) throw new Error('Photos are missing.');
      return file.size;
    };
  },
};

async function measure(prepare: () => Promise<() => Promise<number>>): Promise<Measured> {
  const work = await prepare();
  const held = () => process.memoryUsage().rss / (1 << 20);
  globalThis.gc?.();
  const before = held();
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, held());
  }, 5);
  const [started, busy] = [performance.now(), process.cpuUsage()];
  const bytes = await work();
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(busy);
  clearInterval(timer);
  return { seconds, processor: (user + system) / 1e6, bytes, memory: Math.max(most, held()) - before };
}

const leg = legs[process.env.BENCH_LEG ?? ''];
if (leg) console.log(JSON.stringify(await measure(leg)));
else {
  fs.mkdirSync(at('photos'));
  const noise = new Uint8Array(photoBytes);
  for (let i = 0; i < photos; i++) {
    for (let k = 0; k < photoBytes; k += 65_536) crypto.getRandomValues(noise.subarray(k, k + 65_536));
    fs.writeFileSync(at('photos', `${i}`), noise);
  }
  console.log(`${photos} photos of ${photoBytes} bytes, ${photos * objects} objects, from disk to disk`);
  console.log('            MB      s   MB/s  to copying  processor s  memory beside, MiB');
  let baseline = 0;
  for (const name of Object.keys(legs)) {
    const run = spawnSync(process.execPath, ['--expose-gc', ...process.execArgv, ...process.argv.slice(1)], {
      env: { ...process.env, BENCH_LEG: name, BENCH_FOLDER: folder },
      encoding: 'utf8',
    });
    if (run.status !== 0) throw new Error(run.stderr);
    const { seconds, processor, bytes, memory }: Measured = JSON.parse(run.stdout);
    const rate = bytes / 1e6 / seconds;
    if (name === 'copy') baseline = rate;
    const columns = [(bytes / 1e6).toFixed(1).padStart(8), seconds.toFixed(2).padStart(7)];
    columns.push(rate.toFixed(0).padStart(7), `${(rate / baseline).toFixed(2)}x`.padStart(12));
    columns.push(processor.toFixed(2).padStart(13), memory.toFixed(0).padStart(20));
    console.log(`${name.padEnd(6)}${columns.join('')}`);
  }
  fs.rmSync(folder, { recursive: true });
}
