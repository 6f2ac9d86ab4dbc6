import type { AnswerToken } from '../model/segmentation-model.ts';
import type { DecodeStrategy } from './decode-strategy.ts';

/**
 * One decision a step. With `forcedTokens`, tokens that have no alternative are appended without a step of their own
 * and ride along with the next decision; without, each costs a step as in generic text generation.
 */
export function stepwise({ forcedTokens }: { readonly forcedTokens: boolean }): DecodeStrategy {
  return {
    async *decode(answer, signal) {
      while (!answer.finished) {
        await answer.read(signal);
        const only = answer.forced();
        const tokens: AnswerToken[] = [only < 0 ? answer.choose() : answer.force(only)];
        while (forcedTokens && !answer.finished) {
          const id = answer.forced();
          if (id < 0) break;
          tokens.push(answer.force(id));
        }
        yield tokens;
      }
    },
  };
}
