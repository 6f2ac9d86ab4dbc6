import type { GrammarState } from '../text4seg/answer-grammar.ts';
import { symbol, symbolMask, type TokenTable, tag } from '../text4seg/token-table.ts';
import type { Ghost } from './ghost.ts';
import { writeProfileFeedback, writeRowFeedback } from './ghost-feedback.ts';
import type { DecoderToken } from './nano-decoder.ts';
import { firstTextTime, textPlace } from './rotary-table.ts';

/** A token of the question: in the middle of the canvas, without feedback. `index` counts text tokens from 0. */
export function promptToken(id: number, index: number): DecoderToken {
  return { id, place: { t: firstTextTime + index, h: textPlace, w: textPlace }, feedback: null };
}

/**
 * A token of an answer. `<seg>` and bricks stand on the cell that comes next, all
 * others in the middle. `state` is the grammar's after the token.
 */
export function answerToken(
  id: number,
  index: number,
  state: GrammarState,
  table: TokenTable,
  ghost: Ghost,
  grid: number,
): DecoderToken {
  const t = firstTextTime + index;
  const feedback = new Float32Array(3 * grid);
  if (!standsOnCanvas(id, state, table)) {
    writeProfileFeedback(feedback, ghost);
    return { id, place: { t, h: textPlace, w: textPlace }, feedback };
  }
  writeRowFeedback(feedback, ghost, grid, state);
  return { id, place: { t, h: state.y, w: state.x }, feedback };
}

function standsOnCanvas(id: number, { phase }: GrammarState, table: TokenTable): boolean {
  if (phase !== 'run' && phase !== 'segment-end') return false;
  if (id === table.tags[tag.segmentOpen]) return true;
  const kind = table.codes[id]! & symbolMask;
  return kind === symbol.foreground || kind === symbol.background;
}
