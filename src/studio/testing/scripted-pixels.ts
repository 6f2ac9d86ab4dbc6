import { StudioError } from '../../errors/studio-error.ts';
import { FineCopy } from '../../mask/fine-copy.ts';
import type { Mask } from '../../mask/mask.ts';
import { nearestCanvas } from '../../mask/nearest-canvas.ts';
import { type RefinedMask, type RefinePlan, refineMask } from '../../mask/refine-mask.ts';
import type { RgbaImage } from '../../mask/rgba-image.ts';
import type {
  DecodedPhoto,
  EdgeStrokeRequest,
  FillRequest,
  Measured,
  PixelClient,
  RefineRequest,
  Thumbnail,
} from '../../worker/client/pixel-client.ts';
import { TestBitmap } from './test-bitmap.ts';

interface OpenPhoto {
  readonly width: number;
  readonly height: number;
}

/** A file that `ScriptedPixels` can decode: its size in words; every call gives other bytes. */
export function photoFile(name: string, width = 128, height = 96): File {
  return new File([`photo ${width}x${height} ${name}`], name, { type: 'image/jpeg' });
}

export const brokenFile = (name: string) => new File(['no photo at all'], name, { type: 'image/jpeg' });

/** A photo of four plain quarters: black, dark grey, light grey and white, 80 steps apart. */
function quarters(width: number, height: number): RgbaImage {
  const data = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const grey = 80 * ((x * 2 < width ? 0 : 1) + (y * 2 < height ? 0 : 2));
      data.fill(grey, 4 * (y * width + x), 4 * (y * width + x) + 4);
    }
  return { width, height, data };
}

/** The pixel worker's client without a decoder: sizes come from the file, masks follow the cells. */
export class ScriptedPixels implements PixelClient {
  readonly photos = new Map<string, OpenPhoto>();
  readonly opened: string[] = [];
  /** Photos whose thumbnails were made from their files. */
  readonly thumbnailed: string[] = [];
  /** Photos whose pixels tools asked to have ready. */
  readonly prepared: string[] = [];
  refineError: StudioError | null = null;
  refined = 0;
  disposed = false;
  #held: Promise<void> = Promise.resolve();

  async open(key: string, file: Blob): Promise<DecodedPhoto> {
    this.opened.push(key);
    const [, width, height] = /^photo (\d+)x(\d+)/u.exec(await file.text()) ?? [];
    if (!width || !height)
      throw new StudioError('image-unreadable', 'The file is not a photo that can be read.');
    const photo = { width: Number(width), height: Number(height) };
    this.photos.set(key, photo);
    return {
      ...photo,
      mediaType: 'image/jpeg',
      display: new TestBitmap(`display of ${key}`, photo.width, photo.height).bitmap,
    };
  }

  async measure(files: readonly Blob[]): Promise<readonly Measured[]> {
    return Promise.all(
      files.map(async (file): Promise<Measured> => {
        const [, width, height] = /^photo (\d+)x(\d+)/u.exec(await file.text()) ?? [];
        if (!width || !height)
          return { kind: 'unreadable', message: 'The file is not a photo that can be read.' };
        return { kind: 'photo', width: Number(width), height: Number(height), mediaType: 'image/jpeg' };
      }),
    );
  }

  async makeThumbnail(key: string, file: Blob): Promise<Thumbnail> {
    this.thumbnailed.push(key);
    const text = await file.text();
    if (!text.startsWith('photo ')) throw new StudioError('image-unreadable', 'The file is not a photo.');
    const picture = new Blob([`thumbnail of ${text}`]);
    return { bitmap: await this.readThumbnail(picture), picture };
  }

  async readThumbnail(picture: Blob): Promise<ImageBitmap> {
    return new TestBitmap(await picture.text(), 32, 24).bitmap;
  }

  async modelInput(key: string): Promise<ImageBitmap> {
    await Promise.resolve();
    const { width, height } = this.#photo(key);
    return new TestBitmap(`model input of ${key}`, width, height).bitmap;
  }

  async refine({ key, cells, box }: RefineRequest): Promise<Mask> {
    this.refined += 1;
    await Promise.resolve();
    if (this.refineError) throw this.refineError;
    return this.nearest({ key, cells, box });
  }

  async nearest({ key, cells }: RefineRequest): Promise<Mask> {
    const { width, height } = this.#photo(key);
    return nearestCanvas(cells, width, height);
  }

  /** Makes filling and refining of masks wait; the result lets them go on. */
  hold(): () => void {
    let release: () => void = () => undefined;
    this.#held = new Promise((resolve) => {
      release = resolve;
    });
    return release;
  }

  async prepareTools(key: string): Promise<void> {
    this.prepared.push(key);
  }

  async fill({ key, tolerance, ...start }: FillRequest): Promise<Mask> {
    const copy = this.#fineCopy(key);
    await this.#held;
    return copy.fill(start, tolerance);
  }

  async edgeStroke({ key, stroke, mask }: EdgeStrokeRequest): Promise<Mask> {
    const copy = this.#fineCopy(key);
    await this.#held;
    return copy.edgeStroke(stroke, mask);
  }

  async refineMask(mask: Mask, plan: RefinePlan): Promise<RefinedMask> {
    await this.#held;
    return refineMask(mask, plan);
  }

  async readPixels(file: Blob): Promise<RgbaImage> {
    const [, width, height] = /^photo (\d+)x(\d+)/u.exec(await file.text()) ?? [];
    return quarters(Number(width), Number(height));
  }

  async encodeWebp({ data }: RgbaImage): Promise<Uint8Array> {
    return new Uint8Array(data);
  }

  close(key: string): void {
    this.photos.delete(key);
  }

  dispose(): void {
    this.disposed = true;
  }

  #fineCopy(key: string): FineCopy {
    const { width, height } = this.#photo(key);
    return new FineCopy(quarters(width, height), width, height);
  }

  #photo(key: string): OpenPhoto {
    const photo = this.photos.get(key);
    if (!photo) throw new StudioError('image-unreadable', 'This photo is not open any more.');
    return photo;
  }
}
