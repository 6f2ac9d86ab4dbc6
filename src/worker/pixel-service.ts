import { assertNever } from '../errors/assert-never.ts';
import { StudioError } from '../errors/studio-error.ts';
import { FineCopy } from '../mask/fine-copy.ts';
import { nearestCanvas } from '../mask/nearest-canvas.ts';
import { refineCanvas } from '../mask/refine-canvas.ts';
import { refineMask } from '../mask/refine-mask.ts';
import type { RgbaImage } from '../mask/rgba-image.ts';
import { bitmapPixels } from './bitmap-pixels.ts';
import type { RefineRequest } from './client/pixel-client.ts';
import { decodeCopy, decodePhoto, displayLimit, workingLimit } from './decode-photo.ts';
import { encodeWebp } from './encode-webp.ts';
import { makeThumbnail } from './make-thumbnail.ts';
import { measurePhotos } from './measure-photo.ts';
import { type PixelReply, type PixelRequest, type PixelResult, toErrorMessage } from './protocol.ts';

interface OpenPhoto {
  readonly file: Blob;
  readonly width: number;
  readonly height: number;
}

/** Working copies in memory (4 MB each); others are decoded again from their file when needed. */
const keptCopies = 6;

/** Milliseconds after which tools' pixels (up to 67 MB) are given up. */
const fineRest = 60_000;

