/**
 * A million random and mutated streams: the parser throws on none, paints no cell outside a box, and takes a bounded
 * number of steps for each piece. Arguments: number of streams, seed.
 */
import { fuzzStreams } from '../src/text4seg/testing/stream-fuzz.ts';

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
