import { type Descriptor, descriptorOf } from '../../src/text4seg/descriptor.ts';
import { createStreamParser } from '../../src/text4seg/stream-parser.ts';

/** What keeps each part of the parser busiest, repeated: the counter of steps is the parser's own, the clock is not. */
const shards: readonly (readonly [
  name: string,
  kind: 'bricks' | 'runs' | 'i-sd',
  before: string,
  text: string,
])[] = [
  ['words', 'bricks', '', 'word '],
  ['beginnings of tags', 'bricks', '', '</se'],
  ['tags that close nothing', 'bricks', '', '</seg>'],
  ['references', 'bricks', '', '<ref>dog</ref>'],
  ['a reference without end', 'bricks', '<ref>', 'dog '],
  ['boxes', 'bricks', '<ref>dog</ref><box>', '[1 2 3 4], '],
  ['a number without end', 'bricks', '<ref>dog</ref><box>[[', '9'],
  ['objects', 'bricks', '', '<ref>dog</ref><box>[[0 0 2 2]]</box><seg>fg1bg1fg2</seg>'],
  ['bricks past the end', 'bricks', '<ref>dog</ref><box>[[0 0 2 2]]</box><seg>', 'fg63bg1 '],
  ['garbage', 'bricks', '<ref>dog</ref><box>[[0 0 2 2]]</box><seg>', '\u0000x fg '],
  ['runs', 'runs', '<ref>dog</ref><box>[[0 0 63 63]]</box><seg>', 'dog *3| others *2|'],
  ['a label without end', 'runs', '<ref>dog</ref><box>[[0 0 63 63]]</box><seg>', 'dog *'],
  ['labels', 'i-sd', '<seg>', 'sky| dog|\n'],
];

export interface LongStreams {
  /** Time that one long stream takes, divided by that of short ones of the same length together: the worst shard. */
  readonly worst: { readonly name: string; readonly ratio: number };
  readonly characters: number;
}

const parts = 8;
const rounds = 8;

/** Reads every shard as one stream and as eight, a character at a time, by turns so that other programs hinder both. */
export function compareLengths(characters = 160_000): LongStreams {
  let worst = { name: '', ratio: 0 };
  for (const [name, kind, before, text] of shards) {
    const descriptor = descriptorOf(kind, 64, kind === 'runs' ? { crossRows: true } : {});
    const stream = (length: number) => before + text.repeat(Math.ceil(length / text.length));
    const long = [stream(characters)];
    const short = Array.from({ length: parts }, () => stream(characters / parts));
    let [longest, shortest] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (let round = 0; round < rounds; round++) {
      longest = Math.min(longest, timeOf(descriptor, long));
      shortest = Math.min(shortest, timeOf(descriptor, short));
    }
    if (longest / shortest > worst.ratio) worst = { name, ratio: longest / shortest };
  }
  return { worst, characters };
}

function timeOf(descriptor: Descriptor, texts: readonly string[]): number {
  const started = performance.now();
  for (const text of texts) {
    const parser = createStreamParser({ descriptor });
    for (const sign of text) parser.pushText(sign);
    parser.end();
  }
  return performance.now() - started;
}
