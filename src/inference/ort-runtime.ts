import type { InferenceSession, Tensor } from 'onnxruntime-web';
import type {
  DeviceCopy,
  GpuMemory,
  Graph,
  GraphOptions,
  GraphRuntime,
  GraphTensor,
  GraphTensors,
  RuntimeIdentity,
} from './graph-runtime.ts';
import { realmQueue } from './run-queue.ts';

/** The part of onnxruntime's API that is used; onnxruntime-web and onnxruntime-node both have it. */
export interface OrtModule {
  readonly InferenceSession: {
    create(model: Uint8Array, options?: InferenceSession.SessionOptions): Promise<InferenceSession>;
  };
  readonly Tensor: typeof Tensor;
}

export interface OrtRuntimeOptions {
  readonly ort: OrtModule;
  readonly identity: RuntimeIdentity;
  readonly session: InferenceSession.SessionOptions;
  /** The device that sessions compute on, available once the first session exists. */
  readonly gpu?: () => Promise<GPUDevice>;
}

/** COPY_SRC | COPY_DST | STORAGE of GPUBufferUsage, which Node doesn't define. */
const storageUsage = 0x4 | 0x8 | 0x80;

class OrtTensor implements GraphTensor {
  readonly tensor: Tensor;

  constructor(tensor: Tensor) {
    this.tensor = tensor;
  }

  get dims(): readonly number[] {
    return this.tensor.dims;
  }

  async readFloats(): Promise<Float32Array> {
    return (await this.tensor.getData()) as Float32Array;
  }

  floats(): Float32Array | null {
    return this.tensor.location === 'cpu' ? (this.tensor.data as Float32Array) : null;
  }
}

/**
 * A runtime over onnxruntime's public API: WebGPU in a browser, the native library in Node. Which onnxruntime it drives
 * is injected.
 */
export class OrtRuntime implements GraphRuntime {
  readonly identity: RuntimeIdentity;
  readonly gpu?: GpuMemory;
  readonly #ort: OrtModule;
  readonly #session: InferenceSession.SessionOptions;
  readonly #live = new Set<GraphTensor>();

  constructor({ ort, identity, session, gpu }: OrtRuntimeOptions) {
    this.#ort = ort;
    this.identity = identity;
    this.#session = session;
    if (gpu) {
      this.gpu = {
        allocate: (dims) => this.#allocate(gpu, dims),
        copy: (copies) => copyOnDevice(gpu, copies),
        watchLoss: (listener) => watchLoss(gpu, listener),
      };
    }
  }

  get liveTensors(): number {
    return this.#live.size;
  }

  async createGraph(model: Uint8Array, options: GraphOptions): Promise<Graph> {
    const onDevice = this.gpu ? (options.outputsOnDevice ?? []) : [];
    const session = await realmQueue.run(() =>
      this.#ort.InferenceSession.create(model, {
        ...this.#session,
        externalData: options.externalData.map(({ path, data }) => ({ path, data })),
        ...(onDevice.length > 0 && {
          preferredOutputLocation: Object.fromEntries(onDevice.map((name) => [name, 'gpu-buffer'] as const)),
        }),
      }),
    );
    return {
      inputs: session.inputNames,
      outputs: session.outputNames,
      run: (feeds, into) => this.#run(session, feeds, into),
      dispose: () => realmQueue.run(() => session.release()),
    };
  }

  floats(data: Float32Array, dims: readonly number[]): GraphTensor {
    return new OrtTensor(new this.#ort.Tensor('float32', data, dims));
  }

  int64(values: readonly number[], dims: readonly number[]): GraphTensor {
    return new OrtTensor(new this.#ort.Tensor('int64', BigInt64Array.from(values, BigInt), dims));
  }

  int32(values: readonly number[], dims: readonly number[]): GraphTensor {
    return new OrtTensor(new this.#ort.Tensor('int32', Int32Array.from(values), dims));
  }

  release(tensors: Iterable<GraphTensor>): void {
    for (const tensor of tensors) {
      if (this.#live.delete(tensor)) (tensor as OrtTensor).tensor.dispose();
    }
  }

  async #run(session: InferenceSession, feeds: GraphTensors, into: GraphTensors = {}): Promise<GraphTensors> {
    const inputs = unwrap(feeds);
    const written = unwrap(into);
    const fetches =
      Object.keys(into).length > 0
        ? Object.fromEntries(session.outputNames.map((name) => [name, written[name] ?? null]))
        : undefined;
    const outputs = await realmQueue.run(async () =>
      fetches ? await session.run(inputs, fetches) : await session.run(inputs),
    );
    const own: Record<string, GraphTensor> = {};
    for (const [name, tensor] of Object.entries(outputs)) {
      if (name in into) continue;
      const output = new OrtTensor(tensor as Tensor);
      own[name] = output;
      this.#live.add(output);
    }
    return own;
  }

  async #allocate(gpu: () => Promise<GPUDevice>, dims: readonly number[]): Promise<GraphTensor> {
    const device = await gpu();
    const size = dims.reduce((product, n) => product * n, Float32Array.BYTES_PER_ELEMENT);
    const buffer = device.createBuffer({ size, usage: storageUsage });
    const tensor = this.#ort.Tensor.fromGpuBuffer(buffer, {
      dataType: 'float32',
      dims,
      dispose: () => buffer.destroy(),
    });
    const own = new OrtTensor(tensor);
    this.#live.add(own);
    return own;
  }
}

function unwrap(tensors: GraphTensors): Record<string, Tensor> {
  return Object.fromEntries(Object.entries(tensors).map(([name, own]) => [name, (own as OrtTensor).tensor]));
}

async function copyOnDevice(gpu: () => Promise<GPUDevice>, copies: readonly DeviceCopy[]): Promise<void> {
  const device = await gpu();
  const encoder = device.createCommandEncoder();
  for (const copy of copies) {
    const from = (copy.from as OrtTensor).tensor.gpuBuffer as GPUBuffer;
    const to = (copy.to as OrtTensor).tensor.gpuBuffer as GPUBuffer;
    encoder.copyBufferToBuffer(from, copy.fromByte, to, copy.toByte, copy.bytes);
  }
  device.queue.submit([encoder.finish()]);
}

async function watchLoss(gpu: () => Promise<GPUDevice>, listener: (reason: string) => void): Promise<void> {
  const device = await gpu();
  void device.lost.then(({ reason, message }) => {
    // Releasing the last session destroys the device on purpose.
    if (reason !== 'destroyed') listener(message || 'The graphics processor stopped working.');
  });
}
