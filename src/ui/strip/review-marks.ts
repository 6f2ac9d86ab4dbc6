import type { ReviewStatus } from '../../document/document.ts';
import type { IconName } from '../primitives/icon.tsx';

export interface ReviewMarkLook {
  readonly label: string;
  /** In the name of a thumbnail. */
  readonly words: string;
  readonly icon: IconName;
}

/** How far a photo is, as the strip says and shows it, in the order of the work. */
export const reviewMarks: Readonly<Record<ReviewStatus, ReviewMarkLook>> = {
  'not-started': { label: 'Not started', words: 'not started', icon: 'clock' },
  open: { label: 'Open', words: 'open', icon: 'pen' },
  reviewed: { label: 'Reviewed', words: 'reviewed', icon: 'check' },
  'needs-look': { label: 'Needs a look', words: 'needs a look', icon: 'flag' },
};
