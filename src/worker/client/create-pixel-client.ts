import { StudioError } from '../../errors/studio-error.ts';
import type { Mask } from '../../mask/mask.ts';
import type { RefinedMask, RefinePlan } from '../../mask/refine-mask.ts';
import type { RgbaImage } from '../../mask/rgba-image.ts';
import type { PixelReply, PixelRequest, PixelResult } from '../protocol.ts';
import type {
  DecodedPhoto,
  EdgeStrokeRequest,
  FillRequest,
  Measured,
  PixelClient,
  RefineRequest,
  Thumbnail,
} from './pixel-client.ts';
import { WorkerLink } from './worker-link.ts';

type Link = WorkerLink<PixelRequest, PixelResult, PixelReply>;
type Result<K extends PixelResult['kind']> = Extract<PixelResult, { kind: K }>;
/** A request before it gets its id. */
type Draft = PixelRequest extends infer R
  ? R extends { readonly id: number }
    ? Omit<R, 'id'>
    : never
  : never;

export interface PixelClientOptions {
  readonly createWorker?: () => Worker;
  readonly patience?: number;
}

/** The pixel worker as the main thread sees it; started at the first call, and again if it dies. */
export function createPixelClient(options: PixelClientOptions = {}): PixelClient {
  return new WorkerPixelClient(options);
}

function startPixelWorker(): Worker {
  return new Worker(new URL('../pixel-worker.ts', import.meta.url), { type: 'module', name: 'pixels' });
}

class WorkerPixelClient implements PixelClient {
  readonly #options: PixelClientOptions;
  /** Files by key, to tell a new worker about them. */
  readonly #files = new Map<string, Blob>();
  #link: Link | null = null;
  #nextId = 1;
  #disposed = false;
  /** Photos that the present worker knows. */
  #known = new Set<string>();

  constructor(options: PixelClientOptions) {
    this.#options = options;
  }

  async open(key: string, file: Blob, signal?: AbortSignal): Promise<DecodedPhoto> {
    const { kind: _, ...photo } = await this.#call({ kind: 'open', key, file }, 'photo', signal);
    this.#files.set(key, file);
    this.#known.add(key);
    return photo;
  }

  async measure(files: readonly Blob[]): Promise<readonly Measured[]> {
    return (await this.#call({ kind: 'measure', files }, 'measures')).measures;
  }

  async makeThumbnail(key: string, file: Blob): Promise<Thumbnail> {
    const { bitmap, picture } = await this.#call({ kind: 'make-thumbnail', key, file }, 'thumbnail');
    return { bitmap, picture };
  }

  async readThumbnail(picture: Blob): Promise<ImageBitmap> {
    return (await this.#call({ kind: 'read-thumbnail', picture }, 'bitmap')).bitmap;
  }

  async modelInput(key: string): Promise<ImageBitmap> {
    await this.#reopen(key);
    return (await this.#call({ kind: 'model-input', key }, 'bitmap')).bitmap;
  }

  async refine(request: RefineRequest, signal?: AbortSignal): Promise<Mask> {
    await this.#reopen(request.key);
    return (await this.#call({ kind: 'refine', request }, 'mask', signal)).mask;
  }

  async nearest(request: RefineRequest): Promise<Mask> {
    await this.#reopen(request.key);
    return (await this.#call({ kind: 'nearest', request }, 'mask')).mask;
  }

  async prepareTools(key: string): Promise<void> {
    await this.#reopen(key);
    await this.#call({ kind: 'prepare-tools', key }, 'prepared');
  }

  async fill(request: FillRequest, signal?: AbortSignal): Promise<Mask> {
    await this.#reopen(request.key);
    return (await this.#call({ kind: 'fill', request }, 'mask', signal)).mask;
  }

  async edgeStroke(request: EdgeStrokeRequest, signal?: AbortSignal): Promise<Mask> {
    await this.#reopen(request.key);
    return (await this.#call({ kind: 'edge-stroke', request }, 'mask', signal)).mask;
  }

  async refineMask(mask: Mask, plan: RefinePlan, signal?: AbortSignal): Promise<RefinedMask> {
    return (await this.#call({ kind: 'refine-mask', mask, plan }, 'refined', signal)).refined;
  }

  async readPixels(file: Blob): Promise<RgbaImage> {
    return (await this.#call({ kind: 'read-pixels', file }, 'pixels')).image;
  }

  async encodeWebp(image: RgbaImage): Promise<Uint8Array> {
    return (await this.#call({ kind: 'encode-webp', image }, 'bytes')).bytes;
  }

  close(key: string): void {
    this.#files.delete(key);
    this.#known.delete(key);
    this.#link?.send({ kind: 'close', key });
  }

  dispose(): void {
    this.#disposed = true;
    this.#link?.close();
    this.#link = null;
  }

  /** After a death, the new worker learns of a photo when it is needed again. */
  async #reopen(key: string): Promise<void> {
    const file = this.#files.get(key);
    if (!file || this.#known.has(key)) return;
    const photo = await this.open(key, file);
    photo.display.close();
  }

  async #call<K extends PixelResult['kind']>(
    draft: Draft,
    expected: K,
    signal?: AbortSignal,
  ): Promise<Result<K>> {
    const stopped = () => new StudioError('aborted', 'Stopped.');
    if (signal?.aborted) throw stopped();
    const id = this.#nextId;
    this.#nextId += 1;
    const call = this.#open().call({ ...draft, id } as PixelRequest & { readonly id: number });
    const checked = call.then((value) => {
      if (value.kind !== expected) throw new TypeError(`Unexpected result ${value.kind}`);
      return value as Result<K>;
    });
    if (!signal) return checked;
    return new Promise((resolve, reject) => {
      const abort = () => {
        reject(stopped());
        checked.then(closeBitmaps, () => undefined);
      };
      signal.addEventListener('abort', abort, { once: true });
      checked.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
    });
  }

  #open(): Link {
    if (this.#disposed) throw new StudioError('worker-died', 'The pixel worker has been closed.');
    this.#link ??= new WorkerLink({
      create: this.#options.createWorker ?? startPixelWorker,
      ...(this.#options.patience !== undefined && { patience: this.#options.patience }),
      onDeath: () => {
        this.#link = null;
        this.#known = new Set();
      },
    });
    return this.#link;
  }
}

/** Nobody waits for an aborted call's bitmaps. */
function closeBitmaps(value: PixelResult): void {
  if (value.kind === 'photo') value.display.close();
  else if (value.kind === 'bitmap') value.bitmap.close();
}
