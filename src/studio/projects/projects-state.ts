import type { ProjectSummary } from '../../document/project-summary.ts';

/** The projects of this browser, for the start page. */
export type ProjectsState =
  | { readonly kind: 'loading' }
  | {
      readonly kind: 'ready';
      /** Last opened first. */
      readonly projects: readonly ProjectSummary[];
      /** False where the browser keeps nothing (some private windows): projects are gone with the page. */
      readonly kept: boolean;
      readonly room: StorageRoom | null;
    }
  | { readonly kind: 'failed'; readonly message: string };

/** What the browser lets this app store, in bytes. */
export interface StorageRoom {
  readonly used: number;
  readonly quota: number;
}
