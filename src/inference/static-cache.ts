import type { GraphRuntime, GraphTensor, GraphTensors } from './graph-runtime.ts';
import { cacheNames, type KeyValueCache } from './key-value-cache.ts';

const floatBytes = 4;

/**
 * A cache of GPU buffers of a fixed `capacity` which the decoder reads and writes in place: nothing is allocated or
 * read back while decoding, and going back is a smaller length. The photo's positions come first and are never
 * written again.
 */
export class StaticCache implements KeyValueCache {
  readonly capacity: number;
  readonly #runtime: GraphRuntime;
  readonly #names: ReturnType<typeof cacheNames>;
  readonly #buffers: readonly GraphTensor[];
  #length: number;

  private constructor(
    runtime: GraphRuntime,
    names: ReturnType<typeof cacheNames>,
    buffers: readonly GraphTensor[],
    capacity: number,
    length: number,
  ) {
    this.#runtime = runtime;
    this.#names = names;
    this.#buffers = buffers;
    this.capacity = capacity;
    this.#length = length;
  }

  /** Copies the encoder's `present.*` outputs (GPU tensors [1, heads, positions, headDim]) in; they stay the caller's. */
  static async fromPhoto(
    runtime: GraphRuntime,
    layers: number,
    capacity: number,
    photo: GraphTensors,
  ): Promise<StaticCache> {
    const { gpu } = runtime;
    if (!gpu) throw new TypeError('A static cache needs GPU memory.');
    const names = cacheNames(layers);
    const sources = names.map(({ present }) => photo[present]!);
    const [, heads, positions, width] = sources[0]!.dims as [number, number, number, number];
    const buffers: GraphTensor[] = [];
    for (const _ of sources) buffers.push(await gpu.allocate([1, heads, capacity, width]));
    const bytes = positions * width * floatBytes;
    const copies = sources.flatMap((from, index) =>
      Array.from({ length: heads }, (_, head) => ({
        from,
        to: buffers[index]!,
        fromByte: head * bytes,
        toByte: head * capacity * width * floatBytes,
        bytes,
      })),
    );
    await gpu.copy(copies);
    return new StaticCache(runtime, names, buffers, capacity, positions);
  }

  get length(): number {
    return this.#length;
  }

  feeds(count: number): GraphTensors {
    const total = this.#length + count;
    return {
      ...Object.fromEntries(this.#names.map(({ past }, i) => [past, this.#buffers[i]!])),
      seqlens_k: this.#runtime.int32([total - 1], [1]),
      total_sequence_length: this.#runtime.int32([total], []),
    };
  }

  into(): GraphTensors {
    return Object.fromEntries(this.#names.map(({ present }, i) => [present, this.#buffers[i]!]));
  }

  accept(_outputs: GraphTensors, count: number): void {
    this.#length += count;
  }

  rewind(length: number): void {
    this.#length = length;
  }

  dispose(): void {
    this.#runtime.release(this.#buffers);
  }
}
