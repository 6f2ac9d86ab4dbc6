import type { Mask } from '../mask/mask.ts';
import type { Box } from '../mask/space.ts';

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

export type ImageId = Branded<'image'>;
export type CategoryId = Branded<'category'>;
export type ObjectId = Branded<'object'>;
export type TurnId = Branded<'turn'>;

/** How far people are with a photo; one without a mark is not started, or open once it has objects. */
export type ReviewMark = 'open' | 'reviewed' | 'needs-look';
export type ReviewStatus = 'not-started' | ReviewMark;

/** A photo that stays where it is, in a folder that people let the studio read. */
export interface ImageLink {
  /** Key under which storage keeps the folder. */
  readonly folder: string;
  /** Forward-slash path in that folder. */
  readonly path: string;
  /** When the file was last changed, in milliseconds since 1970, as it was when the project last read it. */
  readonly modifiedAt: number;
}

/** A photo of the project. Sizes are pixels as displayed, after EXIF rotation. */
export interface ImageRecord {
  readonly id: ImageId;
  /** Name or forward-slash path relative to the folder it came from; unique within the project. */
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  readonly mediaType: string;
  /**
   * Lower-case hex SHA-256 of the file: the key under which storage keeps it. Empty for a linked photo whose file was
   * not read whole yet.
   */
  readonly sha256: string;
  /** Milliseconds since 1970 when it was added. */
  readonly addedAt: number;
  /** Where a sample came from and its licence, shown and exported. */
  readonly credit?: string;
  readonly review?: ReviewMark;
  /** Present while the photo is read from a folder instead of a copy in the project. */
  readonly link?: ImageLink;
}

export interface Category {
  readonly id: CategoryId;
  readonly name: string;
  /** Index into the palette of object colours, 0..19; stays with the class. */
  readonly colour: number;
  readonly supercategory?: string;
  /** The key that gives an object this class: one character, no two classes the same. */
  readonly shortcut?: string;
  /** Other words for it in prompts: "puppy" for a dog. */
  readonly synonyms?: readonly string[];
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
