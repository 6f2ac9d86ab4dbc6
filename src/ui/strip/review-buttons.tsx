import { imageById } from '../../document/lookup.ts';
import { useProject, useStudio } from '../desk.ts';
import { ariaKeys } from '../keymap/key-label.ts';
import { reviewActs } from '../keymap/review-commands.ts';
import { Icon } from '../primitives/icon.tsx';
import { Tip } from '../primitives/tip.tsx';

/** The marks of the photo shown: pressed while it has one, and then pressing takes it away. */
export function ReviewButtons() {
  const studio = useStudio();
  const photo = useProject(({ document, currentImage }) =>
    currentImage === null ? undefined : imageById(document, currentImage),
  );
  if (!photo) return null;
  return reviewActs.map(({ status, label, icon, key }) => {
    if (status === 'not-started') return null;
    const on = photo.review === status;
    return (
      <Tip key={status} label={on ? 'Take the mark away' : label} keys={on ? undefined : key}>
        <button
          type="button"
          className={`ib strip-mark ${status}`}
          aria-label={label}
          aria-pressed={on}
          aria-keyshortcuts={ariaKeys(key)}
          onClick={() => studio.setReview([photo.id], on ? 'not-started' : status)}
        >
          <Icon name={icon} />
        </button>
      </Tip>
    );
  });
}
