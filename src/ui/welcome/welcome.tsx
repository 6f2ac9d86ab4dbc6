import { lazy, Suspense, useEffect } from 'react';
import { useDesk, useStudio } from '../desk.ts';
import { canPickFolders } from '../files/pick-folder.ts';
import { shortcutKey } from '../keymap/keymap.ts';
import { Notices } from '../notices/notices.tsx';
import { Icon } from '../primitives/icon.tsx';
import { Keys } from '../primitives/keys.tsx';
import { TopBar } from '../shell/top-bar.tsx';
import { ModelCard } from './model-card.tsx';
import './welcome.css';

const ProjectList = lazy(() => import('./project-list.tsx'));

/** Nothing open yet: photos, samples, the model, and the way back to what was saved. */
export function Welcome() {
  useEffect(() => {
    document.title = 'Text4Seg Studio';
  }, []);
  return (
    <div className="page">
      <TopBar start={<span className="brand">Text4Seg Studio</span>} />
      <main className="wl" aria-label="Welcome">
        <section className="wl-main" aria-labelledby="welcome-title">
          <h1 id="welcome-title">Say what to segment.</h1>
          <p className="wl-lead dim">
            Open photos, type what you are looking for, correct the mask, export. Everything runs on this
            device; no photo leaves it.
          </p>
          <OpenPhotos />
          <Samples />
        </section>
        <aside className="wl-side" aria-label="Model and projects">
          <ModelCard />
          <Suspense>
            <ProjectList />
          </Suspense>
        </aside>
      </main>
      <Notices place="corner" />
    </div>
  );
}

function OpenPhotos() {
  const { pickPhotos, linkFolder } = useDesk();
  return (
    <div className="drop" role="group" aria-label="Add photos">
      <div className="dropi">
        <Icon name="image" size="l" />
      </div>
      <p className="drop-title">Drop photos or a folder here</p>
      <p className="dim">JPEG, PNG, WebP, AVIF. Paste works too.</p>
      <div className="row drop-acts">
        <button
          type="button"
          className="btn primary lg"
          aria-keyshortcuts={shortcutKey('open')}
          onClick={() => pickPhotos()}
        >
          <Icon name="image" />
          Open photos
          <Keys chord={shortcutKey('open')} />
        </button>
        <button type="button" className="btn lg" onClick={() => pickPhotos('folder')}>
          <Icon name="folder" />
          Open folder
        </button>
        {canPickFolders() && (
          <button
            type="button"
            className="btn quiet lg"
            title="The photos stay where they are and are read from there"
            onClick={() => void linkFolder()}
          >
            Link a folder
          </button>
        )}
      </div>
    </div>
  );
}

function Samples() {
  const { openSample } = useDesk();
  const { samples } = useStudio();
  return (
    <>
      <h2 className="wl-head">Or try a sample</h2>
      <ul className="samples">
        {samples.map((sample) => (
          <li key={sample.id}>
            <button
              type="button"
              className="sample card"
              title={`Photo: ${sample.credit}`}
              onClick={() => void openSample(sample.id)}
            >
              <span className="sample-pic">
                <img src={sample.url} alt="" width="320" height="180" decoding="async" />
                <img src={sample.maskUrl} alt="" width="320" height="180" decoding="async" />
              </span>
              <span className="sample-text">
                <b className="strong">{sample.title}</b>
                <span className="dim cut small">“{sample.prompt}”</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
