import { StudioError } from '../../errors/studio-error.ts';

/**
 * Unpacks zlib data (RFC 1950, 1951) of a known length. A few kilobytes can unpack to gigabytes; this stops at the
 * length asked for, whatever the data say, and takes no other memory. Throws StudioError `format-invalid` when the data
 * are damaged, too short or too long.
 */
export function inflate(input: Uint8Array, length: number): Uint8Array {
  const header = ((input[0] ?? 0) << 8) | (input[1] ?? 0);
  if ((header & 0x0f00) !== 0x0800 || header % 31 !== 0 || (header & 0x20) !== 0) {
    throw damaged('they do not begin like zlib data');
  }
  const bits = new BitReader(input, 2);
  const out = new Uint8Array(length);
  let at = 0;
  for (let last = false; !last; ) {
    last = bits.take(1) === 1;
    const kind = bits.take(2);
    if (kind === 0) at = copyStored(bits, out, at);
    else if (kind === 1) at = unpackBlock(bits, out, at, fixedTables());
    else if (kind === 2) at = unpackBlock(bits, out, at, readTables(bits));
    else throw damaged('a block is of no kind');
  }
  if (at !== length) throw damaged(`they unpack to ${at} bytes where ${length} are needed`);
  if (bits.takeChecksum() !== adler32(out)) throw damaged('their checksum is wrong');
  return out;
}

class BitReader {
  readonly #input: Uint8Array;
  #at: number;
  #held = 0;
  #count = 0;

  constructor(input: Uint8Array, at: number) {
    this.#input = input;
    this.#at = at;
  }

  /** The next bits without taking them, 0 past the end; at most 16. */
  peek(count: number): number {
    while (this.#count < count) {
      this.#held |= (this.#input[this.#at++] ?? 0) << this.#count;
      this.#count += 8;
    }
    return this.#held & ((1 << count) - 1);
  }

  drop(count: number): void {
    this.#held >>>= count;
    this.#count -= count;
    // Bytes past the end are zeros that `peek` made up: taking one of them is reading on after the end.
    if (this.#at - (this.#count >> 3) > this.#input.length) throw damaged('they end too soon');
  }

  take(count: number): number {
    const value = this.peek(count);
    this.drop(count);
    return value;
  }

  /** Whole bytes from the next byte border on. */
  takeBytes(count: number): Uint8Array {
    this.#align();
    const bytes = this.#input.subarray(this.#at, this.#at + count);
    if (bytes.length < count) throw damaged('they end too soon');
    this.#at += count;
    return bytes;
  }

  takeChecksum(): number {
    const [a, b, c, d] = this.takeBytes(4);
    return ((a! << 24) | (b! << 16) | (c! << 8) | d!) >>> 0;
  }

  #align(): void {
    this.#at -= this.#count >> 3;
    this.#held = 0;
    this.#count = 0;
  }
}

function copyStored(bits: BitReader, out: Uint8Array, at: number): number {
  const [low, high, lowCheck, highCheck] = bits.takeBytes(4);
  const length = low! | (high! << 8);
  if (length !== (~(lowCheck! | (highCheck! << 8)) & 0xffff)) throw damaged('the length of a block is wrong');
  if (at + length > out.length) throw tooLong(out.length);
  out.set(bits.takeBytes(length), at);
  return at + length;
}

/** For the next 15 bits: the symbol times 16 plus its length in bits; 0 where no code begins so. */
type CodeTable = Uint16Array;

interface Tables {
  readonly lengths: CodeTable;
  readonly distances: CodeTable;
}

const longest = 15;

function codeTable(lengths: Uint8Array): CodeTable {
  const counts = new Uint16Array(longest + 1);
  for (const length of lengths) counts[length]!++;
  counts[0] = 0;
  const next = new Uint16Array(longest + 2);
  let room = 1;
  for (let length = 1; length <= longest; length++) {
    room = room * 2 - counts[length]!;
    if (room < 0) throw damaged('a table of codes is overfull');
    next[length + 1] = (next[length]! + counts[length]!) << 1;
  }
  const table = new Uint16Array(1 << longest);
  lengths.forEach((length, symbol) => {
    if (length === 0) return;
    const code = next[length]!++;
    // Codes stand in the stream highest bit first, all else lowest bit first.
    let reversed = 0;
    for (let bit = 0; bit < length; bit++) reversed |= ((code >> bit) & 1) << (length - 1 - bit);
    for (let i = reversed; i < 1 << longest; i += 1 << length) table[i] = (symbol << 4) | length;
  });
  return table;
}

