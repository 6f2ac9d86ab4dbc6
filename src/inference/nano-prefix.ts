import type { ImagePrefix } from '../model/segmentation-model.ts';
import type { GraphRuntime, GraphTensors } from './graph-runtime.ts';
import type { NanoContext } from './nano-context.ts';
import type { PhotoNames } from './place-namer.ts';

/**
 * A photo as the decoder sees it: keys and values of its image tokens, never changed, and the cell keys for ghosts.
 * It also keeps the text read so far, so that a follow-up costs only its own words.
 */
export class NanoPrefix implements ImagePrefix {
  readonly ms: number;
  /** The encoder's `present.*` outputs by name. */
  readonly photo: GraphTensors;
  /** [grid, grid, width], row-major. */
  readonly cellKeys: Float32Array;
  /** What the photo may show, once somebody asked about a place in it. */
  names: PhotoNames | null = null;
  readonly #runtime: GraphRuntime;
  #context: NanoContext | null = null;
  #disposed = false;

  constructor(runtime: GraphRuntime, photo: GraphTensors, cellKeys: Float32Array, ms: number) {
    this.#runtime = runtime;
    this.photo = photo;
    this.cellKeys = cellKeys;
    this.ms = ms;
  }

  get disposed(): boolean {
    return this.#disposed;
  }

  get context(): NanoContext | null {
    return this.#context;
  }

  keepContext(context: NanoContext): void {
    this.dropContext();
    this.#context = context;
  }

  /** Forgets the text; the photo stays encoded. */
  dropContext(): void {
    this.#context?.dispose();
    this.#context = null;
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.dropContext();
    this.#runtime.release(Object.values(this.photo));
  }
}
