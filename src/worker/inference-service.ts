import { assertNever } from '../errors/assert-never.ts';
import { StudioError } from '../errors/studio-error.ts';
import { type DeviceCandidate, type GpuProbe, planDevices } from '../inference/device-plan.ts';
import type { GraphRuntime } from '../inference/graph-runtime.ts';
import { RunQueue } from '../inference/run-queue.ts';
import type { SelfTestRecords } from '../inference/self-test-records.ts';
import { type StartedModel, startModel } from '../inference/start-model.ts';
import type { RgbaImage } from '../mask/rgba-image.ts';
import { ModelPackage } from '../model/model-package.ts';
import type { PackageCache } from '../model/package-cache.ts';
import type { PackageReader } from '../model/package-reader.ts';
import { createStreamParser } from '../text4seg/stream-parser.ts';
import { PrefixShelf } from './prefix-shelf.ts';
import {
  type InferenceReply,
  type InferenceRequest,
  type InferenceResult,
  toErrorMessage,
} from './protocol.ts';

type Request<K extends InferenceRequest['kind']> = Extract<InferenceRequest, { kind: K }>;

/** What the service needs from the place it runs in; a worker, or a test. */
export interface InferenceHost {
  post(reply: InferenceReply): void;
  openReader(packageUrl: string): PackageReader;
  openCache(packageUrl: string): PackageCache | null;
  probeGpu(): Promise<GpuProbe>;
  createRuntime(candidate: DeviceCandidate): Promise<GraphRuntime>;
  /** Pixels of a bitmap that was moved here; closes it. */
  readBitmap(bitmap: ImageBitmap): RgbaImage;
  decodeImage(bytes: Uint8Array): Promise<RgbaImage>;
  readonly records: SelfTestRecords | null;
  /** Browser and version. */
  readonly platform: string;
  readonly processorName: string;
}

/** Photos whose prefix is kept: enough to go to and fro, small enough for a phone. */
const keptPrefixes = 4;

/**
 * The inference worker's inside: one model, its encoded photos, and the answers of both. Encoding and answering go one
 * after the other, in the order they were asked for; aborting is heard between steps.
 */
export class InferenceService {
  readonly #host: InferenceHost;
  readonly #queue = new RunQueue();
  readonly #running = new Map<number, AbortController>();
  readonly #shelf: PrefixShelf;
  #started: (StartedModel & { readonly modelPackage: ModelPackage }) | null = null;

  constructor(host: InferenceHost) {
    this.#host = host;
    this.#shelf = new PrefixShelf(keptPrefixes, (key) => host.post({ kind: 'evicted', key }));
  }

  /** Encoded photos in memory. */
  get prefixes(): number {
    return this.#shelf.size;
  }

  get runtime(): GraphRuntime | null {
    return this.#started?.runtime ?? null;
  }

  handle(request: InferenceRequest): void {
    switch (request.kind) {
      case 'load':
        this.#start(request.id, (signal) => this.#load(request, signal));
        return;
      case 'encode':
        this.#start(request.id, (signal) => this.#encode(request, signal));
        return;
      case 'ask':
        this.#start(request.id, (signal) => this.#ask(request, signal));
        return;
      case 'forget':
        void this.#queue.run(async () => this.#shelf.remove(request.key));
        return;
      case 'abort':
        this.#running.get(request.id)?.abort();
        return;
      case 'ping':
        this.#host.post({ kind: 'pong' });
        return;
      default:
        assertNever(request);
    }
  }

  #start(id: number, work: (signal: AbortSignal) => Promise<InferenceResult>): void {
    const controller = new AbortController();
    this.#running.set(id, controller);
    const finish = async () => {
      try {
        const value = await this.#queue.run(() => work(controller.signal));
        this.#host.post({ kind: 'result', id, value });
      } catch (error) {
        if (!(error instanceof StudioError && error.code === 'aborted')) console.error(error);
        const fallback = controller.signal.aborted
          ? ({ code: 'aborted', message: 'Stopped.' } as const)
          : ({ code: 'inference-failed', message: 'The model failed unexpectedly. Try again.' } as const);
        this.#host.post({ kind: 'failed', id, error: toErrorMessage(error, fallback) });
      } finally {
        this.#running.delete(id);
      }
    };
    void finish();
  }

  async #load(request: Request<'load'>, signal: AbortSignal): Promise<InferenceResult> {
    const host = this.#host;
    await this.#unload();
    const { packageUrl, device, id } = request;
    const reader = host.openReader(packageUrl);
    const modelPackage = await ModelPackage.open(reader, host.openCache(packageUrl), signal);
    const plan = planDevices(modelPackage.manifest, device, await host.probeGpu(), host.processorName);
    const started = await startModel({
      modelPackage,
      plan,
      createRuntime: (candidate) => host.createRuntime(candidate),
      decodeImage: (bytes) => host.decodeImage(bytes),
      records: host.records,
      platform: host.platform,
      retest: request.retest,
      onProgress: (progress) => host.post({ kind: 'progress', id, progress }),
      signal,
    });
    this.#started = { ...started, modelPackage };
    await started.runtime.gpu?.watchLoss((reason) => {
      host.post({ kind: 'broken', error: { code: 'device-lost', message: reason } });
    });
    void modelPackage.pruneCache();
    return { kind: 'loaded', description: started.description };
  }

  async #encode({ key, image }: Request<'encode'>, signal: AbortSignal): Promise<InferenceResult> {
    const pixels = this.#host.readBitmap(image);
    const prefix = await this.#model().encodeImage(pixels, signal);
    this.#shelf.put(key, prefix);
    return { kind: 'encoded', ms: prefix.ms };
  }

  async #ask(request: Request<'ask'>, signal: AbortSignal): Promise<InferenceResult> {
    const { id, key, conversation } = request;
    const model = this.#model();
    const prefix = this.#shelf.get(key);
    if (!prefix) {
      throw new StudioError('inference-failed', 'The photo of this question is not loaded. Ask again.');
    }
    const { post } = this.#host;
    post({ kind: 'update', id, update: { kind: 'encoded', ms: prefix.ms, cached: true } });
    const { descriptor } = this.#started!.modelPackage.manifest;
    const parser = createStreamParser({ descriptor, tokens: model.tokenTable });
    let last = { ms: 0, steps: 0 };
    for await (const chunk of model.answer(prefix, conversation, {}, signal)) {
      if (chunk.kind === 'ghost') {
        post({ kind: 'update', id, update: chunk });
        continue;
      }
      last = chunk;
      const events = chunk.tokens.flatMap((token) => parser.pushToken(token.id, token.text));
      post({ kind: 'update', id, update: { ...chunk, events } });
    }
    const events = parser.end();
    if (events.length > 0) {
      const { ms, steps } = last;
      post({ kind: 'update', id, update: { kind: 'tokens', tokens: [], events, ms, steps } });
    }
    return { kind: 'answered' };
  }

  #model(): StartedModel['model'] {
    if (!this.#started) throw new StudioError('inference-failed', 'The model is not loaded yet.');
    return this.#started.model;
  }

  async #unload(): Promise<void> {
    this.#shelf.clear();
    const started = this.#started;
    this.#started = null;
    await started?.model.dispose();
  }
}
