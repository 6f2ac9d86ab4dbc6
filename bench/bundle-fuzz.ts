/**
 * Spoiled bundles: half damaged as by a disk or a broken download (cut, bits flipped, stretches overwritten, lost and
 * doubled, numbers of the zip changed), half forged (manifest and records changed and packed again with right
 * checksums). None may throw anything but an error in words, open to another project without a word, or take time or
 * memory without bound (see src/storage/bundle/testing/bundle-fuzz.ts). Arguments: number of files, seed.
 */
import { fuzzBundles } from '../src/storage/bundle/testing/bundle-fuzz.ts';

/** Processor seconds that a file may take, and mebibytes the process may hold. */
const slowest = 5;
const largest = 1000;

const count = Number(process.argv[2] ?? 20_000);
const seed = Number(process.argv[3] ?? 20261126);
const started = process.cpuUsage();
const report = await fuzzBundles(seed, count);
const { user, system } = process.cpuUsage(started);
const figure = (value: number) => value.toLocaleString('en-US');
const peak = process.resourceUsage().maxRSS / 1024;
console.log(
  `${figure(report.files)} bundles of seed ${seed}: ${figure(report.refused)} refused in words, ` +
    `${figure(report.withProblems)} opened with what is missing named, ${figure(report.whole)} opened whole.`,
);
console.log(
  `${((user + system) / 1e6).toFixed(0)} s of processor time; slowest ${report.slowest.ms.toFixed(0)} ms ` +
    `(${report.slowest.case}); peak memory ${peak.toFixed(0)} MiB.`,
);
if (peak > largest || report.slowest.ms > slowest * 1000) {
  console.error(`A file took more than ${slowest} s, or the process more than ${largest} MiB.`);
  process.exitCode = 1;
}
