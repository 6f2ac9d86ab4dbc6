import { type KeyboardEvent, type MouseEvent, type RefObject, useEffect, useRef, useState } from 'react';
import type { ImageId, ImageRecord } from '../../document/document.ts';
import { photoRange, togglePhoto } from '../../studio/photo-selection.ts';
import { useDesk, useStudio } from '../desk.ts';
import { matchesChord, parseChord } from '../keymap/chord.ts';
import { stripKeys } from '../keymap/image-commands.ts';
import { useRowFocus } from '../primitives/use-row-focus.ts';
import { watchScroll } from '../primitives/watch-scroll.ts';
import { Frame } from './frame.tsx';
import { visibleRange } from './visible-range.ts';

export interface FilmProps {
  readonly images: readonly ImageRecord[];
  /** Place of the photo shown, or -1. */
  readonly at: number;
  readonly selected: readonly ImageRecord[];
}

/**
 * The photos in a row. A click shows one; with Shift or Ctrl it selects, as in lists of files. Tab stops at one of them,
 * arrows go on from it.
 */
export function Film({ images, at, selected }: FilmProps) {
  const film = useRef<HTMLDivElement>(null);
  const range = useSight(film);
  const { pitch } = range;
  const show = (place: number) => {
    const element = film.current;
    if (!element || place < 0) return;
    const left = place * pitch;
    const { scrollLeft, clientWidth } = element;
    if (left < scrollLeft || left + pitch > scrollLeft + clientWidth)
      element.scrollLeft = left - (clientWidth - pitch) / 2;
  };
  const { wanted, focusRow } = useRowFocus(film, show);
  const [focused, setFocused] = useState<number | null>(null);
  const { press, choose } = usePicking(images, at, focusRow);
  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolls when another photo is shown, not with each scroll.
  useEffect(() => show(at), [at, pitch]);

  const to = Math.min(images.length, range.to);
  useWantedThumbnails(images, range.from, to, at);
  const stop = Math.min(focused ?? Math.max(0, at), images.length - 1);
  const places = new Set([stop, wanted ?? stop]);
  for (let place = range.from; place < to; place++) places.add(place);
  const chosen = new Set(selected.map(({ id }) => id));
  return (
    <div
      ref={film}
      className="film"
      role="group"
      aria-label="Photos"
      onKeyDown={press}
      onFocus={(event) => setFocused(placeOf(event.target))}
      onBlur={() => setFocused(null)}
    >
      <div className="film-length" style={{ width: images.length * pitch }}>
        {[...places]
          .sort((a, b) => a - b)
          .map((place) => {
            const image = images[place];
            return (
              image && (
                <Frame
                  key={image.id}
                  image={image}
                  place={place}
                  left={place * pitch}
                  selected={chosen.has(image.id)}
                  tabStop={place === stop}
                  onPress={choose}
                />
              )
            );
          })}
      </div>
    </div>
  );
}

function placeOf(target: Element): number | null {
  const { row } = target.closest<HTMLElement>('[data-row]')?.dataset ?? {};
  return row === undefined ? null : Number(row);
}

/** Which frames are in sight, and the CSS pixels from one to the next. */
function useSight(film: RefObject<HTMLDivElement | null>) {
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
    return watchScroll(element, measure);
  }, [film]);
  return range;
}

/** The photo shown first, then the row from left to right. */
function useWantedThumbnails(images: readonly ImageRecord[], from: number, to: number, at: number): void {
  const studio = useStudio();
  useEffect(() => {
    const shown = images[at];
    studio.wantThumbnails([...(shown ? [shown] : []), ...images.slice(from, to)]);
  }, [studio, images, from, to, at]);
}

const chords = {
  all: parseChord(stripKeys.all),
  none: parseChord(stripKeys.none),
  back: parseChord(stripKeys.back),
  forward: parseChord(stripKeys.forward),
  toggle: parseChord(stripKeys.toggle),
  remove: parseChord(stripKeys.remove),
};

/** What clicks and keys do to the selection. Ranges begin at the photo that was clicked or chosen last. */
function usePicking(images: readonly ImageRecord[], at: number, focusRow: (place: number) => void) {
  const { studio } = useDesk();
  const anchor = useRef<ImageId | null>(null);
  const current = images[at]?.id ?? null;
  const select = (photoSelection: readonly ImageId[]) => studio.setView({ photoSelection });
  const selection = () => studio.view.getState().photoSelection;
  const begin = () => (images.some(({ id }) => id === anchor.current) ? anchor.current : current);
  const toggle = (id: ImageId) => {
    anchor.current = id;
    select(togglePhoto(selection(), id, current));
  };

  const choose = ({ id }: ImageRecord, { shiftKey, ctrlKey, metaKey, detail }: MouseEvent<HTMLElement>) => {
    const more = ctrlKey || metaKey;
    // Some browsers make a click of the key that has selected already.
    if (more && detail === 0) return;
    if (shiftKey) {
      const range = photoRange(images, begin(), id);
      select(more ? [...new Set([...selection(), ...range])] : range);
    } else if (more) toggle(id);
    else {
      anchor.current = id;
      select([]);
      studio.showImage(id);
    }
  };

  const act = (event: KeyboardEvent<HTMLElement>, place: number): boolean => {
    const is = (chord: keyof typeof chords) => matchesChord(event.nativeEvent, chords[chord]);
    const own = images[place];
    if (!own) return false;
    if (is('all')) select(images.map(({ id }) => id));
    else if (is('none') && selection().length > 0) select([]);
    else if (is('toggle')) toggle(own.id);
    else if (is('remove')) {
      const some = selection();
      studio.removeImages(
        some.length > 0 ? images.filter(({ id }) => some.includes(id)).map(({ id }) => id) : [own.id],
      );
      focusRow(Math.min(place, images.length - 2));
    } else if (is('back') || is('forward')) {
      const next = images[place + (is('back') ? -1 : 1)];
      if (!next) return true;
      if (selection().length === 0) anchor.current = own.id;
      select(photoRange(images, begin(), next.id));
      focusRow(images.indexOf(next));
    } else return false;
    return true;
  };

  const press = (event: KeyboardEvent<HTMLElement>) => {
    const place = placeOf(event.target as Element);
    if (place === null) return;
    const plain = !event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    const to = plain ? placeByKey(event.key, place, images.length) : null;
    if (to !== null) focusRow(to);
    else if (!act(event, place)) return;
    event.preventDefault();
  };
  return { press, choose };
}

/** Where an arrow, Home or End leads from a frame, not past the ends; null for other keys. */
function placeByKey(key: string, at: number, count: number): number | null {
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: count - 1 }[key];
  return to === undefined ? null : Math.min(count - 1, Math.max(0, to));
}
