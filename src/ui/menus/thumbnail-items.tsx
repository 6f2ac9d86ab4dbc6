import type { ImageRecord } from '../../document/document.ts';
import { useProject, useStudio } from '../desk.ts';
import { reviewActs, reviewTitle } from '../keymap/review-commands.ts';
import { MenuItem, MenuSeparator } from '../primitives/menu.tsx';
import { useSelectedPhotos } from '../strip/use-photos.ts';
import { plural } from '../words/plural.ts';

/**
 * What can be done to the photo of a thumbnail, be it shown or not, or to all that are selected when it is one of them.
 * Keys are about the one that is shown, or those selected.
 */
export function ThumbnailItems({ image }: { readonly image: ImageRecord }) {
  const studio = useStudio();
  const shown = useProject((project) => project.currentImage === image.id);
  const selected = useSelectedPhotos();
  const among = selected.some(({ id }) => id === image.id);
  const photos = among ? selected : [image];
  const ids = photos.map(({ id }) => id);
  const several = photos.length > 1;
  const keyed = among || (shown && selected.length === 0);
  return (
    <>
      <MenuItem
        icon="image"
        label="Show this photo"
        disabled={shown}
        onSelect={() => studio.showImage(image.id)}
      />
      <MenuSeparator />
      {reviewActs.map(({ status, label, icon, key }) => (
        <MenuItem
          key={status}
          icon={icon}
          label={reviewTitle(label, photos)}
          keys={keyed ? key : undefined}
          disabled={photos.every(({ review = 'not-started' }) => review === status)}
          onSelect={() => studio.setReview(ids, status)}
        />
      ))}
      <MenuSeparator />
      {among && (
        <MenuItem
          icon="export"
          label={`Export ${plural(photos.length, 'photo')}`}
          onSelect={() => studio.setView({ dialog: 'export' })}
        />
      )}
      <MenuItem
        icon="trash"
        label={several ? `Remove ${plural(photos.length, 'photo')}` : 'Remove this photo'}
        tone="danger"
        onSelect={() => studio.removeImages(ids)}
      />
    </>
  );
}
