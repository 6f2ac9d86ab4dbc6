import type { ReviewStatus } from '../../document/document.ts';
import { imageById, reviewStatus } from '../../document/lookup.ts';
import { nextToReview } from '../../studio/review-progress.ts';
import type { Desk } from '../desk.ts';
import type { IconName } from '../primitives/icon.tsx';
import { plural } from '../words/plural.ts';
import type { DeskCommand } from './desk-command.ts';
import { meantPhotos } from './desk-photos.ts';

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

/** "Mark as reviewed", and of several how many. */
export function reviewTitle(label: string, photos: readonly unknown[]): string {
  return photos.length > 1 ? `${label}: ${plural(photos.length, 'photo')}` : label;
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
  title: (desk) => reviewTitle(label, meantPhotos(desk)),
  blocked: (desk) => {
    const photos = meantPhotos(desk);
    if (photos.length === 0) return 'Open a photo first';
    if (photos.some(({ review = 'not-started' }) => review !== status)) return null;
    return photos.length === 1 ? done : `All ${plural(photos.length, 'photo')} are so already`;
  },
  run: (desk) => {
    const photos = meantPhotos(desk);
    desk.studio.setReview(
      photos.map(({ id }) => id),
      status,
    );
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
