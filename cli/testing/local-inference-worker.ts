import { StudioError } from '../../src/errors/studio-error.ts';
import type { GraphRuntime } from '../../src/inference/graph-runtime.ts';
import type { SelfTestRecords } from '../../src/inference/self-test-records.ts';
import type { RgbaImage } from '../../src/mask/rgba-image.ts';
import { type InferenceHost, InferenceService } from '../../src/worker/inference-service.ts';
import type { InferenceReply, InferenceRequest } from '../../src/worker/protocol.ts';
import { DiskPackageReader } from '../disk-package-reader.ts';
import { createNodeRuntime } from '../node-runtime.ts';
import { decodeImage } from './embedded-package.ts';

export interface LocalHostOptions {
  readonly createRuntime?: InferenceHost['createRuntime'];
  readonly probeGpu?: InferenceHost['probeGpu'];
  readonly records?: SelfTestRecords;
}

/** For tests: what a worker gives the service, in this process and with Node's runtime. The model is the real one. */
export function localHost(
  post: (reply: InferenceReply) => void,
  options: LocalHostOptions = {},
): InferenceHost {
  return {
    post,
    openReader: (packageUrl) => new DiskPackageReader(packageUrl),
    openCache: () => null,
    probeGpu: options.probeGpu ?? (async () => ({ kind: 'none', reason: 'No GPU in Node.' })),
    createRuntime: options.createRuntime ?? ((): Promise<GraphRuntime> => createNodeRuntime({ threads: 1 })),
    readBitmap: (bitmap) => bitmap as unknown as RgbaImage,
    decodeImage,
    records: options.records ?? null,
    platform: 'test',
    processorName: '',
  };
}

/**
 * A Worker whose inside runs in this process, for tests of the client: messages are cloned and delivered later, as
 * between threads, and it can die as workers do.
 */
export class LocalInferenceWorker {
  onmessage: ((event: MessageEvent) => void) | null = null;
  onerror: ((event: ErrorEvent) => void) | null = null;
  onmessageerror: ((event: MessageEvent) => void) | null = null;
  terminated = false;
  /** Stops answering, as a thread that hangs. */
  frozen = false;
  readonly service: InferenceService;

  constructor(options: LocalHostOptions = {}) {
    this.service = new InferenceService(localHost((reply) => this.#deliver(reply), options));
  }

  postMessage(request: InferenceRequest): void {
    if (this.terminated) throw new StudioError('worker-died', 'A test posted to a terminated worker.');
    const copy = structuredClone(request);
    setImmediate(() => {
      if (!this.terminated && !this.frozen) this.service.handle(copy);
    });
  }

  terminate(): void {
    this.terminated = true;
  }

  die(message: string): void {
    this.onerror?.({ message, preventDefault: () => undefined } as ErrorEvent);
  }

  #deliver(reply: InferenceReply): void {
    const copy = structuredClone(reply);
    setImmediate(() => {
      if (!this.terminated && !this.frozen) this.onmessage?.({ data: copy } as MessageEvent);
    });
  }
}
