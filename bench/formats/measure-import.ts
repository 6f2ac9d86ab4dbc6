/**
 * `measure-import.ts COCO MASKS WIDTH HEIGHT PHOTOS`: reads a COCO file of the sample project into a project of the same
 * photos without objects and prints {claim, read, plan, apply, longest, objects, failed, peak}: processor seconds of
 * each step, the longest stretch between two chances to give way in milliseconds (of the clock), and MiB. A process of its own.
 */
import { readFileSync, statSync } from 'node:fs';
import { applyCommand } from '../../src/document/apply-command.ts';
import { cocoFormat } from '../../src/formats/coco/coco-format.ts';
import { importCommand } from '../../src/formats/import-command.ts';
import type { ImportFile } from '../../src/formats/import-file.ts';
import { PhotoIndex } from '../../src/formats/photo-index.ts';
import { findFormats, readImport } from '../../src/formats/start-import.ts';
import { readMasks, sampleProject } from './sample-project.ts';

const [path, masks, width, height, photos] = process.argv.slice(2) as [
  string,
  string,
  string,
  string,
  string,
];
const full = sampleProject(Number(photos), readMasks(masks, Number(width), Number(height)));
const document = { ...full, objects: new Map() };
const file: ImportFile = {
  path,
  size: statSync(path).size,
  bytes: async () => new Uint8Array(readFileSync(path)),
  text: async () => readFileSync(path, 'utf8'),
};

let last = performance.now();
let longest = 0;
/** Gives way every 8 ms, as the page does. */
const pace = () => {
  const now = performance.now();
  longest = Math.max(longest, now - last);
  if (now - last < 8) return undefined;
  return new Promise<void>((resolve) => {
    setImmediate(() => {
      last = performance.now();
      resolve();
    });
  });
};

async function seconds<T>(run: () => T | Promise<T>): Promise<{ value: T; seconds: number }> {
  const started = process.cpuUsage();
  const value = await run();
  const { user, system } = process.cpuUsage(started);
  return { value, seconds: (user + system) / 1e6 };
}

const claim = await seconds(() => findFormats([cocoFormat], [file], pace));
const index = await seconds(() => new PhotoIndex(document.images));
last = performance.now();
const read = await seconds(() => readImport(cocoFormat, [file], { photos: index.value, pace }));
let next = 0;
const options = { mode: 'merge', source: 'bench', newId: () => `n${next++}`, now: 0 } as const;
const plan = await seconds(() => importCommand(document, read.value, options));
const apply = await seconds(() => applyCommand(document, plan.value.command!));
console.log(
  JSON.stringify({
    claim: claim.seconds,
    read: read.seconds + index.seconds,
    plan: plan.seconds,
    apply: apply.seconds,
    longest,
    objects: plan.value.added,
    failed: read.value.failed.length,
    peak: process.resourceUsage().maxRSS / 1024,
  }),
);
