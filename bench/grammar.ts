/**
 * Tokens an object costs in every descriptor, and how fast answers are read, over the masks of the photo collection.
 * Arguments: the collection's folder (../shared/data), and N to take every N-th photo (4).
 */
import { existsSync } from 'node:fs';
import type { Answer } from '../src/text4seg/answer.ts';
import { boxCells } from '../src/text4seg/box-cells.ts';
import { cellsFromBitmap } from '../src/text4seg/cells-from-bitmap.ts';
import { descriptorTokens } from '../src/text4seg/count-tokens.ts';
import { brickDescriptor, descriptorOf } from '../src/text4seg/descriptor.ts';
import { encodeAnswer } from '../src/text4seg/encode-answer.ts';
import { formatAnswer } from '../src/text4seg/format-answer.ts';
import { createStreamParser } from '../src/text4seg/stream-parser.ts';
import { characterTable, spell } from '../src/text4seg/testing/character-table.ts';
import { naiveReading } from './grammar/naive-reading.ts';
import { regionMasks } from './grammar/region-masks.ts';

const data = process.argv[2] ?? new URL('../../shared/data', import.meta.url).pathname;
const every = Number(process.argv[3] ?? 4);
const grids = [16, 32, 64] as const;
const ways = ['iSd', 'rRle', 'runs', 'bricks'] as const;
const wayNames = { iSd: 'I-SD', rRle: 'R-RLE', runs: 'B-SD, runs as text', bricks: 'B-SD, bricks' };
/** Means that the papers give for RefCOCO, counted by Qwen's tokenizer. */
const published: Readonly<Record<string, number>> = {
  'iSd 16': 583,
  'rRle 16': 154,
  'rRle 64': 767.6,
  'runs 64': 283,
  'bricks 64': 150.4,
};

if (!existsSync(`${data}/index.json`)) {
  console.error(`No photo collection at ${data}; give its folder as the first argument.`);
  process.exit(1);
}
const answers = countTokensOfMasks();
measureReading(answers);

function countTokensOfMasks(): Answer[] {
  const sums = new Map<string, number>();
  const answers: Answer[] = [];
  let objects = 0;
  let lost = 0;
  for (const { label, width, height, bitmap } of regionMasks(data, every)) {
    const boxed = grids.map((grid) =>
      boxCells(cellsFromBitmap(bitmap, width, height, grid), descriptorOf('bricks', grid)),
    );
    if (boxed[2] !== null) answers.push([{ kind: 'reference', label, objects: [boxed[2]!] }]);
    if (boxed.includes(null)) {
      lost++;
      continue;
    }
    objects++;
    for (const [index, grid] of grids.entries()) {
      const tokens = descriptorTokens(boxed[index]!.cells, label, boxed[index]!.box);
      for (const way of ways) sums.set(`${way} ${grid}`, (sums.get(`${way} ${grid}`) ?? 0) + tokens[way]);
    }
  }
  console.log(`Mean tokens an object, ${objects} objects (${lost} more are too small for 16 x 16 cells):\n`);
  console.log(`${''.padEnd(22)}${grids.map((grid) => `${grid} x ${grid}`.padStart(18)).join('')}`);
  for (const way of ways) {
    const row = grids.map((grid) => {
      const mean = ((sums.get(`${way} ${grid}`) ?? 0) / objects).toFixed(1);
      const paper = published[`${way} ${grid}`];
      return (paper === undefined ? mean : `${mean} (${paper})`).padStart(18);
    });
    console.log(wayNames[way].padEnd(22) + row.join(''));
  }
  console.log('\nIn brackets what the papers give for RefCOCO.\n');
  return answers;
}

function measureReading(answers: readonly Answer[]): void {
  const table = characterTable();
  const textual = descriptorOf('bricks', 64);
  const texts = answers.map((answer) => formatAnswer(answer, textual));
  const streams = answers.map((answer) =>
    Int32Array.from(encodeAnswer(answer, table, brickDescriptor, (text) => spell(table, text))),
  );
  const tokenOptions = { descriptor: brickDescriptor, tokens: table };
  const bricksOf = (events: readonly { readonly kind: string }[]) => {
    let bricks = 0;
    for (const { kind } of events) if (kind === 'brick') bricks++;
    return bricks;
  };
  const ways: Record<string, () => number> = {
    'regular expressions, text': () => texts.reduce((sum, text) => sum + naiveReading(text).length, 0),
    'parser, whole text': () =>
      texts.reduce(
        (sum, text) => sum + bricksOf(createStreamParser({ descriptor: textual }).pushText(text)),
        0,
      ),
    'parser, token by token': () =>
      streams.reduce((sum, ids) => {
        const parser = createStreamParser(tokenOptions);
        let bricks = 0;
        for (let i = 0; i < ids.length; i++) bricks += bricksOf(parser.pushToken(ids[i]!));
        return sum + bricks;
      }, 0),
    'parser, batches of tokens': () =>
      streams.reduce((sum, ids) => sum + bricksOf(createStreamParser(tokenOptions).pushTokens(ids)), 0),
  };
  const rates = bestRates(ways);
  const baseline = rates[0]![1];
  console.log('Reading, million bricks a second of processor time, and ratio to the regular expressions:\n');
  for (const [name, rate] of rates) {
    console.log(
      `${name.padEnd(30)}${(rate / 1e6).toFixed(2).padStart(8)}${(rate / baseline).toFixed(1).padStart(8)} x`,
    );
  }
  const again = rereadRate(texts.slice(0, 200));
  console.log(
    `${'regular expressions, again at'.padEnd(30)}${(again / 1e6).toFixed(2).padStart(8)}` +
      `${(again / baseline).toFixed(2).padStart(8)} x\n  every brick, as live painting would need`,
  );
}

/**
 * Bricks a second of processor time (waiting for a core that others use does not count, collecting garbage does), the
 * best of alternating rounds.
 */
function bestRates(ways: Readonly<Record<string, () => number>>): (readonly [name: string, rate: number])[] {
  const best = new Map<string, number>();
  for (let round = 0; round < 12; round++) {
    for (const [name, read] of Object.entries(ways)) {
      const started = process.cpuUsage();
      const bricks = read();
      const rate = bricks / secondsSince(started);
      best.set(name, Math.max(best.get(name) ?? 0, rate));
    }
  }
  return [...best];
}

function rereadRate(texts: readonly string[]): number {
  const started = process.cpuUsage();
  let bricks = 0;
  for (const text of texts) {
    for (const { index } of text.matchAll(/[fb]g\d+/g)) {
      naiveReading(text.slice(0, index));
      bricks++;
    }
  }
  return bricks / secondsSince(started);
}

function secondsSince(started: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1e6;
}
