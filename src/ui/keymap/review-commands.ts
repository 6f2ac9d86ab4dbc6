import type { ReviewStatus } from '../../document/document.ts';
import { imageById, reviewStatus } from '../../document/lookup.ts';
import { nextToReview } from '../../studio/review-progress.ts';
import type { Desk } from '../desk.ts';
import type { IconName } from '../primitives/icon.tsx';
import type { DeskCommand } from './desk-command.ts';

const group = 'Images';
const page = 'studio';

/** What people say of a whole photo. */
export interface ReviewAct {
  readonly status: Exclude<ReviewStatus, 'open'>;
  readonly label: string;
  readonly key: string;
  readonly icon: IconName;
  readonly words: string;
  /** Why it cannot be done to a photo that is so already. */
  readonly done: string;
}

export const reviewActs: readonly ReviewAct[] = [
  {
    status: 'reviewed',
    label: 'Mark as reviewed',
    key: 'A',
    icon: 'check',
    words: 'accept done tick finish approve photo',
    done: 'This photo is marked as reviewed',
  },
  {
    status: 'needs-look',
    label: 'Needs a look',
    key: 'X',
    icon: 'flag',
    words: 'mark flag reject fix problem photo',
    done: 'This photo is marked already',
  },
  {
    status: 'not-started',
    label: 'Take the mark away',
    key: 'Shift X',
    icon: 'close',
    words: 'clear unmark reopen review photo',
    done: 'This photo has no mark',
  },
];

/** The photo shown, as the project has it. */
function shownPhoto({ studio }: Desk) {
  const { document, currentImage } = studio.project.getState();
  return currentImage === null ? undefined : imageById(document, currentImage);
}

const mark = ({ status, label, key, icon, words, done }: ReviewAct): DeskCommand => ({
  id: `review-${status}`,
  keys: [key],
  label,
  icon,
  words,
  line: status === 'not-started' ? label : 'Reviewed, needs a look',
  group,
  page,
  blocked: (desk) => {
    const photo = shownPhoto(desk);
    if (!photo) return 'Open a photo first';
    return (photo.review ?? 'not-started') === status ? done : null;
  },
  run: (desk) => {
    const photo = shownPhoto(desk);
    if (photo) desk.studio.setReview([photo.id], status);
  },
});

export const reviewCommands: readonly DeskCommand[] = [
  ...reviewActs.map(mark),
  {
    id: 'next-to-review',
    keys: ['Shift F'],
    label: 'Next not reviewed',
    icon: 'chevronRight',
    words: 'photo image unreviewed open to do',
    group,
    page,
    blocked: (desk) => {
      const { document, currentImage } = desk.studio.project.getState();
      if (document.images.length === 0) return 'Open a photo first';
      if (nextToReview(document, currentImage)) return null;
      const photo = shownPhoto(desk);
      const last = photo && reviewStatus(document, photo) !== 'reviewed';
      return last ? 'Every other photo is reviewed' : 'Every photo is reviewed';
    },
    run: ({ studio }) => {
      const { document, currentImage } = studio.project.getState();
      const next = nextToReview(document, currentImage);
      if (next) studio.showImage(next.id);
    },
  },
];
