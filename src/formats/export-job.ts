import type { Turn } from '../document/conversation.ts';
import type { CategoryId, ImageId, StudioDocument } from '../document/document.ts';
import type { RgbaImage } from '../mask/rgba-image.ts';
import type { Pace } from './pace.ts';

export const splitNames = ['train', 'val', 'test'] as const;
export type SplitName = (typeof splitNames)[number];

/** How photos are divided. Equal requests give equal splits; shares are weights, 0 leaves a part out. */
export interface SplitRequest {
  readonly shares: Readonly<Record<SplitName, number>>;
  readonly seed: number;
  /**
   * Photos that must not be torn apart (frames of one film, photos of one place): `folder` takes the folder in a
   * photo's name, a map gives a group a photo (photos that it lacks stand alone).
   */
  readonly groupBy: 'none' | 'folder' | ReadonlyMap<ImageId, string>;
}

/** Everything that decides what an export holds; equal jobs give equal bytes. */
export interface ExportJob {
  readonly document: StudioDocument;
  /** Questions and answers, for the formats that write sentences. */
  readonly conversations: ReadonlyMap<ImageId, readonly Turn[]>;
  /** Photos to write, in the document's order; null for all. */
  readonly images: ReadonlySet<ImageId> | null;
  /** Classes to write, in the document's order; null for all. */
  readonly categories: ReadonlySet<CategoryId> | null;
  readonly split: SplitRequest | null;
  /** Whether the photos themselves are written beside the annotations. */
  readonly copyImages: boolean;
  /** Choices of the format, by `FormatOption.key`; what is missing takes its default. */
  readonly options: Readonly<Record<string, string>>;
  readonly description: string;
  /** When it is written, milliseconds since 1970: handed in so that equal input gives equal files. */
  readonly createdAt: number;
}

/** What only the machine around can do, for the formats that write pixels of photos. */
export interface ExportHost {
  readonly pace: Pace;
  /** The decoded photo at its full size. Rejects with StudioError when it is gone or unreadable. */
  readPhoto(image: ImageId): Promise<RgbaImage>;
  /** WebP bytes of an image with alpha; absent where the runtime has no encoder. */
  encodeWebp?(image: RgbaImage): Promise<Uint8Array>;
}
