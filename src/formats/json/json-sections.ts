import type { Pace } from '../pace.ts';
import { JsonFault, lineAt, skipSpace, skipValue } from './scan-json.ts';

/** A value in the text, from `start` to before `end`. */
export interface JsonSpan {
  readonly start: number;
  readonly end: number;
}

/** A list's items, none of them read yet. */
export interface JsonList {
  readonly kind: 'list';
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

export type JsonSection = JsonList | ({ readonly kind: 'value' } & JsonSpan);

/** The parts of a large JSON file by the keys of its outer object; a file that is a list has it under the key ''. */
export interface JsonSections {
  readonly text: string;
  readonly sections: ReadonlyMap<string, JsonSection>;
  /** Where the text stops being JSON; what stands before is in `sections`, whole items only. */
  readonly fault: { readonly line: number; readonly reason: string } | null;
}

/**
 * Finds the parts of a JSON text without making values of them, so that a file of any length is read item by item and
 * one damaged item does not spoil the rest. Never throws for what the text holds; of a key that is there twice the last
 * counts, as in `JSON.parse`.
 */
export async function readSections(text: string, pace: Pace): Promise<JsonSections> {
  const reader = new SectionReader(text);
  const steps = reader.read();
  try {
    for (const at of steps) {
      const wait = pace(at, text.length);
      if (wait) await wait;
    }
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    const fault = { line: lineAt(text, error.offset), reason: `The JSON ${error.message}.` };
    return { text, sections: reader.sections, fault };
  }
  return { text, sections: reader.sections, fault: null };
}

/** The value of a span. Throws SyntaxError. */
export function valueAt(text: string, { start, end }: JsonSpan): unknown {
  return JSON.parse(text.slice(start, end));
}

class SectionReader {
  readonly sections = new Map<string, JsonSection>();
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** Gives the offset it has come to, after each item. */
  *read(): Generator<number, void> {
    const text = this.#text;
    const start = skipSpace(text, 0);
    let at = start;
    if (text[start] === '[') at = yield* this.#list('', start);
    else if (text[start] === '{') at = yield* this.#object(start);
    else throw new JsonFault('should be an object or a list', start);
    const rest = skipSpace(text, at);
    if (rest < text.length) throw new JsonFault('goes on after its end', rest);
  }

  *#object(from: number): Generator<number, number> {
    const text = this.#text;
    let at = skipSpace(text, from + 1);
    if (text[at] === '}') return at + 1;
    for (;;) {
      if (text[at] !== '"') throw new JsonFault('has no key where one should be', at);
      const keyEnd = skipValue(text, at);
      const key = readKey(text, at, keyEnd);
      const colon = skipSpace(text, keyEnd);
      if (text[colon] !== ':') throw new JsonFault('has no ":" after a key', colon);
      const start = skipSpace(text, colon + 1);
      if (text[start] === '[') at = yield* this.#list(key, start);
      else {
        at = skipValue(text, start);
        this.sections.set(key, { kind: 'value', start, end: at });
        yield at;
      }
      at = skipSpace(text, at);
      if (text[at] === '}') return at + 1;
      if (text[at] !== ',') throw new JsonFault('has no "," between two keys', at);
      at = skipSpace(text, at + 1);
    }
  }

  *#list(key: string, from: number): Generator<number, number> {
    const text = this.#text;
    const starts: number[] = [];
    const ends: number[] = [];
    this.sections.set(key, { kind: 'list', starts, ends });
    let at = skipSpace(text, from + 1);
    if (text[at] === ']') return at + 1;
    for (;;) {
      const end = skipValue(text, at);
      starts.push(at);
      ends.push(end);
      yield end;
      at = skipSpace(text, end);
      if (text[at] === ']') return at + 1;
      if (text[at] !== ',') throw new JsonFault('has no "," between two items of a list', at);
      at = skipSpace(text, at + 1);
    }
  }
}

function readKey(text: string, start: number, end: number): string {
  try {
    return String(JSON.parse(text.slice(start, end)));
  } catch {
    throw new JsonFault('has a key that is no JSON string', start);
  }
}
