import type {
  Graph,
  GraphOptions,
  GraphRuntime,
  GraphTensor,
  GraphTensors,
  RuntimeIdentity,
} from './graph-runtime.ts';
import { elementType, type OrtWasmFactory, type OrtWasmModule } from './ort-wasm-module.ts';
import { realmQueue } from './run-queue.ts';

const pointerBytes = 4;
/** Levels of onnxruntime: all optimisations, warnings only, data in the processor's memory. */
const allOptimisations = 99;
const warnings = 2;
const processorMemory = 1;

type HostData = Float32Array | Int32Array | BigInt64Array;

/** A tensor in JavaScript's memory: copied into the heap for each run that reads it. */
class HostTensor implements GraphTensor {
  readonly dims: readonly number[];
  readonly type: number;
  readonly data: HostData;

  constructor(type: number, data: HostData, dims: readonly number[]) {
    this.type = type;
    this.data = data;
    this.dims = dims;
  }

  async readFloats(): Promise<Float32Array> {
    return this.floats();
  }

  floats(): Float32Array {
    return this.data as Float32Array;
  }
}

/** A graph's output, left where onnxruntime computed it. */
class HeapTensor implements GraphTensor {
  readonly handle: number;
  readonly dims: readonly number[];
  readonly #module: OrtWasmModule;
  readonly #data: number;

  constructor(module: OrtWasmModule, handle: number, data: number, dims: readonly number[]) {
    this.#module = module;
    this.handle = handle;
    this.#data = data;
    this.dims = dims;
  }

  async readFloats(): Promise<Float32Array> {
    return this.floats();
  }

  floats(): Float32Array {
    const length = this.dims.reduce((product, n) => product * n, 1);
    return new Float32Array(this.#module.HEAPU8.buffer, this.#data, length);
  }
}

interface Session {
  readonly handle: number;
  readonly inputs: readonly NamedPointer[];
  readonly outputs: readonly NamedPointer[];
}

interface NamedPointer {
  readonly name: string;
  readonly pointer: number;
}

/**
 * onnxruntime-web's WebAssembly driven through its C interface, so that outputs stay in its heap and can be fed to the
 * next run as they are. The public API copies every input in and every output out; for a decoder whose cache of 5 MB is
 * both, that is half of the time of a step.
 */
export class HeapRuntime implements GraphRuntime {
  readonly identity: RuntimeIdentity;
  readonly #module: OrtWasmModule;
  readonly #live = new Set<HeapTensor>();

  private constructor(module: OrtWasmModule, identity: RuntimeIdentity) {
    this.#module = module;
    this.identity = identity;
  }

  /** Instantiates the WebAssembly; `locateFile` says where the .wasm is when it isn't beside the glue script. */
  static async create(
    factory: OrtWasmFactory,
    identity: RuntimeIdentity,
    locateFile?: (file: string) => string,
  ): Promise<HeapRuntime> {
    const module = await factory({ numThreads: identity.threads, ...(locateFile && { locateFile }) });
    if (module.PTR_SIZE !== pointerBytes || typeof module._OrtRun !== 'function') {
      throw new TypeError(
        'This build of onnxruntime-web has another interface than the one this version is made for.',
      );
    }
    if (module._OrtInit(identity.threads, warnings) !== 0) throw lastError(module, 'onnxruntime can’t start');
    return new HeapRuntime(module, identity);
  }

  get liveTensors(): number {
    return this.#live.size;
  }

  async createGraph(model: Uint8Array, { externalData }: GraphOptions): Promise<Graph> {
    const session = await realmQueue.run(() => this.#createSession(model, externalData));
    return {
      inputs: session.inputs.map(({ name }) => name),
      outputs: session.outputs.map(({ name }) => name),
      run: (feeds) => realmQueue.run(() => this.#run(session, feeds)),
      dispose: () => realmQueue.run(async () => this.#releaseSession(session)),
    };
  }

  floats(data: Float32Array, dims: readonly number[]): GraphTensor {
    return new HostTensor(elementType.float32, data, dims);
  }

  int64(values: readonly number[], dims: readonly number[]): GraphTensor {
    return new HostTensor(elementType.int64, BigInt64Array.from(values, BigInt), dims);
  }

  int32(values: readonly number[], dims: readonly number[]): GraphTensor {
    return new HostTensor(elementType.int32, Int32Array.from(values), dims);
  }

  release(tensors: Iterable<GraphTensor>): void {
    for (const tensor of tensors) {
      if (tensor instanceof HeapTensor && this.#live.delete(tensor))
        this.#module._OrtReleaseTensor(tensor.handle);
    }
  }

  async #createSession(model: Uint8Array, externalData: GraphOptions['externalData']): Promise<Session> {
    const module = this.#module;
    const bytes = module._malloc(model.length);
    if (bytes === 0) throw new RangeError('There is not enough memory for the model.');
    const options = module._OrtCreateSessionOptions(
      allOptimisations,
      true,
      true,
      0,
      false,
      0,
      0,
      warnings,
      0,
      0,
    );
    try {
      if (options === 0) throw lastError(module, 'session options can’t be made');
      module.HEAPU8.set(model, bytes);
      for (const { path, data } of externalData) module.mountExternalData(path, data);
      const handle = await module._OrtCreateSession(bytes, model.length, options);
      if (handle === 0) throw lastError(module, 'the graph can’t be loaded');
      return { handle, ...this.#readNames(handle) };
    } finally {
      module.unmountExternalData();
      if (options !== 0) module._OrtReleaseSessionOptions(options);
      module._free(bytes);
    }
  }

  #readNames(session: number): Pick<Session, 'inputs' | 'outputs'> {
    const module = this.#module;
    return this.#onStack(2, (pair) => {
      const second = pair + pointerBytes;
      check(module, module._OrtGetInputOutputCount(session, pair, second), 'the graph can’t be read');
      const inputs = module.getValue(pair, 'i32');
      const outputs = module.getValue(second, 'i32');
      const names = Array.from({ length: inputs + outputs }, (_, index): NamedPointer => {
        const code = module._OrtGetInputOutputMetadata(session, index, pair, second);
        check(module, code, 'the graph can’t be read');
        const pointer = module.getValue(pair, '*');
        module._OrtFree(module.getValue(second, '*'));
        return { name: module.UTF8ToString(pointer), pointer };
      });
      return { inputs: names.slice(0, inputs), outputs: names.slice(inputs) };
    });
  }

  #releaseSession({ handle, inputs, outputs }: Session): void {
    for (const { pointer } of [...inputs, ...outputs]) this.#module._OrtFree(pointer);
    this.#module._OrtReleaseSession(handle);
  }

