import type { ModelTurn } from '../model/segmentation-model.ts';
import { type PlaceCells, placeCells } from '../text4seg/place-cells.ts';
import { answerToken, promptToken } from './answer-sequence.ts';
import type { ChoiceRules } from './choose-token.ts';
import type { TurnIds } from './conversation-prompt.ts';
import { type Ghost, readGhost } from './ghost.ts';
import type { NanoContext } from './nano-context.ts';
import type { DecoderOutput } from './nano-decoder.ts';
import type { NanoPrefix } from './nano-prefix.ts';
import type { NanoVocabulary } from './nano-vocabulary.ts';
import { ghostAtPlace } from './place-ghost.ts';

/** Text that is re-read at most when a conversation grows; older turns are left out of the model's sight. */
const contextTokens = 1536;
/** Fewer shared tokens than this are cheaper to read again than to cut out of the cache. */
const worthKeeping = 8;

/** Where the last question ends: the answer begins here. */
export interface ReadConversation {
  readonly output: DecoderOutput;
  /** The last question's ghost, cut to its place if it has one. */
  readonly ghost: Ghost;
}

interface ReadTurn extends TurnIds {
  readonly place: PlaceCells | null;
}

/** Brings a context to the end of a conversation, reading only what it doesn't hold yet. */
export class ConversationReader {
  readonly #vocabulary: NanoVocabulary;
  readonly #rules: ChoiceRules;

  constructor(vocabulary: NanoVocabulary, rules: ChoiceRules) {
    this.#vocabulary = vocabulary;
    this.#rules = rules;
  }

  /**
   * Reads the last turns, as many as leave room for an answer of `maxTokens`; every turn has its prompt in words.
   * @throws StudioError `aborted`, `inference-failed`.
   */
  async read(
    context: NanoContext,
    prefix: NanoPrefix,
    conversation: readonly ModelTurn[],
    maxTokens: number,
    signal: AbortSignal,
  ): Promise<ReadConversation> {
    const turns = this.#fitTurns(conversation, context.capacity, maxTokens);
    const all = turns.flatMap((turn) => [...turn.question, ...(turn.answer ?? [])]);
    // The last token is read again if need be: what stands at it is where the answer begins.
    const common = Math.min(context.commonPrefix(all, placesByIndex(turns)), all.length - 1);
    context.rewind(common < worthKeeping ? 0 : common);
    const held = context.length;
    let output: DecoderOutput | null = null;
    let index = 0;
    for (const { question, answer, place } of turns) {
      for (const id of question) {
        if (index >= held) context.append(promptToken(id, index));
        index += 1;
      }
      if (index > held) {
        output = await context.read(signal);
        context.keepGhost(index - 1, this.#ghost(output, prefix, place), placeKey(place));
      }
      if (answer) index = this.#appendAnswer(context, answer, index, held);
    }
    return { output: output!, ghost: context.ghostAt(context.length - 1)! };
  }

  #fitTurns(conversation: readonly ModelTurn[], capacity: number, maxTokens: number): readonly ReadTurn[] {
    const room = Math.min(contextTokens, capacity - Math.min(maxTokens, capacity / 2));
    const turns: ReadTurn[] = [];
    let length = 0;
    for (const turn of conversation.toReversed()) {
      const ids = this.#vocabulary.prompt.turn(turns.length === 0 ? { prompt: turn.prompt } : turn);
      length += ids.question.length + (ids.answer?.length ?? 0);
      if (turns.length > 0 && length > room) break;
      turns.unshift({ ...ids, place: turn.place ? placeCells(turn.place, this.#rules.grid) : null });
    }
    if (turns.length === 0) throw new TypeError('A conversation needs at least one turn.');
    return turns;
  }

  #ghost(output: DecoderOutput, prefix: NanoPrefix, place: PlaceCells | null): Ghost {
    const { grid } = this.#rules;
    const ghost = readGhost(output.ghostQuery, prefix.cellKeys, grid);
    return place ? ghostAtPlace(ghost, place, grid) : ghost;
  }

  /** Appends a past answer from text token `held` on; returns the index after it. */
  #appendAnswer(context: NanoContext, ids: readonly number[], start: number, held: number): number {
    const { grammar, table, grid } = this.#rules;
    const ghost = context.ghostAt(start - 1)!;
    let state = grammar.start;
    let index = start;
    for (const id of ids) {
      // An answer that was stopped, or comes from another version of the model, may break off anywhere.
      if (grammar.allowed(state)[id] === 1) state = grammar.advance(state, id);
      if (index >= held) context.append(answerToken(id, index, state, table, ghost, grid));
      index += 1;
    }
    return index;
  }
}

/** What a kept ghost was cut to; questions with the same words about different places are different questions. */
function placeKey(place: PlaceCells | null): string {
  return place ? JSON.stringify(place) : '';
}

/** The place of each question at the index of its last token, where its ghost is read. */
function placesByIndex(turns: readonly ReadTurn[]): ReadonlyMap<number, string> {
  const places = new Map<number, string>();
  let index = 0;
  for (const { question, answer, place } of turns) {
    index += question.length;
    places.set(index - 1, placeKey(place));
    index += answer?.length ?? 0;
  }
  return places;
}
