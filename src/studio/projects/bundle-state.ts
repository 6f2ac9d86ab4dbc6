import type { ProjectId } from '../../document/project-summary.ts';

/** Whether the photos come along in a bundle, or only their names and hashes. */
export type BundledPhotos = 'copied' | 'referenced';

/** A bundle that is being saved or opened, and what became of the last. One at a time. */
export type BundleState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'saving'; readonly photos: number; readonly of: number; readonly bytes: number }
  | {
      readonly kind: 'saved';
      readonly fileName: string;
      readonly bytes: number;
      readonly photos: number;
      /** Photos that could not be put in, each with its reason. */
      readonly missing: readonly { readonly name: string; readonly reason: string }[];
    }
  | { readonly kind: 'opening'; readonly fileName: string; readonly photos: number; readonly of: number }
  | {
      readonly kind: 'opened';
      readonly project: ProjectId;
      readonly name: string;
      /** What the bundle lacked, in words. */
      readonly problems: readonly string[];
    }
  | { readonly kind: 'failed'; readonly what: 'saving' | 'opening'; readonly message: string };
