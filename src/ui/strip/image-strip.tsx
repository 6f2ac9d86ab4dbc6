import { useMemo } from 'react';
import { reviewCounts } from '../../studio/review-progress.ts';
import { photosShown } from '../../studio/strip-filter.ts';
import { useDesk, useProject, useView } from '../desk.ts';
import { shortcutKey } from '../keymap/keymap.ts';
import { Icon } from '../primitives/icon.tsx';
import { Keys } from '../primitives/keys.tsx';
import { Tip } from '../primitives/tip.tsx';
import { formatCount } from '../words/plural.ts';
import { Film } from './film.tsx';
import { FilterMenu } from './filter-menu.tsx';
import { ReviewButtons } from './review-buttons.tsx';
import { SelectionActs, SelectionCount } from './selection-acts.tsx';
import { useSelectedPhotos } from './use-photos.ts';
import './strip.css';

/**
 * The photos of the project, or those that the filter shows. Only those in sight are in the page, so that a folder of
 * thousands stays light.
 */
export function ImageStrip() {
  const { pickPhotos } = useDesk();
  const document = useProject((project) => project.document);
  const current = useProject((project) => project.currentImage);
  const filter = useView((view) => view.stripFilter);
  const images = useMemo(() => photosShown(document, filter, current), [document, filter, current]);
  const selected = useSelectedPhotos();
  const at = images.findIndex(({ id }) => id === current);
  return (
    <nav className="strip" aria-label="Images">
      <div className="strip-meta">
        <span className="row">
          <b className="strong num">
            {at + 1} of {images.length}
          </b>
          <FilterMenu />
        </span>
        {selected.length > 0 ? (
          <SelectionCount />
        ) : (
          <span className="row strip-keys">
            <Keys chord={shortcutKey('previous')} />
            <Keys chord={shortcutKey('next')} />
          </span>
        )}
        <Progress />
      </div>
      <Film images={images} at={at} selected={selected} />
      <ReviewButtons />
      <SelectionActs />
      <Tip label="Open photos" keys={shortcutKey('open')}>
        <button type="button" className="ib strip-add" aria-label="Add photos" onClick={() => pickPhotos()}>
          <Icon name="plus" />
        </button>
      </Tip>
    </nav>
  );
}

/** How many photos are done, and how many wait for another look. */
function Progress() {
  const document = useProject((project) => project.document);
  const counts = useMemo(() => reviewCounts(document), [document]);
  const { reviewed, 'needs-look': flagged } = counts;
  if (reviewed + flagged === 0) return null;
  const words = [
    ...(reviewed > 0 ? [`${formatCount(reviewed)} reviewed`] : []),
    ...(flagged > 0 ? [`${formatCount(flagged)} to look at`] : []),
  ].join(', ');
  return (
    <span className="row strip-progress num" title={words}>
      <span className="vh">{words}</span>
      {reviewed > 0 && (
        <span className="ok" aria-hidden="true">
          <Icon name="check" size="s" />
          {formatCount(reviewed)}
        </span>
      )}
      {flagged > 0 && (
        <span className="warn" aria-hidden="true">
          <Icon name="flag" size="s" />
          {formatCount(flagged)}
        </span>
      )}
    </span>
  );
}
