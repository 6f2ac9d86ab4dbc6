import { StudioError } from '../errors/studio-error.ts';
import type { Ghost } from './ghost.ts';
import type { KeyValueCache } from './key-value-cache.ts';
import type { DecoderOutput, DecoderToken, NanoDecoder } from './nano-decoder.ts';
import { yieldToEvents } from './yield-to-events.ts';

/** Tokens a run: the WebGPU attention reads at most 31 at once, and shorter runs hear an abort sooner. */
const runLimit = 31;

/**
 * The text that a decoder has read after a photo: its tokens, their cache, and the ghosts of its questions. Tokens are
 * appended without running anything; `read` runs all that wait in one step.
 */
export class NanoContext {
  readonly #decoder: NanoDecoder;
  readonly #cache: KeyValueCache;
  readonly #photoLength: number;
  /** All tokens, those in the cache first. */
  #ids: number[] = [];
  #waiting: DecoderToken[] = [];
  #ghosts = new Map<number, { readonly ghost: Ghost; readonly place: string }>();

  constructor(decoder: NanoDecoder, cache: KeyValueCache) {
    this.#decoder = decoder;
    this.#cache = cache;
    this.#photoLength = cache.length;
  }

  /** Tokens so far: index of the next one. */
  get length(): number {
    return this.#ids.length;
  }

  /** Text tokens that fit in all. */
  get capacity(): number {
    return this.#cache.capacity - this.#photoLength;
  }

  /** The ghost read at text token `index`, if that token is still part of the text. */
  ghostAt(index: number): Ghost | undefined {
    return this.#ghosts.get(index)?.ghost;
  }

  /** `place` names what part of the ghost this is; '' is all of it. */
  keepGhost(index: number, ghost: Ghost, place: string): void {
    this.#ghosts.set(index, { ghost, place });
  }

  /**
   * How many of `ids` the cache already holds, from the first on. `places` tells for the tokens that a ghost is read at
   * which part of it is meant: the tokens after them were fed with it.
   */
  commonPrefix(ids: readonly number[], places: ReadonlyMap<number, string>): number {
    const held = this.#ids.length - this.#waiting.length;
    let count = 0;
    while (count < held && count < ids.length && this.#ids[count] === ids[count]) {
      const kept = this.#ghosts.get(count);
      if (kept && kept.place !== (places.get(count) ?? '')) break;
      count += 1;
    }
    return count;
  }

  /** Goes back to the first `count` tokens; no more than the cache holds. */
  rewind(count: number): void {
    this.#ids.length = count;
    this.#waiting = [];
    this.#cache.rewind(this.#photoLength + count);
    for (const index of this.#ghosts.keys()) if (index >= count) this.#ghosts.delete(index);
  }

  append(token: DecoderToken): void {
    this.#ids.push(token.id);
    this.#waiting.push(token);
  }

  /**
   * Runs the waiting tokens (at least one), in one step unless they are many, and gives what stands at the last.
   * @throws StudioError `aborted`, `inference-failed`; tokens that were not run still wait.
   */
  async read(signal: AbortSignal): Promise<DecoderOutput> {
    if (this.#ids.length > this.capacity) {
      throw new StudioError(
        'inference-failed',
        'This question is longer than the model can read, with what was asked before it. Ask a shorter one.',
      );
    }
    for (;;) {
      await yieldToEvents();
      if (signal.aborted) throw new StudioError('aborted', 'The answer was stopped.');
      const output = await this.#runNext();
      if (this.#waiting.length === 0) return output;
    }
  }

  async #runNext(): Promise<DecoderOutput> {
    const next = this.#waiting.slice(0, runLimit);
    try {
      const output = await this.#decoder.run(next, this.#cache);
      this.#waiting = this.#waiting.slice(next.length);
      return output;
    } catch (error) {
      throw new StudioError('inference-failed', 'The model failed while answering. Ask again.', {
        cause: error,
      });
    }
  }

  dispose(): void {
    this.#cache.dispose();
  }
}
