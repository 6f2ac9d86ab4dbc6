import type { Mask } from '../mask/mask.ts';
import type { Box } from '../mask/space.ts';

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

export type ImageId = Branded<'image'>;
export type CategoryId = Branded<'category'>;
export type ObjectId = Branded<'object'>;
export type TurnId = Branded<'turn'>;

/** A photo of the project. Sizes are pixels as displayed, after EXIF rotation. */
export interface ImageRecord {
  readonly id: ImageId;
  /** Name or forward-slash path relative to the folder it came from; unique within the project. */
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  readonly mediaType: string;
  /** Lower-case hex SHA-256 of the file: the key under which storage keeps it. */
  readonly sha256: string;
  /** Milliseconds since 1970 when it was added. */
  readonly addedAt: number;
  /** Where a sample came from and its licence, shown and exported. */
  readonly credit?: string;
}

export interface Category {
  readonly id: CategoryId;
  readonly name: string;
  /** Index into the palette of object colours, 0..19; stays with the class. */
  readonly colour: number;
  readonly supercategory?: string;
}

/** What the model wrote, kept beside the refined mask so that it can be shown instead. */
export interface RawCanvas {
  readonly box: Box<'canvas'>;
  /** 64x64 cells of the whole photo, row-major, 0 or 1. */
  readonly cells: Uint8Array;
}

export type Provenance =
  | { readonly kind: 'drawn' }
  | { readonly kind: 'imported'; readonly source: string }
  | {
      readonly kind: 'model';
      readonly turn: TurnId;
      readonly prompt: string;
      /** The model's own words for it: text between `<ref>` and `</ref>`. */
      readonly reference: string;
      readonly model: string;
      /** Mean probability of the chosen bricks, and of the box, 0..1. */
      readonly maskConfidence: number;
      readonly boxConfidence: number;
      /** True when the answer was stopped or cut short and people kept what was drawn. */
      readonly partial: boolean;
    };

export interface SegmentedObject {
  readonly id: ObjectId;
  readonly category: CategoryId;
  /** Full image resolution, immutable, shared by reference through history. */
  readonly mask: Mask;
  readonly canvas: RawCanvas | null;
  readonly provenance: Provenance;
  /** True once the mask was changed by hand: confidence then no longer describes it. */
  readonly edited: boolean;
  readonly visible: boolean;
  readonly locked: boolean;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Everything that undo covers. Objects are back to front. Immutable; changed only by commands. */
export interface StudioDocument {
  readonly images: readonly ImageRecord[];
  readonly categories: readonly Category[];
  readonly objects: ReadonlyMap<ImageId, readonly SegmentedObject[]>;
}

export const emptyDocument: StudioDocument = { images: [], categories: [], objects: new Map() };
