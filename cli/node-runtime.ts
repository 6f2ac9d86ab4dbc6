import os from 'node:os';
import type { GraphRuntime } from '../src/inference/graph-runtime.ts';
import { HeapRuntime } from '../src/inference/heap-runtime.ts';
import { type OrtModule, OrtRuntime } from '../src/inference/ort-runtime.ts';
import type { OrtWasmFactory } from '../src/inference/ort-wasm-module.ts';

/**
 * onnxruntime for Node. The native library is faster than WASM and gives the same answers (the golden test runs on
 * both); where it has no build for the machine, the browser's WASM takes over.
 */
export async function createNodeRuntime(
  options: { readonly engine?: 'native' | 'wasm'; readonly threads?: number } = {},
): Promise<GraphRuntime> {
  // A decoder step is too short to share: a second thread only waits for the first, and burns its core doing so.
  const threads = options.threads ?? 1;
  const identity = { device: 'node', deviceName: os.cpus()[0]?.model ?? '', threads } as const;
  const native = options.engine === 'wasm' ? null : await importNative();
  if (native) {
    const session = { executionProviders: ['cpu'], intraOpNumThreads: threads };
    return new OrtRuntime({ ort: native, identity, session });
  }
  // Resolved by name at run time: the glue script comes without types.
  const glue = import.meta.resolve('onnxruntime-web/ort-wasm-simd-threaded.mjs');
  const { default: factory } = (await import(glue)) as { readonly default: OrtWasmFactory };
  return HeapRuntime.create(factory, identity);
}

async function importNative(): Promise<OrtModule | null> {
  try {
    return (await import('onnxruntime-node')) as unknown as OrtModule;
  } catch {
    return null;
  }
}
