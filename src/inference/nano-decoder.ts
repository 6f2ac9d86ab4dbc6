import type { Manifest } from '../model/manifest.ts';
import type { Graph, GraphRuntime, GraphTensors } from './graph-runtime.ts';
import type { KeyValueCache } from './key-value-cache.ts';
import { rotaryTable, type TokenPlace } from './rotary-table.ts';

/** One token as the decoder reads it. */
export interface DecoderToken {
  readonly id: number;
  readonly place: TokenPlace;
  /** Ghost feedback, or null for tokens that get none (the prompt's). */
  readonly feedback: Float32Array | null;
}

export interface DecoderOutput {
  /** Logits of the token after the last one, one a vocabulary entry. */
  readonly logits: Float32Array;
  /** Ghost query read at the last token; the cell keys' width and a bias. */
  readonly ghostQuery: Float32Array;
}

/** The decoder graph of text4seg-nano: T tokens after what a cache holds, in one run. */
export class NanoDecoder {
  readonly #runtime: GraphRuntime;
  readonly #graph: Graph;
  readonly #rotary: Manifest['rotary'];
  readonly #feedbackWidth: number;
  #runs = 0;

  constructor(runtime: GraphRuntime, graph: Graph, manifest: Manifest) {
    this.#runtime = runtime;
    this.#graph = graph;
    this.#rotary = manifest.rotary;
    this.#feedbackWidth = manifest.feedback?.width ?? 0;
  }

  /** Runs of the graph so far. */
  get runs(): number {
    return this.#runs;
  }

  /** Appends `tokens` (at least one) to the cache and reads the outputs at the last of them. */
  async run(tokens: readonly DecoderToken[], cache: KeyValueCache): Promise<DecoderOutput> {
    const feeds = { ...this.#tokenFeeds(tokens), ...cache.feeds(tokens.length) };
    const outputs = await this.#graph.run(feeds, cache.into());
    this.#runs += 1;
    const { logits, ghost_query: query, ...presents } = outputs;
    cache.accept(presents, tokens.length);
    const result = {
      logits: lastRow(await logits!.readFloats(), logits!.dims),
      ghostQuery: lastRow(await query!.readFloats(), query!.dims),
    };
    this.#runtime.release([logits!, query!]);
    return result;
  }

  #tokenFeeds(tokens: readonly DecoderToken[]): GraphTensors {
    const runtime = this.#runtime;
    const count = tokens.length;
    const width = this.#feedbackWidth;
    const { cos, sin, pairs } = rotaryTable(
      tokens.map((token) => token.place),
      this.#rotary,
    );
    const feedback = new Float32Array(count * width);
    const mask = new Float32Array(count);
    tokens.forEach((token, index) => {
      if (!token.feedback) return;
      feedback.set(token.feedback, index * width);
      mask[index] = 1;
    });
    return {
      input_ids: runtime.int64(
        tokens.map((token) => token.id),
        [1, count],
      ),
      cos: runtime.floats(cos, [1, count, pairs]),
      sin: runtime.floats(sin, [1, count, pairs]),
      feedback: runtime.floats(feedback, [1, count, width]),
      feedback_mask: runtime.floats(mask, [1, count, 1]),
    };
  }
}

/** A copy, so that the whole output can be freed. */
function lastRow(data: Float32Array, dims: readonly number[]): Float32Array {
  return data.slice(data.length - dims[dims.length - 1]!);
}