let fixed: Tables | null = null;

function fixedTables(): Tables {
  if (fixed === null) {
    const lengths = new Uint8Array(288).fill(8, 0, 144).fill(9, 144, 256).fill(7, 256, 280).fill(8, 280);
    fixed = { lengths: codeTable(lengths), distances: codeTable(new Uint8Array(30).fill(5)) };
  }
  return fixed;
}

const orderOfLengths = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

function readTables(bits: BitReader): Tables {
  const literals = bits.take(5) + 257;
  const distances = bits.take(5) + 1;
  const used = bits.take(4) + 4;
  const own = new Uint8Array(19);
  for (let i = 0; i < used; i++) own[orderOfLengths[i]!] = bits.take(3);
  const table = codeTable(own);
  const lengths = new Uint8Array(literals + distances);
  for (let at = 0; at < lengths.length; ) {
    const symbol = takeSymbol(bits, table);
    if (symbol < 16) {
      lengths[at++] = symbol;
      continue;
    }
    const [value, repeat] =
      symbol === 16
        ? [lengths[at - 1] ?? 0, 3 + bits.take(2)]
        : [0, symbol === 17 ? 3 + bits.take(3) : 11 + bits.take(7)];
    if ((symbol === 16 && at === 0) || at + repeat > lengths.length)
      throw damaged('a table of codes is wrong');
    lengths.fill(value, at, at + repeat);
    at += repeat;
  }
  return {
    lengths: codeTable(lengths.subarray(0, literals)),
    distances: codeTable(lengths.subarray(literals)),
  };
}

function takeSymbol(bits: BitReader, table: CodeTable): number {
  const entry = table[bits.peek(longest)]!;
  if (entry === 0) throw damaged('a code has no meaning');
  bits.drop(entry & 15);
  return entry >> 4;
}

const lengthBase = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195,
  227, 258,
];
const lengthExtra = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];

function unpackBlock(bits: BitReader, out: Uint8Array, from: number, { lengths, distances }: Tables): number {
  let at = from;
  for (;;) {
    const symbol = takeSymbol(bits, lengths);
    if (symbol < 256) {
      if (at >= out.length) throw tooLong(out.length);
      out[at++] = symbol;
      continue;
    }
    if (symbol === 256) return at;
    const length = (lengthBase[symbol - 257] ?? 0) + bits.take(lengthExtra[symbol - 257] ?? 0);
    const far = takeSymbol(bits, distances);
    const extra = far < 4 ? 0 : (far >> 1) - 1;
    const distance = far < 4 ? far + 1 : ((2 + (far & 1)) << extra) + 1 + bits.take(extra);
    if (symbol > 285 || far > 29 || distance > at) throw damaged('a repetition begins before the data');
    if (at + length > out.length) throw tooLong(out.length);
    if (distance === 1) out.fill(out[at - 1]!, at, at + length);
    else if (distance >= length) out.copyWithin(at, at - distance, at - distance + length);
    else for (let i = 0; i < length; i++) out[at + i] = out[at + i - distance]!;
    at += length;
  }
}

function adler32(data: Uint8Array): number {
  let a = 1;
  let b = 0;
  for (let i = 0; i < data.length; ) {
    // The sums of so many bytes still fit 32 bits before they are reduced.
    const end = Math.min(data.length, i + 3800);
    for (; i < end; i++) {
      a += data[i]!;
      b += a;
    }
    a %= 65521;
    b %= 65521;
  }
  return ((b << 16) | a) >>> 0;
}

function damaged(what: string): StudioError {
  return new StudioError('format-invalid', `The packed data cannot be read: ${what}.`);
}

function tooLong(length: number): StudioError {
  return damaged(`they unpack to more than the ${length} bytes that are needed`);
}
