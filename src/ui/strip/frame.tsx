import type { MouseEvent } from 'react';
import { useStore } from 'zustand';
import type { ImageRecord, ReviewStatus } from '../../document/document.ts';
import { objectsOf, reviewStatus } from '../../document/lookup.ts';
import { assertNever } from '../../errors/assert-never.ts';
import { useAnswer, useDesk, useProject, useStudio } from '../desk.ts';
import { Icon, type IconName } from '../primitives/icon.tsx';
import { Thumbnail } from '../primitives/thumbnail.tsx';
import { plural } from '../words/plural.ts';
import { reviewMarks } from './review-marks.ts';

export interface FrameProps {
  readonly image: ImageRecord;
  /** Place in the row. */
  readonly place: number;
  /** From the beginning of the row, in CSS pixels. */
  readonly left: number;
  readonly selected: boolean;
  /** The one frame that Tab stops at. */
  readonly tabStop: boolean;
  readonly onPress: (image: ImageRecord, event: MouseEvent<HTMLElement>) => void;
}

/** One photo of the strip: its thumbnail, how far it is, and whether it is selected. */
export function Frame(props: FrameProps) {
  const { image, place, left, selected, tabStop, onPress } = props;
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
      className={selected ? 'th selected' : 'th'}
      style={{ left }}
      data-row={place}
      tabIndex={tabStop ? 0 : -1}
      aria-label={`${image.name}, ${words}${selected ? ', selected' : ''}`}
      aria-current={current}
      title={image.name}
      onClick={(event) => onPress(image, event)}
      onContextMenu={openMenu}
    >
      {thumbnail && <Thumbnail bitmap={thumbnail} />}
      {mark}
      {selected && (
        <span className="st-sel">
          <Icon name="check" size="s" />
        </span>
      )}
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
