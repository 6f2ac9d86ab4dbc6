/** Rings of corners, and where their text ends. */
export interface ReadRings {
  /** Views of memory that the next call writes to. */
  readonly rings: readonly Float64Array[];
  readonly end: number;
}

const comma = 44;
const minus = 45;
const point = 46;
const zero = 48;
const nine = 57;
const open = 91;
const close = 93;

/** Powers of ten that a double holds exactly; a whole number below 2^53 divided by one is rounded rightly. */
const powers = Array.from({ length: 16 }, (_, exponent) => 10 ** exponent);

const encoder = new TextEncoder();
/** The text in work as bytes, up to a 0: these are read several times as fast as the characters of a string. */
let bytes = new Uint8Array(1 << 16);
let numbers = new Float64Array(4096);
/** Where the number or list that was read last ends in `bytes`. */
let after = 0;

/**
 * Rings as COCO writes them, `[[x, y, x, y, ...], ...]`, each of at least 3 corners, from `start` on and before `limit`:
 * several times as fast as `JSON.parse` and without its arrays. Gives null for everything that is not just that, also
 * where it is JSON: numbers with exponents or more than 15 digits, rings too short. Those are for `JSON.parse` and the
 * schema to judge.
 */
export function readRings(text: string, start: number, limit = text.length): ReadRings | null {
  encode(text, start, limit);
  const ends: number[] = [];
  let count = 0;
  let at = afterSpace(1);
  if (bytes[at] === close) return { rings: [], end: start + at + 1 };
  for (;;) {
    if (bytes[at] !== open) return null;
    const end = readNumbers(at, count);
    if (end - count < 6 || ((end - count) & 1) === 1) return null;
    ends.push(end);
    count = end;
    at = afterSpace(after);
    if (bytes[at] === close) break;
    if (bytes[at] !== comma) return null;
    at = afterSpace(at + 1);
  }
  return { rings: ends.map((end, i) => numbers.subarray(ends[i - 1] ?? 0, end)), end: start + at + 1 };
}

/**
 * Up to the end of plain rings a character is a byte, so that places are the same in both. What comes later may be cut
 * off where it needs more bytes.
 */
function encode(text: string, start: number, limit: number): void {
  if (bytes.length <= limit - start) bytes = new Uint8Array(2 * (limit - start));
  const { written } = encoder.encodeInto(text.slice(start, limit), bytes.subarray(0, -1));
  bytes[written] = 0;
}

function afterSpace(from: number): number {
  let at = from;
  while (isSpace(bytes[at]!)) at++;
  return at;
}

function isSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9;
}

/** Reads a list to `numbers` from `count` on; gives the count after it, or -1. */
function readNumbers(start: number, count: number): number {
  // A number takes two bytes at least.
  const most = count + ((bytes.length - start) >> 1);
  if (numbers.length < most) {
    const larger = new Float64Array(2 * most);
    larger.set(numbers.subarray(0, count));
    numbers = larger;
  }
  const from = bytes;
  const out = numbers;
  let used = count;
  for (let at = start + 1; ; at++) {
    // Most corners are whole and of a few digits; what is not is read again from its start.
    let end = at;
    let value = from[end]! - zero;
    if (value >= 0 && value <= 9) {
      let digit = from[++end]! - zero;
      // JSON writes no zeros in front.
      const last = value === 0 ? at : at + 9;
      for (; digit >= 0 && digit <= 9 && end < last; digit = from[++end]! - zero) value = 10 * value + digit;
    }
    let code = from[end];
    if (end > at && (code === comma || code === close)) out[used++] = value;
    else {
      const number = readNumber(at);
      if (Number.isNaN(number)) return -1;
      out[used++] = number;
      end = afterSpace(after);
      code = from[end];
    }
    if (code !== comma) {
      after = end + 1;
      return code === close ? used : -1;
    }
    at = end;
  }
}

/** The number at a place, spaces before it passed over; NaN when there is none, or none that is plain. */
function readNumber(start: number): number {
  const from = bytes;
  let at = afterSpace(start);
  let code = from[at]!;
  const negative = code === minus;
  if (negative) code = from[++at]!;
  const first = at;
  let value = 0;
  for (; code >= zero && code <= nine; code = from[++at]!) value = 10 * value + (code - zero);
  let digits = at - first;
  if (digits === 0 || (digits > 1 && from[first] === zero)) return Number.NaN;
  if (code === point) {
    const whole = at + 1;
    code = from[++at]!;
    for (; code >= zero && code <= nine; code = from[++at]!) value = 10 * value + (code - zero);
    digits += at - whole;
    if (at === whole || digits > 15) return Number.NaN;
    value /= powers[at - whole]!;
  }
  // The letter of an exponent may follow.
  if (digits > 15 || (code | 32) === 101) return Number.NaN;
  after = at;
  return negative ? -value : value;
}
