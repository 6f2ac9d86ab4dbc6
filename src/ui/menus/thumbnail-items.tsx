import type { ImageRecord } from '../../document/document.ts';
import { useProject, useStudio } from '../desk.ts';
import { reviewActs } from '../keymap/review-commands.ts';
import { MenuItem, MenuSeparator } from '../primitives/menu.tsx';

/** What can be done to the photo of a thumbnail, be it shown or not. Keys are about the one that is shown. */
export function ThumbnailItems({ image }: { readonly image: ImageRecord }) {
  const studio = useStudio();
  const shown = useProject((project) => project.currentImage === image.id);
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
          label={label}
          keys={shown ? key : undefined}
          disabled={(image.review ?? 'not-started') === status}
          onSelect={() => studio.setReview([image.id], status)}
        />
      ))}
      <MenuSeparator />
      <MenuItem
        icon="trash"
        label="Remove this photo"
        tone="danger"
        onSelect={() => studio.removeImage(image.id)}
      />
    </>
  );
}
