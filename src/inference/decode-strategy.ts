import type { AnswerToken } from '../model/segmentation-model.ts';
import type { NanoAnswer } from './nano-answer.ts';

/**
 * How the tokens of an answer are produced: in which groups the decoder runs, never which tokens come out. Every
 * strategy gives token for token what `stepwise` gives.
 */
export interface DecodeStrategy {
  /** Yields tokens as they are decided, at least one at a time. */
  decode(answer: NanoAnswer, signal: AbortSignal): AsyncGenerator<readonly AnswerToken[], void>;
}
