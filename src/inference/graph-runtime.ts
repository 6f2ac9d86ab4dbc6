import type { DeviceKind } from '../model/segmentation-model.ts';

/** Values that a graph reads or writes, wherever they live. */
export interface GraphTensor {
  readonly dims: readonly number[];
  /** The values of a float tensor, waiting for the device if it must. Valid until the tensor is released. */
  readFloats(): Promise<Float32Array>;
  /** The same without waiting; null for a tensor on a GPU. */
  floats(): Float32Array | null;
}

export interface GraphOptions {
  /** External weights by the file name that the graph was written with. */
  readonly externalData: readonly { readonly path: string; readonly data: Uint8Array }[];
  /** Outputs to leave in GPU buffers; ignored on processors. */
  readonly outputsOnDevice?: readonly string[];
}

export type GraphTensors = Readonly<Record<string, GraphTensor>>;

/** A loaded ONNX graph. Outputs of `run` belong to the caller, who hands them back with `release`. */
export interface Graph {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** `into` names outputs that are written into tensors the caller owns (GPU memory only). */
  run(feeds: GraphTensors, into?: GraphTensors): Promise<GraphTensors>;
  dispose(): Promise<void>;
}

export interface RuntimeIdentity {
  readonly device: DeviceKind;
  /** Adapter or processor as the platform names it; may be empty. */
  readonly deviceName: string;
  readonly threads: number;
}

/** Copies between GPU tensors, in bytes. */
export interface DeviceCopy {
  readonly from: GraphTensor;
  readonly to: GraphTensor;
  readonly fromByte: number;
  readonly toByte: number;
  readonly bytes: number;
}

/**
 * A device that runs graphs, and the books of what lives on it. All calls of the realm are queued, sessions included
 * (see `RunQueue`).
 */
export interface GraphRuntime {
  readonly identity: RuntimeIdentity;
  /** Tensors that somebody still owes a `release`; 0 when nothing is open. */
  readonly liveTensors: number;
  createGraph(model: Uint8Array, options: GraphOptions): Promise<Graph>;
  /** A tensor over memory of the caller; nothing is copied until a graph runs, and nothing needs a release. */
  floats(data: Float32Array, dims: readonly number[]): GraphTensor;
  int64(values: readonly number[], dims: readonly number[]): GraphTensor;
  int32(values: readonly number[], dims: readonly number[]): GraphTensor;
  /** Ends the caller's ownership of outputs and device tensors; others are ignored. */
  release(tensors: Iterable<GraphTensor>): void;
  /** Present where tensors can stay in GPU memory. */
  readonly gpu?: GpuMemory;
}

export interface GpuMemory {
  /** A zeroed float32 tensor, owned by the caller until `release`. */
  allocate(dims: readonly number[]): Promise<GraphTensor>;
  /** Copies in the order of the device's queue. */
  copy(copies: readonly DeviceCopy[]): Promise<void>;
  /** Calls `listener` with a reason in words when the device is lost for good; after the first graph exists. */
  watchLoss(listener: (reason: string) => void): Promise<void>;
}
