import type { BrickChoice, Manifest } from '../model/manifest.ts';
import type { GrammarState, WritingGrammar } from '../text4seg/answer-grammar.ts';
import { guidedRun } from '../text4seg/guided-run.ts';
import { medianRun } from '../text4seg/median-run.ts';
import type { TokenTable } from '../text4seg/token-table.ts';

export interface TokenChoice {
  readonly id: number;
  /** Natural logarithm of the token's probability among the tokens that the grammar allows. */
  readonly logProbability: number;
}

export interface ChoiceRules {
  readonly grammar: WritingGrammar;
  readonly table: TokenTable;
  readonly grid: number;
  readonly decoding: Manifest['decoding'];
  readonly noneId: number;
}

/** What a choice may look at besides the logits. */
export interface ChoiceContext {
  readonly state: GrammarState;
  /** Logits [grid * grid] that guide bricks. */
  readonly ghostLogits: Float32Array;
  /** Highest probability of the answer's ghost. */
  readonly ghostPeak: number;
}

/**
 * The package's own decision rule: greedy among what the grammar allows; bricks by cells, box sides by the manifest's
 * quantile if it has one. `logits` [vocabulary] is changed.
 */
export function chooseToken(rules: ChoiceRules, context: ChoiceContext, logits: Float32Array): TokenChoice {
  const { decoding, noneId } = rules;
  const { phase } = context.state;
  const allowed = rules.grammar.allowed(context.state);
  if (phase === 'start') {
    const { slope, pivot } = decoding.noneGhost;
    logits[noneId]! += decoding.noneBias + slope * (pivot - context.ghostPeak);
  }
  let id: number;
  if (phase === 'run') id = chooseBrick(rules, context, logits);
  else if (decoding.boxQuantile !== null && (phase === 'x1' || phase === 'y1')) {
    id = chooseEdge(rules.table, allowed, logits, decoding.boxQuantile);
  } else if (decoding.boxQuantile !== null && (phase === 'x2' || phase === 'y2')) {
    id = chooseEdge(rules.table, allowed, logits, 1 - decoding.boxQuantile);
  } else id = argmax(logits, allowed);
  return { id, logProbability: logits[id]! - logSumExp(logits, allowed) };
}

function chooseBrick(rules: ChoiceRules, context: ChoiceContext, logits: Float32Array): number {
  const { grammar, table, grid } = rules;
  const choice: BrickChoice = rules.decoding.choice;
  const { state, ghostLogits } = context;
  if (choice.kind === 'argmax') return argmax(logits, grammar.allowed(state));
  const left = grammar.cellsLeftInRow(state);
  const runs = runLogits(table, logits);
  const run =
    choice.kind === 'median'
      ? medianRun(runs, left)
      : guidedRun(runs, left, ghostLogits, state.y * grid + state.x, choice.weight);
  if (run > 0) return table.foreground[run]!;
  // A choice by cells knows the row but not a cell that must be foreground.
  const background = Math.min(-run, grammar.backgroundLeft(state));
  return background > 0 ? table.background[background]! : table.foreground[1]!;
}

/** Logits of fg1.., then of bg1.., as the choice by cells reads them. */
function runLogits(table: TokenTable, logits: Float32Array): Float32Array {
  const count = table.foreground.length - 1;
  const runs = new Float32Array(2 * count);
  for (let run = 1; run <= count; run += 1) {
    runs[run - 1] = logits[table.foreground[run]!]!;
    runs[count + run - 1] = logits[table.background[run]!]!;
  }
  return runs;
}

/** The first allowed bin at which the sum of probabilities reaches `quantile`. */
function chooseEdge(table: TokenTable, allowed: Uint8Array, logits: Float32Array, quantile: number): number {
  const bins = [...table.bins].filter((id) => id >= 0 && allowed[id]);
  const total = logSumExp(logits, allowed);
  let sum = 0;
  for (const id of bins) {
    sum += Math.exp(logits[id]! - total);
    if (sum >= quantile) return id;
  }
  return bins[bins.length - 1]!;
}

function argmax(logits: Float32Array, allowed: Uint8Array): number {
  let best = -1;
  for (let id = 0; id < allowed.length; id += 1) {
    if (allowed[id] && (best < 0 || logits[id]! > logits[best]!)) best = id;
  }
  return best;
}

function logSumExp(logits: Float32Array, allowed: Uint8Array): number {
  const highest = logits[argmax(logits, allowed)]!;
  let sum = 0;
  for (let id = 0; id < allowed.length; id += 1) {
    if (allowed[id]) sum += Math.exp(logits[id]! - highest);
  }
  return highest + Math.log(sum);
}
