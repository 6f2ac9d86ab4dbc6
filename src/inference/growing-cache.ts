import type { GraphRuntime, GraphTensor, GraphTensors } from './graph-runtime.ts';
import { cacheNames, type KeyValueCache } from './key-value-cache.ts';

/**
 * A cache whose tensors [1, heads, positions, headDim] the decoder returns longer after each run. Earlier ones stay
 * valid: the photo's are kept and starting over is free. For processors' memory only.
 */
export class GrowingCache implements KeyValueCache {
  readonly capacity = Number.POSITIVE_INFINITY;
  readonly #runtime: GraphRuntime;
  readonly #names: ReturnType<typeof cacheNames>;
  readonly #photo: readonly GraphTensor[];
  #current: readonly GraphTensor[];
  readonly #photoLength: number;
  #length: number;

  /** `photo`: the encoder's `present.*` outputs, which stay the caller's and must outlive this. */
  constructor(runtime: GraphRuntime, layers: number, photo: GraphTensors) {
    this.#runtime = runtime;
    this.#names = cacheNames(layers);
    this.#photo = this.#names.map(({ present }) => photo[present]!);
    this.#current = this.#photo;
    this.#photoLength = this.#photo[0]!.dims[2]!;
    this.#length = this.#photoLength;
  }

  get length(): number {
    return this.#length;
  }

  feeds(count: number): GraphTensors {
    const total = this.#length + count;
    return {
      ...Object.fromEntries(this.#names.map(({ past }, i) => [past, this.#current[i]!])),
      seqlens_k: this.#runtime.int32([total - 1], [1]),
      total_sequence_length: this.#runtime.int32([total], []),
    };
  }

  into(): GraphTensors {
    return {};
  }

  accept(outputs: GraphTensors, count: number): void {
    this.#replace(
      this.#names.map(({ present }) => outputs[present]!),
      this.#length + count,
    );
  }

  rewind(length: number): void {
    if (length === this.#length) return;
    if (length === this.#photoLength) this.#replace(this.#photo, length);
    else
      this.#replace(
        this.#current.map((tensor) => this.#shortened(tensor, length)),
        length,
      );
  }

  dispose(): void {
    this.#replace(this.#photo, this.#photoLength);
  }

  #replace(next: readonly GraphTensor[], length: number): void {
    if (this.#current !== this.#photo) this.#runtime.release(this.#current);
    this.#current = next;
    this.#length = length;
  }

  #shortened(tensor: GraphTensor, length: number): GraphTensor {
    const [, heads, positions, width] = tensor.dims as [number, number, number, number];
    const from = tensor.floats()!;
    const to = new Float32Array(heads * length * width);
    for (let head = 0; head < heads; head += 1) {
      const start = head * positions * width;
      to.set(from.subarray(start, start + length * width), head * length * width);
    }
    return this.#runtime.floats(to, [1, heads, length, width]);
  }
}
