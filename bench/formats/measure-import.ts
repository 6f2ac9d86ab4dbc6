/**
 * `measure-import.ts COCO MASKS WIDTH HEIGHT PHOTOS`: reads a COCO file of the sample project into a project of the same
 * photos without objects and prints {claim, read, plan, apply, longest, objects, failed, peak}: processor seconds of
 * each step, the longest stretch between two chances to give way in milliseconds (of the clock), and MiB. A process of its own.
 */
import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
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
// As the page has it: reading and decoding a file is the browser's work, beside the page.
const loading = process.cpuUsage();
const text = readFileSync(path, 'utf8');
const load = process.cpuUsage(loading);
const file: ImportFile = {
  path,
  size: text.length,
  bytes: async () => new Uint8Array(readFileSync(path)),
  text: async () => text,
};

const delay = monitorEventLoopDelay({ resolution: 1 });
let last = performance.now();
/** Gives way every 8 ms, as the page does. */
const pace = () => {
  if (performance.now() - last < 8) return undefined;
  return new Promise<void>((resolve) => {
    setTimeout(() => {
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

delay.enable();
const claim = await seconds(() => findFormats([cocoFormat], [file], pace));
const index = await seconds(() => new PhotoIndex(document.images));
const read = await seconds(() => readImport(cocoFormat, [file], { photos: index.value, pace }));
delay.disable();
let next = 0;
const options = { mode: 'merge', source: 'bench', newId: () => `n${next++}`, now: 0 } as const;
const plan = await seconds(() => importCommand(document, read.value, options));
const apply = await seconds(() => applyCommand(document, plan.value.command!));
console.log(
  JSON.stringify({
    load: (load.user + load.system) / 1e6,
    claim: claim.seconds,
    read: read.seconds + index.seconds,
    plan: plan.seconds,
    apply: apply.seconds,
    longest: delay.max / 1e6,
    objects: plan.value.added,
    failed: read.value.failed.length,
    peak: process.resourceUsage().maxRSS / 1024,
  }),
);
