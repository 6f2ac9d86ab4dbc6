import { skipSpace } from '../json/scan-json.ts';

/** Rings of corners, and where their text ends. */
export interface ReadRings {
  /** Views of memory that the next call writes to. */
  readonly rings: readonly Float64Array[];
  readonly end: number;
}

const space = 32;
const comma = 44;
const minus = 45;
const point = 46;
const zero = 48;
const nine = 57;
const open = 91;
const close = 93;

/** Powers of ten that a double holds exactly; a whole number below 2^53 divided by one is rounded rightly. */
const powers = Array.from({ length: 16 }, (_, exponent) => 10 ** exponent);

let numbers = new Float64Array(4096);
/** Where the number or list that was read last ends. */
let after = 0;

/**
 * Rings as COCO writes them, `[[x, y, x, y, ...], ...]`, each of at least 3 corners, several times as fast as
 * `JSON.parse` and without its arrays. Gives null for everything that is not just that, also where it is JSON: numbers
 * with exponents or more than 15 digits, rings too short. Those are for `JSON.parse` and the schema to judge.
 */
export function readRings(text: string, start: number): ReadRings | null {
  const ends: number[] = [];
  let count = 0;
  let at = skipSpace(text, start + 1);
  if (text.charCodeAt(at) === close) return { rings: [], end: at + 1 };
  for (;;) {
    if (text.charCodeAt(at) !== open) return null;
    const end = readNumbers(text, at, count);
    if (end - count < 6 || ((end - count) & 1) === 1) return null;
    ends.push(end);
    count = end;
    at = skipSpace(text, after);
    if (text.charCodeAt(at) === close) break;
    if (text.charCodeAt(at) !== comma) return null;
    at = skipSpace(text, at + 1);
  }
  return { rings: ends.map((end, i) => numbers.subarray(ends[i - 1] ?? 0, end)), end: at + 1 };
}

/** Reads a list to `numbers` from `count` on; gives the count after it, or -1. */
function readNumbers(text: string, start: number, count: number): number {
  let used = count;
  let at = start;
  for (;;) {
    if (used >= numbers.length) {
      const larger = new Float64Array(2 * used);
      larger.set(numbers);
      numbers = larger;
    }
    const value = readNumber(text, at + 1);
    if (Number.isNaN(value)) return -1;
    numbers[used++] = value;
    at = after;
    let code = text.charCodeAt(at);
    if (code <= space) {
      at = skipSpace(text, at);
      code = text.charCodeAt(at);
    }
    if (code === comma) continue;
    after = at + 1;
    return code === close ? used : -1;
  }
}

/** The number at an offset, spaces before it passed over; NaN when there is none, or none that is plain. */
function readNumber(text: string, start: number): number {
  let at = start;
  let code = text.charCodeAt(at);
  if (code <= space) {
    at = skipSpace(text, at);
    code = text.charCodeAt(at);
  }
  const negative = code === minus;
  if (negative) code = text.charCodeAt(++at);
  const first = at;
  let value = 0;
  for (; code >= zero && code <= nine; code = text.charCodeAt(++at)) value = 10 * value + (code - zero);
  let digits = at - first;
  // JSON writes no zeros in front.
  if (digits === 0 || (digits > 1 && text.charCodeAt(first) === zero)) return Number.NaN;
  if (code === point) {
    const whole = at + 1;
    code = text.charCodeAt(++at);
    for (; code >= zero && code <= nine; code = text.charCodeAt(++at)) value = 10 * value + (code - zero);
    digits += at - whole;
    if (at === whole || digits > 15) return Number.NaN;
    value /= powers[at - whole]!;
  }
  // The letter of an exponent may follow.
  if (digits > 15 || (code | 32) === 101) return Number.NaN;
  after = at;
  return negative ? -value : value;
}
