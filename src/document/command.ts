import type { Category, CategoryId, ImageId, ImageRecord, ObjectId, SegmentedObject } from './document.ts';

export type ClearableImageKey = 'credit' | 'review' | 'link';
export type ClearableCategoryKey = 'supercategory' | 'shortcut' | 'synonyms';

/**
 * Every change of the document, as data: it can be journaled, replayed and reversed. `apply-command.ts` gives the
 * new document and the reverse. `at` is a gap in the list as it was before the change (0 before the first,
 * its length after the last); several entries at one gap keep their order. `to` is a position after the change.
 */
export type Command =
  | { readonly kind: 'add-images'; readonly images: readonly ImageRecord[]; readonly at: number }
  | { readonly kind: 'remove-images'; readonly images: readonly ImageId[] }
  /** The reverse of removing: puts records back at their places with their objects. */
  | {
      readonly kind: 'restore-images';
      readonly entries: readonly {
        readonly at: number;
        readonly image: ImageRecord;
        readonly objects: readonly SegmentedObject[];
      }[];
    }
  | {
      readonly kind: 'update-image';
      readonly image: ImageId;
      readonly patch: Partial<Omit<ImageRecord, 'id'>>;
      /** Optional keys to take away: a patch cannot say that, and must survive JSON. */
      readonly clear?: readonly ClearableImageKey[];
    }
  | { readonly kind: 'add-categories'; readonly categories: readonly Category[]; readonly at: number }
  | { readonly kind: 'remove-categories'; readonly categories: readonly CategoryId[] }
  | {
      readonly kind: 'update-category';
      readonly category: CategoryId;
      readonly patch: Partial<Omit<Category, 'id'>>;
      readonly clear?: readonly ClearableCategoryKey[];
    }
  | { readonly kind: 'move-category'; readonly category: CategoryId; readonly to: number }
  | {
      readonly kind: 'add-objects';
      readonly image: ImageId;
      readonly entries: readonly { readonly at: number; readonly object: SegmentedObject }[];
    }
  | { readonly kind: 'remove-objects'; readonly image: ImageId; readonly objects: readonly ObjectId[] }
  | {
      readonly kind: 'update-object';
      readonly image: ImageId;
      readonly object: ObjectId;
      readonly patch: Partial<Omit<SegmentedObject, 'id'>>;
    }
  | {
      readonly kind: 'move-object';
      readonly image: ImageId;
      readonly object: ObjectId;
      readonly to: number;
    }
  | { readonly kind: 'batch'; readonly commands: readonly Command[] };

/** The command of a kind. */
export type CommandOf<K extends Command['kind']> = Extract<Command, { readonly kind: K }>;
