/**
 * `npx tsx bench/point.ts --refs REFS.json --images DIR [--limit N] [--minutes M] [--groups A,B] [--engine wasm]
 * [--out FILE]`: questions about a place against typed questions, on the same references. Of each reference that means
 * one annotated region the typed question is asked, then the region's innermost point and its true box, without words
 * and with the typed ones. Masks are compared at the photo's resolution as the model wrote them, before refinement;
 * `name` is the share of answers whose label is the annotation's class. Limits count references a group; groups take
 * turns, and no photo is begun after the minutes. References: `python -m text4seg_nano.evaluate --references DIR` in
 * models/training.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { answerQuestion } from '../cli/answer-question.ts';
import { loadNodeModel, type NodeModel } from '../cli/load-node-model.ts';
import { readPhoto } from '../cli/read-photo.ts';
import { repositoryRoot } from '../cli/repository-root.ts';
import { type Reference, readRefs, referenceMask } from '../src/formats/refs/read-refs.ts';
import { unionOfMasks } from '../src/mask/boolean.ts';
import { emptyMask } from '../src/mask/create-mask.ts';
import type { Mask } from '../src/mask/mask.ts';
import { intersectionArea, maskArea, maskBox } from '../src/mask/measure.ts';
import { nearestCanvas } from '../src/mask/nearest-canvas.ts';
import type { ReferenceRecord } from '../src/metrics/reference-record.ts';
import { scoreReferences } from '../src/metrics/score-references.ts';
import { embeddedPackagePath } from '../src/model/embedded-package-path.ts';
import type { ImagePrefix, ModelTurn } from '../src/model/segmentation-model.ts';
import { innerPoint } from './point/inner-point.ts';

const modes = ['typed', 'point', 'box', 'point + words', 'box + words'] as const;
type Mode = (typeof modes)[number];

interface Asked extends ReferenceRecord {
  readonly mode: Mode;
  readonly named: boolean;
  readonly label: string;
  readonly refId: Reference['refId'];
  readonly ms: number;
}

const { values } = parseArgs({
  options: {
    refs: { type: 'string' },
    images: { type: 'string' },
    limit: { type: 'string', default: 'Infinity' },
    groups: { type: 'string' },
    minutes: { type: 'string', default: 'Infinity' },
    engine: { type: 'string', default: 'native' },
    out: { type: 'string' },
  },
});
if (!values.refs || !values.images) throw new Error('Name the references: --refs REFS.json --images DIR.');

/** The first references of each group that mean one annotated region: the first of each, then the second, ... */
function chosen(all: readonly Reference[]): Reference[] {
  const groups = values.groups?.split(',');
  const counts = new Map<string, number>();
  return all
    .flatMap((reference) => {
      const { annotations, group } = reference;
      if (annotations.length !== 1 || (groups && !groups.includes(group))) return [];
      const count = (counts.get(group) ?? 0) + 1;
      counts.set(group, count);
      return count <= Number(values.limit) ? [{ reference, count }] : [];
    })
    .toSorted((a, b) => a.count - b.count)
    .map(({ reference }) => reference);
}

function questions(reference: Reference, truth: Mask): Readonly<Record<Mode, ModelTurn>> | null {
  const { width, height } = reference.image;
  const point = innerPoint(truth);
  const box = maskBox(truth);
  if (!point || !box) return null;
  const x = (value: number) => (64 * value) / width;
  const y = (value: number) => (64 * value) / height;
  const at = { kind: 'point', x: x(point.x), y: y(point.y) } as const;
  const around = {
    kind: 'box',
    box: { x1: x(box.x1), y1: y(box.y1), x2: x(box.x2), y2: y(box.y2) },
  } as const;
  const prompt = reference.sentence;
  return {
    typed: { prompt },
    point: { prompt: '', place: at },
    box: { prompt: '', place: around },
    'point + words': { prompt, place: at },
    'box + words': { prompt, place: around },
  };
}

async function ask(
  { model, manifest }: NodeModel,
  prefix: ImagePrefix,
  mode: Mode,
  question: ModelTurn,
  reference: Reference,
  truth: Mask,
  name: string,
): Promise<Asked> {
  const start = performance.now();
  const answer = await answerQuestion(model, manifest, prefix, question, new AbortController().signal);
  const ms = performance.now() - start;
  const { width, height } = truth;
  const [first, ...rest] = answer.objects.map(({ cells }) => nearestCanvas(cells, width, height));
  const predicted = first ? unionOfMasks([first, ...rest]) : emptyMask(width, height);
  const intersection = intersectionArea(predicted, truth);
  const label = answer.objects[0]?.label ?? '';
  return {
    mode,
    group: reference.group,
    refId: reference.refId,
    intersection,
    union: maskArea(predicted) + maskArea(truth) - intersection,
    noTarget: false,
    answeredNone: answer.objects.length === 0,
    named: label === name,
    label,
    ms,
  };
}

function printTable(records: readonly Asked[]): void {
  const groups = [...new Set(records.map(({ group }) => group)), 'all'];
  const width = Math.max(...groups.map(({ length }) => length));
  const header = ['n', 'cIoU', 'gIoU', 'answered', 'name', 'ms'];
  console.log(['group'.padEnd(width), ''.padEnd(13), ...header.map((text) => text.padStart(8))].join(' '));
  for (const group of groups) {
    for (const mode of modes) {
      const own = records.filter(
        (record) => record.mode === mode && (group === 'all' || record.group === group),
      );
      if (own.length === 0) continue;
      const { cIoU, gIoU, tAcc } = scoreReferences(own).all;
      const share = own.filter(({ named }) => named).length / own.length;
      const ms = own.reduce((sum, record) => sum + record.ms, 0) / own.length;
      const figures = [cIoU, gIoU, tAcc, share].map((value) => (value ?? 0).toFixed(3).padStart(8));
      const row = [String(own.length).padStart(8), ...figures, ms.toFixed(0).padStart(8)];
      console.log([group.padEnd(width), mode.padEnd(13), ...row].join(' '));
    }
  }
}

const text = readFileSync(values.refs, 'utf8');
const all = await readRefs(text, path.basename(values.refs));
/** The references name annotations, and those their classes by number only. */
const { categories } = JSON.parse(text) as { categories: { id: number; name: string }[] };
const classNames = new Map<unknown, string>(categories.map(({ id, name }) => [id, name]));
const loaded = await loadNodeModel(path.join(repositoryRoot, embeddedPackagePath), {
  engine: values.engine === 'wasm' ? 'wasm' : 'native',
});
const byPhoto = new Map<string, Reference[]>();
for (const reference of chosen(all)) {
  const file = reference.image.fileName;
  byPhoto.set(file, [...(byPhoto.get(file) ?? []), reference]);
}
const records: Asked[] = [];
const end = performance.now() + 60_000 * Number(values.minutes);
for (const [file, references] of byPhoto) {
  if (performance.now() > end) break;
  const photo = await readPhoto(path.join(values.images, file));
  const prefix = await loaded.model.encodeImage(photo, new AbortController().signal);
  for (const reference of references) {
    const truth = referenceMask(reference);
    const name = classNames.get(reference.annotations[0]?.category_id) ?? '';
    const asked = questions(reference, truth);
    for (const mode of asked ? modes : []) {
      records.push(await ask(loaded, prefix, mode, asked![mode], reference, truth, name));
    }
  }
  prefix.dispose();
}
await loaded.model.dispose();
printTable(records);
if (values.out) writeFileSync(values.out, `${JSON.stringify(records, null, 1)}\n`);