  async #run(session: Session, feeds: GraphTensors): Promise<GraphTensors> {
    const module = this.#module;
    const { inputs, outputs } = session;
    const borrowed: { readonly handle: number; readonly data: number }[] = [];
    const stack = module.stackSave();
    try {
      const table = (count: number) => module.stackAlloc(count * pointerBytes);
      const [inputNames, inputValues] = [table(inputs.length), table(inputs.length)];
      const [outputNames, outputValues] = [table(outputs.length), table(outputs.length)];
      for (const [index, { name, pointer }] of inputs.entries()) {
        const tensor = feeds[name];
        if (!tensor) throw new TypeError(`The graph’s input ${name} is missing.`);
        let handle: number;
        if (tensor instanceof HeapTensor) handle = tensor.handle;
        else {
          const copy = this.#copyIn(tensor as HostTensor);
          borrowed.push(copy);
          handle = copy.handle;
        }
        module.setValue(inputNames + index * pointerBytes, pointer, '*');
        module.setValue(inputValues + index * pointerBytes, handle, '*');
      }
      for (const [index, { pointer }] of outputs.entries()) {
        module.setValue(outputNames + index * pointerBytes, pointer, '*');
        module.setValue(outputValues + index * pointerBytes, 0, '*');
      }
      const code = await module._OrtRun(
        session.handle,
        inputNames,
        inputValues,
        inputs.length,
        outputNames,
        outputs.length,
        outputValues,
        0,
      );
      check(module, code, 'the graph failed');
      return Object.fromEntries(
        outputs.map(({ name }, index) => [
          name,
          this.#adopt(module.getValue(outputValues + index * pointerBytes, '*')),
        ]),
      );
    } finally {
      for (const { handle, data } of borrowed) {
        module._OrtReleaseTensor(handle);
        module._free(data);
      }
      module.stackRestore(stack);
    }
  }

  #copyIn({ type, data, dims }: HostTensor): { readonly handle: number; readonly data: number } {
    const module = this.#module;
    const pointer = module._malloc(Math.max(1, data.byteLength));
    if (pointer === 0) throw new RangeError('There is not enough memory to run the model.');
    module.HEAPU8.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), pointer);
    const handle = this.#onStack(dims.length, (shape) => {
      for (const [axis, size] of dims.entries()) module.setValue(shape + axis * pointerBytes, size, 'i32');
      return module._OrtCreateTensor(type, pointer, data.byteLength, shape, dims.length, processorMemory);
    });
    if (handle === 0) {
      module._free(pointer);
      throw lastError(module, 'an input can’t be made');
    }
    return { handle, data: pointer };
  }

  #adopt(handle: number): HeapTensor {
    const module = this.#module;
    const tensor = this.#onStack(4, (out) => {
      const [type, data, dims, count] = [0, 1, 2, 3].map((slot) => out + slot * pointerBytes) as [
        number,
        number,
        number,
        number,
      ];
      check(module, module._OrtGetTensorData(handle, type, data, dims, count), 'an output can’t be read');
      const shape = module.getValue(dims, '*');
      const sizes = Array.from({ length: module.getValue(count, 'i32') }, (_, axis) =>
        module.getValue(shape + axis * pointerBytes, 'i32'),
      );
      module._OrtFree(shape);
      return new HeapTensor(module, handle, module.getValue(data, '*'), sizes);
    });
    this.#live.add(tensor);
    return tensor;
  }

  #onStack<T>(slots: number, use: (pointer: number) => T): T {
    const stack = this.#module.stackSave();
    try {
      return use(this.#module.stackAlloc(Math.max(1, slots) * pointerBytes));
    } finally {
      this.#module.stackRestore(stack);
    }
  }
}

function check(module: OrtWasmModule, code: number, what: string): void {
  if (code !== 0) throw lastError(module, what);
}

function lastError(module: OrtWasmModule, what: string): Error {
  const stack = module.stackSave();
  try {
    const pair = module.stackAlloc(2 * pointerBytes);
    module._OrtGetLastError(pair, pair + pointerBytes);
    const message = module.getValue(pair + pointerBytes, '*');
    return new Error(`onnxruntime: ${what}: ${message ? module.UTF8ToString(message) : 'no reason given'}`);
  } finally {
    module.stackRestore(stack);
  }
}
