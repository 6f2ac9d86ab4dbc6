/**
 * A hundred thousand spoiled annotation files, the same number for every format that can be imported: deep nesting, huge
 * counts, NaN, negative sizes, ids used twice, paths out of the folder, prototype keys, HTML in labels, pictures that
 * claim any size and unpack to any length. No importer may throw, change the document, or take time or memory without
 * bound (see src/formats/testing/import-fuzz.ts). Arguments: number of files, seed.
 */
import { formats } from '../src/formats/formats.ts';
import { fuzzImports } from '../src/formats/testing/import-fuzz.ts';

/** Processor seconds that a file may take, and mebibytes the process may hold. */
const slowest = 10;
const largest = 1500;

const count = Number(process.argv[2] ?? 100_000);
const seed = Number(process.argv[3] ?? 20261126);
const started = process.cpuUsage();
const reports = await fuzzImports(formats, seed, count);
const { user, system } = process.cpuUsage(started);
const figure = (value: number) => value.toLocaleString('en-US');
console.log('format                    files     objects    failures   slowest ms');
for (const { format, files, objects, failures, slowest: worst } of reports) {
  const columns = [figure(files).padStart(9), figure(objects).padStart(12), figure(failures).padStart(12)];
  console.log(`${format.padEnd(22)}${columns.join('')}${worst.ms.toFixed(0).padStart(13)}  (${worst.case})`);
}
const peak = process.resourceUsage().maxRSS / 1024;
console.log(
  `${figure(count)} files of seed ${seed} in ${((user + system) / 1e6).toFixed(0)} s of processor time; peak memory ` +
    `${peak.toFixed(0)} MiB; nothing thrown, no document changed.`,
);
if (peak > largest || reports.some((report) => report.slowest.ms > slowest * 1000)) {
  console.error(`A file took more than ${slowest} s, or the process more than ${largest} MiB.`);
  process.exitCode = 1;
}
