import { AnswerBuilder, type BuiltObject } from '../text4seg/answer-builder.ts';
import type { Descriptor } from '../text4seg/descriptor.ts';
import { createStreamParser } from '../text4seg/stream-parser.ts';
import type { TokenTable } from '../text4seg/token-table.ts';

/** Two cells that a run's end may differ by, on a few rows, stay above this; a wrong mask doesn't. */
const leastOverlap = 0.9;

/**
 * Whether two answers say the same: token for token, or, since devices round differently and a near tie may fall the
 * other way, the same labels, boxes within one bin and masks that overlap by at least 0.9.
 */
export function answersAgree(
  expected: readonly number[],
  actual: readonly number[],
  table: TokenTable,
  descriptor: Descriptor,
): boolean {
  if (expected.length === actual.length && expected.every((id, index) => id === actual[index])) return true;
  const wanted = build(expected, table, descriptor);
  const got = build(actual, table, descriptor);
  if (wanted.malformed.length !== got.malformed.length || wanted.objects.length === 0) return false;
  return (
    wanted.objects.length === got.objects.length &&
    wanted.objects.every((object, index) => objectsAgree(object, got.objects[index]!))
  );
}

function build(ids: readonly number[], table: TokenTable, descriptor: Descriptor): AnswerBuilder {
  const parser = createStreamParser({ descriptor, tokens: table });
  const builder = new AnswerBuilder();
  for (const event of parser.pushTokens(ids)) builder.apply(event);
  return builder;
}

function objectsAgree(a: BuiltObject, b: BuiltObject): boolean {
  const edges = ['x1', 'y1', 'x2', 'y2'] as const;
  if (a.label !== b.label || edges.some((edge) => Math.abs(a.box[edge] - b.box[edge]) > 1)) return false;
  const left = a.canvas?.cells ?? new Uint8Array(0);
  const right = b.canvas?.cells ?? new Uint8Array(0);
  let both = 0;
  let either = 0;
  for (let cell = 0; cell < Math.max(left.length, right.length); cell += 1) {
    if (left[cell] && right[cell]) both += 1;
    if (left[cell] || right[cell]) either += 1;
  }
  return either === 0 || both / either >= leastOverlap;
}
