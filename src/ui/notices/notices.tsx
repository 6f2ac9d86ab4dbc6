import { useStore } from 'zustand';
import type { Notice } from '../../studio/studio.ts';
import { useStudio } from '../desk.ts';
import { Icon } from '../primitives/icon.tsx';
import './notices.css';

const icons = { info: 'info', warning: 'alert', error: 'octagon' } as const;
const shownAtOnce = 3;

export interface NoticesProps {
  /** `banner`: the newest of what goes on over the stage, the rest as notes. `corner`: all as notes. */
  readonly place: 'banner' | 'corner';
}

/** What the studio has to say. Banners for what goes on, notes for what can wait; never a dialog. */
export function Notices({ place }: NoticesProps) {
  const notices = useStore(useStudio().notices);
  const banner = place === 'banner' ? notices.findLast(({ canWait }) => !canWait) : undefined;
  const notes = notices.filter((notice) => notice !== banner).slice(-shownAtOnce);
  return (
    <>
      {banner && <Banner notice={banner} />}
      {notes.length > 0 && (
        <div className="notes">
          {notes.map((notice) => (
            <Note key={notice.id} notice={notice} />
          ))}
        </div>
      )}
    </>
  );
}

const toneClass = { info: 'in', warning: '', error: 'er' } as const;

function Banner({ notice }: { readonly notice: Notice }) {
  return (
    <div className={`banner ${toneClass[notice.tone]}`} role={notice.tone === 'error' ? 'alert' : 'status'}>
      <Icon name={icons[notice.tone]} />
      <p>{emphasised(notice.text)}</p>
      <Action notice={notice} />
      <Dismiss notice={notice} />
    </div>
  );
}

function Note({ notice }: { readonly notice: Notice }) {
  return (
    <div className={`note ${toneClass[notice.tone]}`} role={notice.tone === 'error' ? 'alert' : 'status'}>
      <Icon name={icons[notice.tone]} />
      <div className="grow">
        <p>{emphasised(notice.text)}</p>
        <Action notice={notice} />
      </div>
      <Dismiss notice={notice} />
    </div>
  );
}

/** What happened stands out; what was kept and what to do follow. */
function emphasised(text: string) {
  const end = /[.:](?=\s)/.exec(text);
  if (!end) return <strong>{text}</strong>;
  const cut = end.index + 1;
  return (
    <>
      <strong>{text.slice(0, cut)}</strong>
      {text.slice(cut)}
    </>
  );
}

function Action({ notice }: { readonly notice: Notice }) {
  const studio = useStudio();
  const { action } = notice;
  if (!action) return null;
  const run = () => {
    studio.dismiss(notice.id);
    action.run();
  };
  return (
    <button type="button" className="btn sm" onClick={run}>
      {action.label}
    </button>
  );
}

function Dismiss({ notice }: { readonly notice: Notice }) {
  const studio = useStudio();
  return (
    <button type="button" className="ib sm" aria-label="Dismiss" onClick={() => studio.dismiss(notice.id)}>
      <Icon name="close" size="s" />
    </button>
  );
}
