/**
 * A million random and mutated streams: the parser throws on none, paints no cell outside a box, and takes a bounded
 * number of steps for each piece, by its own count and by the clock. Arguments: number of streams, seed.
 */
import { fuzzStreams } from '../src/text4seg/testing/stream-fuzz.ts';
import { compareLengths } from './grammar/long-streams.ts';

/** A step that grows with the stream would make it eight. */
const slowdownLimit = 3;

const streams = Number(process.argv[2] ?? 1_000_000);
const seed = Number(process.argv[3] ?? 20260914);
const started = process.cpuUsage();
const report = fuzzStreams(seed, streams);
const { user, system } = process.cpuUsage(started);
const seconds = ((user + system) / 1e6).toFixed(1);
const figure = (value: number) => value.toLocaleString('en-US');
console.log(
  `${figure(report.streams)} streams of seed ${seed} in ${seconds} s of processor time: ${figure(report.pieces)} pieces, ` +
    `${figure(report.events)} events, ${figure(report.bricks)} runs, ${figure(report.malformed)} reports; no throw, ` +
    `no cell outside a box, at most 4 steps a character and ${figure(report.worstExtraWork)} more for a piece, ` +
    `snapshots of at most ${figure(report.largestSnapshot)} characters.`,
);

const { worst, characters } = compareLengths();
console.log(
  `A stream of ${figure(characters)} characters takes at worst ${worst.ratio.toFixed(2)} times as long as eight of an eighth ` +
    `(${worst.name}).`,
);
if (worst.ratio > slowdownLimit) {
  console.error(`A step is not of constant time: ${worst.name}.`);
  process.exitCode = 1;
}
