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
    }
  | { readonly kind: 'failed'; readonly message: string };
