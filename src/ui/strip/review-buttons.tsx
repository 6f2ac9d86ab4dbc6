import { useStudio } from '../desk.ts';
import { ariaKeys } from '../keymap/key-label.ts';
import { reviewActs, reviewTitle } from '../keymap/review-commands.ts';
import { Icon } from '../primitives/icon.tsx';
import { Tip } from '../primitives/tip.tsx';
import { useMeantPhotos } from './use-photos.ts';

/** The marks of the photos meant: pressed while all have one, and then pressing takes it away. */
export function ReviewButtons() {
  const studio = useStudio();
  const photos = useMeantPhotos();
  if (photos.length === 0) return null;
  return reviewActs.map(({ status, label, icon, key }) => {
    if (status === 'not-started') return null;
    const on = photos.every(({ review }) => review === status);
    return (
      <Tip
        key={status}
        label={reviewTitle(on ? 'Take the mark away' : label, photos)}
        keys={on ? undefined : key}
      >
        <button
          type="button"
          className={`ib strip-mark ${status}`}
          aria-label={reviewTitle(label, photos)}
          aria-pressed={on}
          aria-keyshortcuts={ariaKeys(key)}
          onClick={() =>
            studio.setReview(
              photos.map(({ id }) => id),
              on ? 'not-started' : status,
            )
          }
        >
          <Icon name={icon} />
        </button>
      </Tip>
    );
  });
}
