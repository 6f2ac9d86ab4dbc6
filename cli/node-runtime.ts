import os from 'node:os';
import { GraphRuntime, type OrtModule } from '../src/inference/graph-runtime.ts';

/**
 * onnxruntime for Node. The native library is three times as fast as WASM and gives the same answers (the golden test
 * runs on both); where it has no build for the machine, onnxruntime-web's WASM takes over.
 */
export async function createNodeRuntime(
  options: { readonly engine?: 'native' | 'wasm'; readonly threads?: number } = {},
): Promise<GraphRuntime> {
  const threads = options.threads ?? Math.min(4, os.availableParallelism());
  const native = options.engine === 'wasm' ? null : await importNative();
  const deviceName = os.cpus()[0]?.model ?? '';
  const identity = { device: 'node', deviceName, threads } as const;
  if (native) {
    const session = { executionProviders: ['cpu'], intraOpNumThreads: threads };
    return new GraphRuntime({ ort: native, identity, session });
  }
  const ort = await import('onnxruntime-web');
  ort.env.wasm.numThreads = threads;
  return new GraphRuntime({ ort: ort as OrtModule, identity, session: { executionProviders: ['wasm'] } });
}

async function importNative(): Promise<OrtModule | null> {
  try {
    return (await import('onnxruntime-node')) as unknown as OrtModule;
  } catch {
    return null;
  }
}
