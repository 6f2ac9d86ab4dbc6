import type { Turn, TurnOutcome } from '../../document/conversation.ts';
import type { ObjectId, TurnId } from '../../document/document.ts';

/** A question that found these objects; none found when there are none. */
export function sampleTurn(
  id: string,
  prompt: string,
  objects: readonly string[],
  outcome?: TurnOutcome,
): Turn {
  return {
    id: id as TurnId,
    prompt,
    askedAt: 0,
    outcome: outcome ?? { kind: objects.length > 0 ? 'done' : 'none-found' },
    tokens: [],
    words: '',
    objects: objects as readonly ObjectId[],
    ghost: null,
    timing: null,
  };
}
