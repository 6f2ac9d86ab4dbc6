import { type MouseEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { ImageRecord, ReviewStatus } from '../../document/document.ts';
import { objectsOf, reviewStatus } from '../../document/lookup.ts';
import { assertNever } from '../../errors/assert-never.ts';
import { reviewCounts } from '../../studio/review-progress.ts';
import { photosShown } from '../../studio/strip-filter.ts';
import { useAnswer, useDesk, useProject, useStudio, useView } from '../desk.ts';
import { shortcutKey } from '../keymap/keymap.ts';
import { Icon, type IconName } from '../primitives/icon.tsx';
import { Keys } from '../primitives/keys.tsx';
import { Thumbnail } from '../primitives/thumbnail.tsx';
import { Tip } from '../primitives/tip.tsx';
import { formatCount, plural } from '../words/plural.ts';
import { FilterMenu } from './filter-menu.tsx';
import { ReviewButtons } from './review-buttons.tsx';
import { reviewMarks } from './review-marks.ts';
import { visibleRange } from './visible-range.ts';
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
        <span className="row strip-keys">
          <Keys chord={shortcutKey('previous')} />
          <Keys chord={shortcutKey('next')} />
        </span>
        <Progress />
      </div>
      <Film images={images} at={at} />
      <ReviewButtons />
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

interface FilmProps {
  readonly images: readonly ImageRecord[];
  readonly at: number;
}

function Film({ images, at }: FilmProps) {
  const film = useRef<HTMLDivElement>(null);
  const [range, setRange] = useState({ from: 0, to: 40, pitch: 84 });

  useEffect(() => {
    const element = film.current;
    if (!element) return;
    const measure = () => {
      const pitch = Number.parseFloat(getComputedStyle(element).getPropertyValue('--pitch')) || 84;
      const next = visibleRange(element.scrollLeft, element.clientWidth, pitch);
      setRange((before) =>
        before.from === next.from && before.to === next.to && before.pitch === pitch
          ? before
          : { ...next, pitch },
      );
    };
    measure();
    const watcher = new ResizeObserver(measure);
    watcher.observe(element);
    element.addEventListener('scroll', measure, { passive: true });
    return () => {
      watcher.disconnect();
      element.removeEventListener('scroll', measure);
    };
  }, []);

  useEffect(() => {
    const element = film.current;
    if (!element || at < 0) return;
    const left = at * range.pitch;
    const { scrollLeft, clientWidth } = element;
    if (left < scrollLeft || left + range.pitch > scrollLeft + clientWidth)
      element.scrollLeft = left - (clientWidth - range.pitch) / 2;
  }, [at, range.pitch]);

  const to = Math.min(images.length, range.to);
  useWantedThumbnails(images, range.from, to, at);
  return (
    <div ref={film} className="film">
      <div className="film-length" style={{ width: images.length * range.pitch }}>
        {images.slice(range.from, to).map((image, index) => (
          <Frame key={image.id} image={image} left={(range.from + index) * range.pitch} />
        ))}
      </div>
    </div>
  );
}

/** The photo shown first, then the row from left to right. */
function useWantedThumbnails(images: readonly ImageRecord[], from: number, to: number, at: number): void {
  const studio = useStudio();
  useEffect(() => {
    const shown = images[at];
    studio.wantThumbnails([...(shown ? [shown] : []), ...images.slice(from, to)]);
  }, [studio, images, from, to, at]);
}

function Frame({ image, left }: { readonly image: ImageRecord; readonly left: number }) {
  const { studio, screen } = useDesk();
  const current = useProject((project) => project.currentImage === image.id);
  const thumbnail = useStore(studio.thumbnails, (thumbnails) => thumbnails.get(image.id));
  const { words, mark } = useFrameState(image);
  const openMenu = (event: MouseEvent<HTMLElement>) => {
    event.preventDefault();
    const box = event.currentTarget.getBoundingClientRect();
    // The menu key has no pointer: it opens at the thumbnail.
    const { x, y } =
      event.button === 2 ? { x: event.clientX, y: event.clientY } : { x: box.left, y: box.top };
    screen.setState({ contextMenu: { x, y, on: 'thumbnail', image: image.id, under: [] } });
  };
  return (
    <button
      type="button"
      className="th"
      style={{ left }}
      aria-label={`${image.name}, ${words}`}
      aria-current={current}
      title={image.name}
      onClick={() => studio.showImage(image.id)}
      onContextMenu={openMenu}
    >
      {thumbnail && <Thumbnail bitmap={thumbnail} />}
      {mark}
    </button>
  );
}

/** How far a photo is, in words and as a mark whose shape tells it. */
function useFrameState(image: ImageRecord) {
  const { id } = image;
  const count = useProject(({ document }) => objectsOf(document, id).length);
  const status = useProject(({ document }) => reviewStatus(document, image));
  const unreadable = useStore(useStudio().photos, (photos) => photos.get(id)?.kind === 'unreadable');
  const running = useAnswer((answer) => answer.running?.image === id);
  const queued = useAnswer((answer) => answer.queue.some(({ image }) => image === id));
  if (unreadable) return { words: 'could not be read', mark: <Mark tone="err" icon="octagon" /> };
  if (running) return { words: 'answering', mark: <Mark tone="run" icon="play" /> };
  if (queued) return { words: 'question waiting', mark: <Mark tone="run" icon="clock" /> };
  const has = count === 0 ? '' : `, ${plural(count, 'object')}`;
  return { words: `${reviewMarks[status].words}${has}`, mark: <StatusMark status={status} count={count} /> };
}

function StatusMark({ status, count }: { readonly status: ReviewStatus; readonly count: number }) {
  switch (status) {
    case 'reviewed':
      return <Mark tone="done" icon={reviewMarks.reviewed.icon} />;
    case 'needs-look':
      return <Mark tone="look" icon={reviewMarks['needs-look'].icon} />;
    case 'open':
      return count === 0 ? null : <span className="st num">{count}</span>;
    case 'not-started':
      return null;
    default:
      return assertNever(status);
  }
}

interface MarkProps {
  readonly tone: 'err' | 'run' | 'done' | 'look';
  readonly icon: IconName;
}

function Mark({ tone, icon }: MarkProps) {
  return (
    <span className={`st ${tone}`}>
      <Icon name={icon} size="s" />
    </span>
  );
}
