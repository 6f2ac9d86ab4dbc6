import { useStudio } from '../desk.ts';
import { stripKeys } from '../keymap/image-commands.ts';
import { Icon } from '../primitives/icon.tsx';
import { Tip } from '../primitives/tip.tsx';
import { formatCount, plural } from '../words/plural.ts';
import { useSelectedPhotos } from './use-photos.ts';

/** How many photos are selected, and the way out of it; nothing while none is. */
export function SelectionCount() {
  const studio = useStudio();
  const count = useSelectedPhotos().length;
  if (count === 0) return null;
  return (
    <Tip label="Select no photos" keys={stripKeys.none}>
      <button
        type="button"
        className="strip-count num"
        aria-label={`${plural(count, 'photo')} selected, select none`}
        onClick={() => studio.setView({ photoSelection: [] })}
      >
        {formatCount(count)} selected
        <Icon name="close" size="s" />
      </button>
    </Tip>
  );
}

/** What can be done to the selected photos besides marking them. */
export function SelectionActs() {
  const studio = useStudio();
  const photos = useSelectedPhotos();
  if (photos.length === 0) return null;
  const what = plural(photos.length, 'photo');
  return (
    <>
      <Tip label={`Export ${what}`}>
        <button
          type="button"
          className="ib"
          aria-label={`Export ${what}`}
          onClick={() => studio.setView({ dialog: 'export' })}
        >
          <Icon name="export" />
        </button>
      </Tip>
      <Tip label={`Remove ${what} from the project`} keys={stripKeys.remove}>
        <button
          type="button"
          className="ib"
          aria-label={`Remove ${what}`}
          onClick={() => studio.removeImages(photos.map(({ id }) => id))}
        >
          <Icon name="trash" />
        </button>
      </Tip>
    </>
  );
}
