import type { Naming } from '../model/manifest.ts';
import type { PlaceCells } from '../text4seg/place-cells.ts';
import { promptToken } from './answer-sequence.ts';
import type { Ghost } from './ghost.ts';
import { readGhost } from './ghost.ts';
import type { NanoContext } from './nano-context.ts';
import type { NanoPrefix } from './nano-prefix.ts';
import type { NanoVocabulary } from './nano-vocabulary.ts';

/** What a photo may show: names with their likelihood in the photo and, once looked for, where their ghost is. */
export interface PhotoNames {
  readonly candidates: readonly { readonly name: string; readonly likelihood: number }[];
  readonly ghosts: NameGhost[];
}

interface NameGhost {
  readonly logits: Float32Array;
  /** Logarithm of the ghost's size in cells. */
  readonly logSize: number;
}

export interface PlaceNamerOptions {
  readonly naming: Naming;
  readonly vocabulary: NanoVocabulary;
  readonly grid: number;
  /** Numbers of a token's feedback. */
  readonly feedbackWidth: number;
}

/**
 * Finds the name of what is at a place of a photo. The model can't be asked that, but every question it can be asked
 * gives a ghost: so the likeliest names of the photo are asked for one after the other, only as far as the ghost, and
 * the name is taken whose ghost is at the place and not much elsewhere. What was found is kept with the photo: another
 * place of it costs no model step.
 */
export class PlaceNamer {
  readonly #options: PlaceNamerOptions;
  /** First token of each name. */
  readonly #firstTokens: readonly number[];

  constructor(options: PlaceNamerOptions) {
    const { naming, vocabulary } = options;
    this.#options = options;
    this.#firstTokens = naming.names.map((name) => vocabulary.tokenizer.encode(name)[0]!);
  }

  /** The question that asks for a name. */
  question(name: string): string {
    return this.#options.naming.question.replace('{name}', name);
  }

  /**
   * The name of what is at the place, or null where no name's ghost reaches it. `context` is the photo's and loses the
   * conversation it held, if any step is needed.
   * @throws StudioError `aborted` within one step, `inference-failed`; what was found until then is kept.
   */
  async nameAt(
    prefix: NanoPrefix,
    context: NanoContext,
    place: PlaceCells,
    signal: AbortSignal,
  ): Promise<string | null> {
    const names = prefix.names ?? (await this.#screen(context, signal));
    prefix.names = names;
    for (const { name } of names.candidates.slice(names.ghosts.length)) {
      names.ghosts.push(await this.#lookFor(name, prefix, context, signal));
    }
    const { placeWeight, sizeWeight, leastLogit } = this.#options.naming;
    let best: string | null = null;
    let highest = Number.NEGATIVE_INFINITY;
    names.candidates.forEach(({ name, likelihood }, index) => {
      const { logits, logSize } = names.ghosts[index]!;
      const logit = logitAt(logits, place, this.#options.grid);
      const score = likelihood + placeWeight * logit - sizeWeight * logSize;
      if (logit < leastLogit || score <= highest) return;
      best = name;
      highest = score;
    });
    return best;
  }

  /** The likeliest names of a photo: how probable each is, on average, as the label of an answer about all of it. */
  async #screen(context: NanoContext, signal: AbortSignal): Promise<PhotoNames> {
    const { naming, vocabulary, feedbackWidth } = this.#options;
    const likelihoods = naming.names.map(() => 0);
    for (const prompt of naming.screens) {
      const { question } = vocabulary.prompt.turn({ prompt });
      context.rewind(0);
      for (const [index, id] of question.entries()) context.append(promptToken(id, index));
      // The label is asked for before any ghost is known: the feedback of an empty one.
      const feedback = new Float32Array(feedbackWidth);
      context.append({ ...promptToken(vocabulary.special.ref!, question.length), feedback });
      const { logits } = await context.read(signal);
      const total = logSumExp(this.#firstTokens.map((id) => logits[id]!));
      this.#firstTokens.forEach((id, index) => {
        likelihoods[index]! += (logits[id]! - total) / naming.screens.length;
      });
    }
    const candidates = naming.names
      .map((name, index) => ({ name, likelihood: likelihoods[index]! }))
      .sort((a, b) => b.likelihood - a.likelihood)
      .slice(0, naming.candidates);
    return { candidates, ghosts: [] };
  }

  async #lookFor(
    name: string,
    prefix: NanoPrefix,
    context: NanoContext,
    signal: AbortSignal,
  ): Promise<NameGhost> {
    const { vocabulary, grid } = this.#options;
    const { question } = vocabulary.prompt.turn({ prompt: this.question(name) });
    context.rewind(0);
    for (const [index, id] of question.entries()) context.append(promptToken(id, index));
    const { ghostQuery } = await context.read(signal);
    const ghost = readGhost(ghostQuery, prefix.cellKeys, grid);
    return { logits: ghost.logits, logSize: Math.log(1 + sizeOf(ghost)) };
  }
}

/** A ghost's logit at a point; in a box the mean of its upper half there, since things seldom fill their box. */
function logitAt(logits: Float32Array, place: PlaceCells, grid: number): number {
  if (place.kind === 'point') return logits[place.y * grid + place.x]!;
  const rows = Array.from({ length: place.y2 - place.y1 }, (_, row) => {
    const start = (place.y1 + row) * grid;
    return logits.subarray(start + place.x1, start + place.x2);
  });
  const inside = Float32Array.from(rows.flatMap((row) => [...row])).sort();
  const upper = inside.subarray(inside.length >> 1);
  return upper.reduce((sum, logit) => sum + logit, 0) / upper.length;
}

function sizeOf({ probabilities }: Ghost): number {
  return probabilities.reduce((sum, probability) => sum + probability, 0);
}

function logSumExp(values: readonly number[]): number {
  const highest = Math.max(...values);
  return highest + Math.log(values.reduce((sum, value) => sum + Math.exp(value - highest), 0));
}
