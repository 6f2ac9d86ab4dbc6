import type { InferenceSession, Tensor } from 'onnxruntime-web';
import type { DeviceKind } from '../model/segmentation-model.ts';
import { realmQueue } from './run-queue.ts';

export type GraphTensor = Tensor;

/** The part of onnxruntime's API that is used; onnxruntime-web and onnxruntime-node both have it. */
export interface OrtModule {
  readonly InferenceSession: {
    create(model: Uint8Array, options?: InferenceSession.SessionOptions): Promise<InferenceSession>;
  };
  readonly Tensor: typeof Tensor;
}

export interface GraphOptions {
  /** External weights by the file name that the graph was written with. */
  readonly externalData: readonly { readonly path: string; readonly data: Uint8Array }[];
  /** Outputs to leave in GPU buffers; ignored on processors. */
  readonly outputsOnDevice?: readonly string[];
}

export type GraphFeeds = Readonly<Record<string, GraphTensor>>;

/** A loaded ONNX graph. Outputs of `run` belong to the caller, who hands them back with `release`. */
export interface Graph {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** `into` names outputs that are written into tensors the caller owns (GPU buffers only). */
  run(feeds: GraphFeeds, into?: GraphFeeds): Promise<Readonly<Record<string, GraphTensor>>>;
  dispose(): Promise<void>;
}

export interface RuntimeIdentity {
  readonly device: DeviceKind;
  /** Adapter or processor as the platform names it; may be empty. */
  readonly deviceName: string;
  readonly threads: number;
}

/**
 * A device that runs graphs, and the books of what lives on it. The same class serves browser and Node: which
 * onnxruntime it drives is injected. All calls of the realm are queued, sessions included (see `RunQueue`).
 */
export class GraphRuntime {
  readonly identity: RuntimeIdentity;
  readonly #ort: OrtModule;
  readonly #session: InferenceSession.SessionOptions;
  readonly #gpu: (() => Promise<GPUDevice>) | null;
  readonly #live = new Set<GraphTensor>();
  #graphs = 0;

  constructor(options: {
    readonly ort: OrtModule;
    readonly identity: RuntimeIdentity;
    readonly session: InferenceSession.SessionOptions;
    /** The device that sessions compute on, available once the first session exists. */
    readonly gpu?: () => Promise<GPUDevice>;
  }) {
    this.#ort = options.ort;
    this.identity = options.identity;
    this.#session = options.session;
    this.#gpu = options.gpu ?? null;
  }

  /** Tensors that somebody still owes a `release`; 0 when nothing is open. */
  get liveTensors(): number {
    return this.#live.size;
  }

  get liveGraphs(): number {
    return this.#graphs;
  }

  /** Calls `listener` with a reason in words when the device is lost for good; after the first graph exists. */
  async watchLoss(listener: (reason: string) => void): Promise<void> {
    if (!this.#gpu) return;
    const device = await this.#gpu();
    void device.lost.then(({ reason, message }) => {
      // Releasing the last session destroys the device on purpose.
      if (reason !== 'destroyed') listener(message || 'The graphics processor stopped working.');
    });
  }

  async createGraph(model: Uint8Array, options: GraphOptions): Promise<Graph> {
    const onDevice = this.#gpu ? (options.outputsOnDevice ?? []) : [];
    const session = await realmQueue.run(() =>
      this.#ort.InferenceSession.create(model, {
        ...this.#session,
        externalData: options.externalData.map(({ path, data }) => ({ path, data })),
        ...(onDevice.length > 0 && {
          preferredOutputLocation: Object.fromEntries(onDevice.map((name) => [name, 'gpu-buffer'] as const)),
        }),
      }),
    );
    this.#graphs += 1;
    return {
      inputs: session.inputNames,
      outputs: session.outputNames,
      run: (feeds, into) => this.#run(session, feeds, into),
      dispose: async () => {
        this.#graphs -= 1;
        await realmQueue.run(() => session.release());
      },
    };
  }

  /** A tensor over memory of the caller; nothing is copied until a graph runs, and nothing needs a release. */
  floats(data: Float32Array, dims: readonly number[]): GraphTensor {
    return new this.#ort.Tensor('float32', data, dims);
  }

  int64(values: readonly number[], dims: readonly number[]): GraphTensor {
    return new this.#ort.Tensor('int64', BigInt64Array.from(values, BigInt), dims);
  }

  int32(values: readonly number[], dims: readonly number[]): GraphTensor {
    return new this.#ort.Tensor('int32', Int32Array.from(values), dims);
  }

  /** A zeroed float32 tensor in GPU memory, owned by the caller until `release`. */
  async deviceFloats(dims: readonly number[]): Promise<GraphTensor> {
    if (!this.#gpu) throw new TypeError('This runtime has no GPU memory.');
    const device = await this.#gpu();
    const size = dims.reduce((product, n) => product * n, 4);
    // Constants of GPUBufferUsage, which Node doesn't define: COPY_SRC | COPY_DST | STORAGE.
    const buffer = device.createBuffer({ size, usage: 0x4 | 0x8 | 0x80 });
    const tensor = this.#ort.Tensor.fromGpuBuffer(buffer, {
      dataType: 'float32',
      dims,
      dispose: () => buffer.destroy(),
    });
    this.#live.add(tensor);
    return tensor;
  }

  /** Copies byte ranges between GPU tensors, in the order of the device's queue. */
  async copyOnDevice(
    copies: readonly {
      readonly from: GraphTensor;
      readonly to: GraphTensor;
      readonly fromByte: number;
      readonly toByte: number;
      readonly bytes: number;
    }[],
  ): Promise<void> {
    if (!this.#gpu) throw new TypeError('This runtime has no GPU memory.');
    const device = await this.#gpu();
    const encoder = device.createCommandEncoder();
    for (const copy of copies) {
      const from = copy.from.gpuBuffer as GPUBuffer;
      const to = copy.to.gpuBuffer as GPUBuffer;
      encoder.copyBufferToBuffer(from, copy.fromByte, to, copy.toByte, copy.bytes);
    }
    device.queue.submit([encoder.finish()]);
  }

  /** Ends the caller's ownership: frees GPU memory now, and lets go of other memory. */
  release(tensors: Iterable<GraphTensor>): void {
    for (const tensor of tensors) {
      if (this.#live.delete(tensor)) tensor.dispose();
    }
  }

  async #run(
    session: InferenceSession,
    feeds: GraphFeeds,
    into: GraphFeeds = {},
  ): Promise<Readonly<Record<string, GraphTensor>>> {
    const names = Object.keys(into);
    const fetches =
      names.length > 0
        ? Object.fromEntries(session.outputNames.map((name) => [name, into[name] ?? null]))
        : undefined;
    const outputs = await realmQueue.run(async () =>
      fetches ? await session.run(feeds, fetches) : await session.run(feeds),
    );
    const own: Record<string, GraphTensor> = {};
    for (const [name, tensor] of Object.entries(outputs)) {
      if (name in into) continue;
      own[name] = tensor as GraphTensor;
      this.#live.add(tensor as GraphTensor);
    }
    return own;
  }
}
