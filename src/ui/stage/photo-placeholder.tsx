import { useStore } from 'zustand';
import { imageById } from '../../document/lookup.ts';
import { useDesk, useProject, useStudio } from '../desk.ts';
import { shortcutKey } from '../keymap/keymap.ts';
import { Icon } from '../primitives/icon.tsx';
import { Keys } from '../primitives/keys.tsx';

/** Stands where the photo would be: none open, still opening, or a file that cannot be read. */
export function PhotoPlaceholder() {
  const { studio, pickPhotos } = useDesk();
  const image = useProject(({ document, currentImage }) =>
    currentImage === null ? undefined : imageById(document, currentImage),
  );
  const several = useProject(({ document }) => document.images.length > 1);
  const photo = useStore(useStudio().photos, (photos) => (image ? photos.get(image.id) : undefined));

  if (!image) {
    return (
      <div className="mids">
        <div className="es">
          <div className="esi">
            <Icon name="image" size="l" />
          </div>
          <h2>No photo open</h2>
          <p className="dim">Drop or paste photos here, or choose them.</p>
          <div className="row es-acts">
            <button type="button" className="btn primary" onClick={() => pickPhotos()}>
              Open photos
              <Keys chord={shortcutKey('open')} />
            </button>
          </div>
        </div>
      </div>
    );
  }
  if (photo?.kind === 'unreadable') {
    return (
      <div className="mids" role="alert">
        <div className="es">
          <div className="esi">
            <Icon name="image" size="l" />
          </div>
          <h2>{image.name} cannot be opened</h2>
          <p className="dim">{photo.message}</p>
          <div className="row es-acts">
            {photo.missing && (
              <button
                type="button"
                className="btn primary"
                onClick={() => studio.setView({ dialog: 'find-photos' })}
              >
                Find missing photos
              </button>
            )}
            <button type="button" className="btn" onClick={() => studio.showImage(image.id)}>
              Try again
            </button>
            {several && (
              <button type="button" className="btn" onClick={() => studio.showNeighbour(1)}>
                Next image
                <Keys chord={shortcutKey('next')} />
              </button>
            )}
            <button type="button" className="btn quiet" onClick={() => studio.removeImage(image.id)}>
              Remove
            </button>
          </div>
        </div>
      </div>
    );
  }
  if (photo?.kind === 'ready') return null;
  return (
    <div className="mids opening" aria-busy="true">
      <p className="dim small">Opening {image.name}</p>
    </div>
  );
}
