import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { ImageId, ImageRecord } from '../../document/document.ts';
import { objectsOf } from '../../document/lookup.ts';
import { useAnswer, useDesk, useProject, useStudio } from '../desk.ts';
import { shortcutKey } from '../keymap/keymap.ts';
import { Icon } from '../primitives/icon.tsx';
import { Keys } from '../primitives/keys.tsx';
import { Thumbnail } from '../primitives/thumbnail.tsx';
import { Tip } from '../primitives/tip.tsx';
import { plural } from '../words/plural.ts';
import { visibleRange } from './visible-range.ts';
import './strip.css';

/** All photos of the project. Only those in sight are in the page, so that a folder of thousands stays light. */
export function ImageStrip() {
  const { pickPhotos } = useDesk();
  const images = useProject(({ document }) => document.images);
  const current = useProject((project) => project.currentImage);
  const at = images.findIndex(({ id }) => id === current);
  return (
    <nav className="strip" aria-label="Images">
      <div className="strip-meta">
        <b className="strong num">
          {at + 1} of {images.length}
        </b>
        <span className="row strip-keys">
          <Keys chord={shortcutKey('previous')} />
          <Keys chord={shortcutKey('next')} />
        </span>
      </div>
      <Film images={images} at={at} />
      <Tip label="Open photos" keys={shortcutKey('open')}>
        <button type="button" className="ib strip-add" aria-label="Add photos" onClick={() => pickPhotos()}>
          <Icon name="plus" />
        </button>
      </Tip>
    </nav>
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

function Frame({ image, left }: { readonly image: ImageRecord; readonly left: number }) {
  const studio = useStudio();
  const current = useProject((project) => project.currentImage === image.id);
  const photo = useStore(studio.photos, (photos) => photos.get(image.id));
  const { words, mark } = useFrameState(image.id);
  return (
    <button
      type="button"
      className="th"
      style={{ left }}
      aria-label={`${image.name}, ${words}`}
      aria-current={current}
      title={image.name}
      onClick={() => studio.showImage(image.id)}
    >
      {photo && 'thumbnail' in photo && <Thumbnail bitmap={photo.thumbnail} />}
      {mark}
    </button>
  );
}

/** How far a photo is, in words and as a mark whose shape tells it. */
function useFrameState(id: ImageId) {
  const count = useProject(({ document }) => objectsOf(document, id).length);
  const unreadable = useStore(useStudio().photos, (photos) => photos.get(id)?.kind === 'unreadable');
  const running = useAnswer((answer) => answer.running?.image === id);
  const queued = useAnswer((answer) => answer.queue.some(({ image }) => image === id));
  if (unreadable) return { words: 'could not be read', mark: <Mark tone="err" icon="octagon" /> };
  if (running) return { words: 'answering', mark: <Mark tone="run" icon="play" /> };
  if (queued) return { words: 'question waiting', mark: <Mark tone="run" icon="clock" /> };
  if (count === 0) return { words: 'not started', mark: null };
  return { words: plural(count, 'object'), mark: <span className="st num">{count}</span> };
}

function Mark({ tone, icon }: { readonly tone: 'err' | 'run'; readonly icon: 'octagon' | 'play' | 'clock' }) {
  return (
    <span className={`st ${tone}`}>
      <Icon name={icon} size="s" />
    </span>
  );
}
