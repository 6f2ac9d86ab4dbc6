import type { Box } from '../mask/space.ts';
import { cellFrame, imageFrame } from './cell-frame.ts';
import { type Descriptor, descriptorOf } from './descriptor.ts';
import { formatDescriptor } from './format-descriptor.ts';

/**
 * What the pre-tokenizer of GPT-4's and Qwen2's byte-level BPE cuts text into (letters, single digits, signs with a
 * space before them and newlines after), with tags and bricks whole, as a package adds them to its vocabulary.
 */
const pretoken =
  /<[/a-z|_]+>|[fb]g\d+|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?(?:(?!<[/a-z|_]+>)[^\s\p{L}\p{N}])+[\r\n]*|\s*[\r\n]+|\s+/gu;

/**
 * Tokens of a text: exact where every word is in the vocabulary, which holds for common labels, else a lower bound. It
 * needs no tokenizer file, so that descriptors can be compared for any package.
 */
export function countTokens(text: string): number {
  let count = 0;
  for (const _ of text.matchAll(pretoken)) count++;
  return count;
}

/** Tokens that one object costs in each way of writing it, its tags included. */
export interface DescriptorTokens {
  /** A label a cell, whole image. */
  readonly iSd: number;
  /** Runs within a row, whole image. */
  readonly rRle: number;
  /** Reference, box, and runs as text within the box. */
  readonly runs: number;
  /** Reference, box, and bricks. */
  readonly bricks: number;
}

/**
 * The cost of one object in all descriptors, at the grid of its cells.
 *
 * @param cells grid x grid, row-major, 1 foreground
 * @param label as it would be written
 * @param box in coordinate bins, as in the stream's `box` event
 */
export function descriptorTokens(
  cells: Uint8Array,
  label: string,
  box: Box<'canvas'>,
  bins: Descriptor['box'] = { bins: 64, edges: 'half-open' },
): DescriptorTokens {
  const grid = Math.sqrt(cells.length);
  const cost = (descriptor: Descriptor, whole: boolean) => {
    const frame = whole ? imageFrame(grid) : cellFrame(box, descriptor);
    return countTokens(`<seg>${formatDescriptor(cells, [label], frame, descriptor)}</seg>`);
  };
  const head = countTokens(`<ref>${label}</ref><box>[[${box.x1} ${box.y1} ${box.x2} ${box.y2}]]</box>`);
  return {
    iSd: cost(descriptorOf('i-sd', grid), true),
    rRle: cost(descriptorOf('r-rle', grid), true),
    runs: head + cost(descriptorOf('runs', grid, { box: bins }), false),
    bricks: head + cost(descriptorOf('bricks', grid, { box: bins }), false),
  };
}
