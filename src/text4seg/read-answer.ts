import type { Answer } from './answer.ts';
import { AnswerBuilder } from './answer-builder.ts';
import type { StreamEvent } from './stream-event.ts';
import { createStreamParser, type StreamParserOptions } from './stream-parser.ts';

export interface ReadAnswer {
  readonly answer: Answer;
  readonly malformed: readonly Extract<StreamEvent, { kind: 'malformed' }>[];
  /** Cells that were never written, over all objects with a mask. */
  readonly missing: number;
}

/** Reads a whole answer, as text or as token ids; whatever it holds, it does not throw. */
export function readAnswer(source: string | ArrayLike<number>, options: StreamParserOptions): ReadAnswer {
  const parser = createStreamParser(options);
  const events = typeof source === 'string' ? parser.pushText(source) : parser.pushTokens(source);
  const builder = new AnswerBuilder();
  let missing = 0;
  for (const event of [...events, ...parser.end()]) {
    builder.apply(event);
    if (event.kind === 'object') missing += event.missing;
  }
  return { answer: builder.answer, malformed: builder.malformed, missing };
}
