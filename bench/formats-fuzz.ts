/**
 * A hundred thousand spoiled annotation files, the same number for every format that can be imported: deep nesting, huge
 * counts, NaN, negative sizes, ids used twice, paths out of the folder, prototype keys, HTML in labels, pictures that
 * claim any size and unpack to any length. No importer may throw, change the document, or take time or memory without
 * bound (see src/formats/testing/import-fuzz.ts).
 *
 *   node --import tsx bench/formats-fuzz.ts [--count 100000] [--seed 20261126] [--format coco] [--from 0]
 *
 * Each format runs in a process of its own, which is watched: the file that makes it hang or throw is named, and the run
 * goes on behind it. `--format` and `--from` take up a run that was broken off, or do one file again.
 */
import { fork } from 'node:child_process';
import { parseArgs } from 'node:util';
import { formats } from '../src/formats/formats.ts';
import {
  fuzzable,
  fuzzFormat,
  fuzzShare,
  type ImportFuzzReport,
} from '../src/formats/testing/import-fuzz.ts';

/** Processor seconds that a file may take, and mebibytes the process may hold. */
const slowest = 10;
const largest = 1500;
/** Seconds without a new file after which a format hangs: more than `slowest`, since others may use the machine. */
const patience = 120;

interface Share {
  readonly format: string;
  readonly seed: number;
  readonly from: number;
  readonly to: number;
}

/** What the process of a share tells: the number of the file that it begins, then its report. */
type Message =
  | { readonly kind: 'file'; readonly file: number }
  | {
      readonly kind: 'done';
      readonly report: ImportFuzzReport;
      readonly seconds: number;
      readonly peak: number;
    };

/** How a share ended: with its report, or with the file that ended it. */
type End =
  | Extract<Message, { kind: 'done' }>
  | { readonly kind: 'stuck'; readonly file: number; readonly why: string };

if (process.send) await runShare(JSON.parse(process.argv[2] ?? '') as Share);
else await main();

async function runShare({ format: id, ...range }: Share): Promise<void> {
  const format = formats.find((other) => other.id === id);
  if (!format) throw new Error(`There is no format "${id}".`);
  const tell = (message: Message) => process.send?.(message);
  const report = await fuzzFormat(format, { ...range, onFile: (file) => tell({ kind: 'file', file }) });
  const { user, system } = process.cpuUsage();
  const peak = process.resourceUsage().maxRSS / 1024;
  tell({ kind: 'done', report, seconds: (user + system) / 1e6, peak });
  process.disconnect();
}

function watch(share: Share): Promise<End> {
  const child = fork(process.argv[1] ?? '', [JSON.stringify(share)], {
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  });
  let file = share.from;
  let since = performance.now();
  let words = '';
  child.stderr?.on('data', (text: Buffer) => {
    words = `${words}${text}`.slice(-2000);
  });
  return new Promise((resolve) => {
    let end: End | null = null;
    const timer = setInterval(() => {
      if (performance.now() - since < patience * 1000) return;
      end = { kind: 'stuck', file, why: `has not ended after ${patience} s` };
      child.kill('SIGKILL');
    }, 1000);
    child.on('message', (message: Message) => {
      since = performance.now();
      if (message.kind === 'done') end = message;
      else file = message.file;
    });
    child.on('close', () => {
      clearInterval(timer);
      resolve(end ?? { kind: 'stuck', file, why: words });
    });
  });
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      count: { type: 'string', default: '100000' },
      seed: { type: 'string', default: '20261126' },
      format: { type: 'string' },
      from: { type: 'string', default: '0' },
    },
  });
  const [count, seed] = [Number(values.count), Number(values.seed)];
  let done = 0;
  let seconds = 0;
  let peak = 0;
  const figure = (value: number) => value.toLocaleString('en-US');
  const fail = (words: string) => {
    console.error(words);
    process.exitCode = 1;
  };
  const readable = fuzzable(formats);
  console.log('format                    files     objects    failures   slowest ms');
  for (const [index, { id }] of readable.entries()) {
    if (values.format !== undefined && values.format !== id) continue;
    const to = fuzzShare(readable.length, index, count);
    let from = values.format === undefined ? 0 : Number(values.from);
    while (from < to) {
      const end = await watch({ format: id, seed, from, to });
      if (end.kind === 'stuck') {
        fail(`${id}, seed ${seed}, file ${end.file}: ${end.why}`);
        from = end.file + 1;
        continue;
      }
      const { files, objects, failures, slowest: worst } = end.report;
      done += files;
      seconds += end.seconds;
      peak = Math.max(peak, end.peak);
      const columns = [
        figure(files).padStart(9),
        figure(objects).padStart(12),
        figure(failures).padStart(12),
      ];
      console.log(`${id.padEnd(22)}${columns.join('')}${worst.ms.toFixed(0).padStart(13)}  (${worst.case})`);
      if (worst.ms > slowest * 1000) fail(`A file took more than ${slowest} s.`);
      break;
    }
  }
  console.log(
    `${figure(done)} files of seed ${seed} in ${seconds.toFixed(0)} s of processor time; peak memory ` +
      `${peak.toFixed(0)} MiB; ${process.exitCode ? 'see above for what went wrong' : 'nothing thrown, no document changed'}.`,
  );
  if (peak > largest) fail(`The process took more than ${largest} MiB.`);
}
