import glueAsyncify from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url';
import wasmAsyncify from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import glue from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import wasm from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import { probeGpu } from '../inference/device-plan.ts';
import { BrowserSelfTestRecords } from '../inference/self-test-records.ts';
import { createWebRuntime } from '../inference/web-runtime.ts';
import { BrowserPackageCache } from '../model/browser-package-cache.ts';
import { HttpPackageReader } from '../model/http-package-reader.ts';
import { bitmapPixels } from './bitmap-pixels.ts';
import { guardWorker, isRuntimeThread, type WorkerScope } from './guard-worker.ts';
import { InferenceService } from './inference-service.ts';
import type { InferenceReply, InferenceRequest } from './protocol.ts';

/** Entry of the inference worker: gives the service the browser's own means. */
const scope = globalThis as unknown as WorkerScope<InferenceRequest, InferenceReply>;

const absolute = (address: string) => new URL(address, import.meta.url).href;
const assets = {
  webgpu: { mjs: absolute(glueAsyncify), wasm: absolute(wasmAsyncify) },
  wasm: { mjs: absolute(glue), wasm: absolute(wasm) },
};
/** Missing in insecure contexts and in some private windows. */
const storage: CacheStorage | undefined = globalThis.caches;

if (!isRuntimeThread(scope)) {
  const service = new InferenceService({
    post: (reply) => scope.postMessage(reply),
    openReader: (packageUrl) => new HttpPackageReader(packageUrl),
    openCache: (packageUrl) =>
      storage ? new BrowserPackageCache(storage, new URL(packageUrl).pathname) : null,
    probeGpu: () => probeGpu(navigator.gpu),
    createRuntime: ({ device, deviceName }) => createWebRuntime(device, deviceName, assets[device]),
    readBitmap: (bitmap) => {
      try {
        return bitmapPixels(bitmap);
      } finally {
        bitmap.close();
      }
    },
    decodeImage: async (bytes) => {
      const bitmap = await createImageBitmap(new Blob([bytes as Uint8Array<ArrayBuffer>]));
      try {
        return bitmapPixels(bitmap);
      } finally {
        bitmap.close();
      }
    },
    records: storage ? new BrowserSelfTestRecords(storage) : null,
    platform: navigator.userAgent,
    processorName: '',
  });
  guardWorker(
    scope,
    (error): InferenceReply => ({ kind: 'broken', error }),
    (request) => service.handle(request),
  );
}
