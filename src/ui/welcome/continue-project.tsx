import { useStore } from 'zustand';
import { useDesk, useProject, useStudio } from '../desk.ts';
import { Icon } from '../primitives/icon.tsx';
import { Thumbnail } from '../primitives/thumbnail.tsx';
import { countObjects } from '../words/count-objects.ts';
import { plural } from '../words/plural.ts';

/** The way back to the project that this browser kept. */
export function ContinueProject() {
  const { screen } = useDesk();
  const document = useProject((project) => project.document);
  const current = useProject((project) => project.currentImage);
  const first = document.images.find(({ id }) => id === current) ?? document.images[0];
  const photo = useStore(useStudio().photos, (photos) => (first ? photos.get(first.id) : undefined));
  if (!first) return null;
  const thumbnail = photo && 'thumbnail' in photo ? photo.thumbnail : null;
  return (
    <section className="wl-continue" aria-label="Saved project">
      <h2 className="wl-head">Continue</h2>
      <button
        type="button"
        className="rec"
        aria-label={`Continue with ${plural(document.images.length, 'photo')}`}
        onClick={() => screen.setState({ page: 'studio' })}
      >
        <span className="rec-pic">
          {thumbnail ? <Thumbnail bitmap={thumbnail} /> : <Icon name="image" />}
        </span>
        <span className="grow rec-text">
          <b className="strong cut">{first.name}</b>
          <span className="dim num small">
            {plural(document.images.length, 'photo')} · {plural(countObjects(document), 'object')}
          </span>
        </span>
        <Icon name="chevronRight" />
      </button>
    </section>
  );
}
