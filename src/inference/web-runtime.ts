import type { GraphRuntime } from './graph-runtime.ts';
import { HeapRuntime } from './heap-runtime.ts';
import { type OrtModule, OrtRuntime } from './ort-runtime.ts';
import type { OrtWasmFactory } from './ort-wasm-module.ts';

/** Same-origin absolute addresses of onnxruntime's glue script and its WebAssembly. */
export interface RuntimeAssets {
  readonly mjs: string;
  readonly wasm: string;
}

export type WebDevice = 'webgpu' | 'wasm';

/** Threads for WASM: half of the cores, at most four; one where the page isn't cross-origin isolated. */
function wasmThreads(): number {
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
  if (device === 'wasm') {
    // The glue script is imported from its own address, so that its threads load it and not this worker again.
    const glue = (await import(/* @vite-ignore */ assets.mjs)) as { readonly default: OrtWasmFactory };
    return HeapRuntime.create(
      glue.default,
      { device, deviceName, threads: wasmThreads() },
      () => assets.wasm,
    );
  }
  const ort = await import('onnxruntime-web/webgpu');
  ort.env.wasm.wasmPaths = { mjs: assets.mjs, wasm: assets.wasm };
  ort.env.wasm.numThreads = 1;
  const identity = { device, deviceName, threads: 1 } as const;
  return new OrtRuntime({
    ort: ort as OrtModule,
    identity,
    session: { executionProviders: [{ name: 'webgpu' }], graphOptimizationLevel: 'all' },
    gpu: async () => (await ort.env.webgpu.device) as GPUDevice,
  });
}