/** The pixel worker's inside: photos by key, and what is computed from their pixels. */
export class PixelService {
  readonly #post: (reply: PixelReply, transfer: Transferable[]) => void;
  readonly #photos = new Map<string, OpenPhoto>();
  /** In order of use, the oldest first. */
  readonly #copies = new Map<string, ImageBitmap>();
  #pixels: { readonly key: string; readonly image: RgbaImage } | null = null;
  #fine: { readonly key: string; readonly copy: Promise<FineCopy> } | null = null;
  #fineTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(post: (reply: PixelReply, transfer: Transferable[]) => void) {
    this.#post = post;
  }

  handle(request: PixelRequest): void {
    switch (request.kind) {
      case 'open':
        this.#answer(request.id, () => this.#open(request.key, request.file));
        return;
      case 'measure':
        this.#answer(request.id, async () => ({
          kind: 'measures',
          measures: await measurePhotos(request.files),
        }));
        return;
      case 'make-thumbnail':
        this.#answer(request.id, () => this.#makeThumbnail(request.key, request.file));
        return;
      case 'read-thumbnail':
        this.#answer(request.id, async () => ({
          kind: 'bitmap',
          bitmap: await createImageBitmap(request.picture),
        }));
        return;
      case 'model-input':
        this.#answer(request.id, async () => ({
          kind: 'bitmap',
          bitmap: await createImageBitmap(await this.#workingCopy(request.key)),
        }));
        return;
      case 'refine':
        this.#answer(request.id, () => this.#refine(request.request));
        return;
      case 'nearest':
        this.#answer(request.id, async () => {
          const { width, height } = this.#photo(request.request.key);
          return { kind: 'mask', mask: nearestCanvas(request.request.cells, width, height) };
        });
        return;
      case 'prepare-tools':
        this.#answer(request.id, async () => {
          await this.#fineCopy(request.key);
          return { kind: 'prepared' };
        });
        return;
      case 'fill':
        this.#answer(request.id, async () => {
          const { key, tolerance, ...start } = request.request;
          return { kind: 'mask', mask: (await this.#fineCopy(key)).fill(start, tolerance) };
        });
        return;
      case 'edge-stroke':
        this.#answer(request.id, async () => {
          const { key, stroke, mask } = request.request;
          return { kind: 'mask', mask: (await this.#fineCopy(key)).edgeStroke(stroke, mask) };
        });
        return;
      case 'refine-mask':
        this.#answer(request.id, async () => ({
          kind: 'refined',
          refined: refineMask(request.mask, request.plan),
        }));
        return;
      case 'read-pixels':
        this.#answer(request.id, async () => {
          const bitmap = await decodeCopy(request.file, Number.POSITIVE_INFINITY);
          const image = bitmapPixels(bitmap);
          bitmap.close();
          return { kind: 'pixels', image };
        });
        return;
      case 'encode-webp':
        this.#answer(request.id, async () => ({ kind: 'bytes', bytes: await encodeWebp(request.image) }));
        return;
      case 'close':
        this.#close(request.key);
        return;
      case 'ping':
        this.#post({ kind: 'pong' }, []);
        return;
      default:
        assertNever(request);
    }
  }

  #answer(id: number, work: () => Promise<PixelResult>): void {
    const finish = async () => {
      try {
        const value = await work();
        this.#post({ kind: 'result', id, value }, transferables(value));
      } catch (error) {
        if (!(error instanceof StudioError)) console.error(error);
        const fallback = {
          code: 'image-unreadable',
          message: 'This photo could not be processed. Try again.',
        } as const;
        this.#post({ kind: 'failed', id, error: toErrorMessage(error, fallback) }, []);
      }
    };
    void finish();
  }

  async #open(key: string, file: Blob): Promise<PixelResult> {
    const { working, ...photo } = await decodePhoto(file);
    this.#photos.set(key, { file, width: photo.width, height: photo.height });
    this.#keepCopy(key, working);
    return { kind: 'photo', ...photo };
  }

  /** From the copy of an open photo, if it is; else the file is decoded for it. */
  async #makeThumbnail(key: string, file: Blob): Promise<PixelResult> {
    const open = this.#copies.get(key);
    if (open) return { kind: 'thumbnail', ...(await makeThumbnail(open)) };
    const copy = await decodeCopy(file, workingLimit);
    try {
      return { kind: 'thumbnail', ...(await makeThumbnail(copy)) };
    } finally {
      copy.close();
    }
  }

  async #refine({ key, cells, box, ghost }: RefineRequest): Promise<PixelResult> {
    const { width, height } = this.#photo(key);
    const photo = await this.#copyPixels(key);
    return { kind: 'mask', mask: refineCanvas({ cells, box, photo, width, height, ghost: ghost ?? null }) };
  }

  /** Of the last photo that tools worked on; given up when they rest. */
  #fineCopy(key: string): Promise<FineCopy> {
    const photo = this.#photo(key);
    clearTimeout(this.#fineTimer);
    this.#fineTimer = setTimeout(() => this.#forgetFine(), fineRest);
    if (this.#fine?.key === key) return this.#fine.copy;
    const copy = decodeCopy(photo.file, displayLimit).then((bitmap) => {
      const pixels = bitmapPixels(bitmap);
      bitmap.close();
      return new FineCopy(pixels, photo.width, photo.height);
    });
    this.#fine = { key, copy };
    // A decode that failed, for lack of memory perhaps, is tried again.
    copy.catch(() => this.#forgetFine(key));
    return copy;
  }

  #forgetFine(key = this.#fine?.key): void {
    if (this.#fine?.key === key) this.#fine = null;
  }

  /** Pixels of the working copy; those of the last photo asked for are kept. */
  async #copyPixels(key: string): Promise<RgbaImage> {
    if (this.#pixels?.key === key) return this.#pixels.image;
    const image = bitmapPixels(await this.#workingCopy(key));
    this.#pixels = { key, image };
    return image;
  }

  #photo(key: string): OpenPhoto {
    const photo = this.#photos.get(key);
    if (!photo)
      throw new StudioError(
        'image-unreadable',
        'This photo is not open any more. Show it again and try once more.',
      );
    return photo;
  }

  async #workingCopy(key: string): Promise<ImageBitmap> {
    const kept = this.#copies.get(key);
    const copy = kept ?? (await decodeCopy(this.#photo(key).file, workingLimit));
    this.#keepCopy(key, copy);
    return copy;
  }

  #keepCopy(key: string, copy: ImageBitmap): void {
    const previous = this.#copies.get(key);
    if (previous !== copy) previous?.close();
    this.#copies.delete(key);
    this.#copies.set(key, copy);
    if (this.#pixels?.key === key && previous !== copy) this.#pixels = null;
    for (const [oldest, bitmap] of this.#copies) {
      if (this.#copies.size <= keptCopies) break;
      bitmap.close();
      this.#copies.delete(oldest);
    }
  }

  #close(key: string): void {
    this.#photos.delete(key);
    this.#copies.get(key)?.close();
    this.#copies.delete(key);
    if (this.#pixels?.key === key) this.#pixels = null;
    this.#forgetFine(key);
  }
}

/** Bitmaps move. Masks are copied: they are small, and may share arrays with others. */
function transferables(value: PixelResult): Transferable[] {
  switch (value.kind) {
    case 'photo':
      return [value.display];
    case 'bitmap':
    case 'thumbnail':
      return [value.bitmap];
    case 'pixels':
      return [value.image.data.buffer];
    case 'bytes':
      return [value.bytes.buffer];
    case 'mask':
    case 'measures':
    case 'prepared':
    case 'refined':
      return [];
    default:
      return assertNever(value);
  }
}
