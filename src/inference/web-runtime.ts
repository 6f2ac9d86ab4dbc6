import type { InferenceSession } from 'onnxruntime-web';
import { GraphRuntime, type OrtModule } from './graph-runtime.ts';

/** Same-origin absolute addresses of onnxruntime's glue script and its WebAssembly. */
export interface RuntimeAssets {
  readonly mjs: string;
  readonly wasm: string;
}

export type WebDevice = 'webgpu' | 'wasm';

/** Threads for WASM: half of the cores, at most four; one where the page isn't cross-origin isolated. */
export function wasmThreads(): number {
  const isolated = (globalThis as { crossOriginIsolated?: boolean }).crossOriginIsolated === true;
  return isolated ? Math.min(4, Math.ceil((globalThis.navigator?.hardwareConcurrency ?? 1) / 2)) : 1;
}

/**
 * onnxruntime-web in this realm. The two devices use different builds, each loaded on demand: the one without WebGPU is
 * half the size and faster on processors. One initialisation a realm: after a failure the worker must be replaced.
 */
export async function createWebRuntime(
  device: WebDevice,
  deviceName: string,
  assets: RuntimeAssets,
): Promise<GraphRuntime> {
  const ort =
    device === 'webgpu' ? await import('onnxruntime-web/webgpu') : await import('onnxruntime-web/wasm');
  const threads = device === 'webgpu' ? 1 : wasmThreads();
  // Set before the first session and by full address: threads then load the glue script and not this worker again.
  ort.env.wasm.wasmPaths = { mjs: assets.mjs, wasm: assets.wasm };
  ort.env.wasm.numThreads = threads;
  ort.env.wasm.proxy = false;
  const provider: InferenceSession.ExecutionProviderConfig =
    device === 'webgpu' ? { name: 'webgpu' } : { name: 'wasm' };
  return new GraphRuntime({
    ort: ort as OrtModule,
    identity: { device, deviceName, threads },
    session: { executionProviders: [provider], graphOptimizationLevel: 'all' },
    ...(device === 'webgpu' && { gpu: async () => (await ort.env.webgpu.device) as GPUDevice }),
  });
}
