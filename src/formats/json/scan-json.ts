/** Values nested deeper than this are refused: no annotation format needs it, and readers of trees would fall over. */
export const maxDepth = 64;

const quote = 34;
const backslash = 92;

/** What is wrong with a text that should be JSON, and where: an offset in UTF-16 units. */
export class JsonFault extends Error {
  readonly offset: number;

  constructor(reason: string, offset: number) {
    super(reason);
    this.name = 'JsonFault';
    this.offset = offset;
  }
}

/** The offset of the next character that is no space. */
export function skipSpace(text: string, from: number): number {
  let at = from;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return at;
    at++;
  }
}

/**
 * The offset after the value that begins at `from`, found by brackets and quotes alone: whether what is between them is
 * JSON is for `JSON.parse` to say. Throws JsonFault when the text ends first, when brackets don't pair, or when it nests
 * deeper than `maxDepth`. Iterative and linear in the value's length.
 */
export function skipValue(text: string, from: number): number {
  const first = text.charCodeAt(from);
  if (first === quote) return skipString(text, from);
  if (first !== 123 && first !== 91) return skipScalar(text, from);
  const open: number[] = [];
  // Numbers and commas are most of a mask's text; the expression passes over them faster than a loop.
  for (structure.lastIndex = from; structure.test(text); ) {
    const at = structure.lastIndex - 1;
    const code = text.charCodeAt(at);
    if (code === quote) structure.lastIndex = skipString(text, at);
    else if (code === 123 || code === 91) {
      open.push(code);
      if (open.length > maxDepth) throw new JsonFault(`is nested more than ${maxDepth} deep`, at);
    } else {
      // The code of a closing bracket is that of its opening one plus 2.
      if (open.pop() !== code - 2) throw new JsonFault('closes a bracket that was not opened', at);
      if (open.length === 0) return at + 1;
    }
  }
  throw new JsonFault('ends in the middle of a value', text.length);
}

const structure = /["[\]{}]/g;

function skipString(text: string, from: number): number {
  let at = from + 1;
  for (;;) {
    const end = text.indexOf('"', at);
    if (end < 0) throw new JsonFault('ends in the middle of a string', text.length);
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === backslash) slashes++;
    if ((slashes & 1) === 0) return end + 1;
    at = end + 1;
  }
}

/** Numbers and words end at a separator, a bracket or space. */
const scalarEnd = /[\s,\]}:"[{]|$/g;

function skipScalar(text: string, from: number): number {
  scalarEnd.lastIndex = from;
  const end = scalarEnd.exec(text)!.index;
  if (end === from) {
    const sign = text.charAt(from);
    throw new JsonFault(
      sign === '' ? 'ends too soon' : `has ${JSON.stringify(sign)} where a value should be`,
      from,
    );
  }
  return end;
}

/** The line of an offset, counted from 1. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}
