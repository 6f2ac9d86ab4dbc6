import { useState } from 'react';
import { useStore } from 'zustand';
import { projectHoldings } from '../../document/project-holdings.ts';
import type { BundledPhotos, BundleState } from '../../studio/projects/bundle-state.ts';
import { useProject, useStudio } from '../desk.ts';
import { Dialog } from '../primitives/dialog.tsx';
import { ProgressBar } from '../primitives/progress-bar.tsx';
import { Segmented } from '../primitives/segmented.tsx';
import { formatBytes } from '../words/bytes.ts';
import { plural } from '../words/plural.ts';
import { LinesLeftOut } from './lines-left-out.tsx';
import '../export/export.css';
import './bundle.css';

/** The open project as one file: what goes into it, how far it is, and what could not be put in. */
export default function SaveBundleDialog() {
  const studio = useStudio();
  const state = useStore(studio.bundle);
  const [photos, setPhotos] = useState<BundledPhotos>('copied');
  const saving = state.kind === 'saving';
  const close = () => {
    studio.cancelBundle();
    studio.resetBundle();
    studio.setView({ dialog: 'none' });
  };
  const save = async () => {
    await studio.saveBundle(photos);
    const after = studio.bundle.getState();
    if (after.kind !== 'saved' || after.missing.length > 0) return;
    studio.resetBundle();
    studio.setView({ dialog: 'none' });
  };
  return (
    <Dialog
      open
      onClose={close}
      title="Save bundle"
      icon="download"
      width="narrow"
      footer={
        <>
          <Progress state={state} />
          <span className="grow" />
          <button
            type="button"
            className="btn lg quiet"
            onClick={saving ? () => studio.cancelBundle() : close}
          >
            {saving ? 'Stop' : state.kind === 'saved' ? 'Close' : 'Cancel'}
          </button>
          {state.kind !== 'saved' && (
            <button
              type="button"
              className="btn lg primary"
              disabled={saving}
              aria-busy={saving}
              onClick={() => void save()}
            >
              Save bundle
            </button>
          )}
        </>
      }
    >
      <div className="dlg-body bdl">
        {state.kind === 'saved' ? (
          <Saved state={state} />
        ) : (
          <>
            <p>
              One file with the whole project: objects, classes, conversations and the history. Opened here or
              on another machine, it goes on where you are.
            </p>
            <Photos chosen={photos} onChange={setPhotos} />
            {state.kind === 'failed' && (
              <p className="err" role="alert">
                {state.message}
              </p>
            )}
          </>
        )}
      </div>
    </Dialog>
  );
}

interface PhotosProps {
  readonly chosen: BundledPhotos;
  readonly onChange: (photos: BundledPhotos) => void;
}

function Photos({ chosen, onChange }: PhotosProps) {
  const document = useProject((project) => project.document);
  const { photos } = projectHoldings(document, null);
  const bytes = document.images.reduce((sum, image) => sum + image.bytes, 0);
  return (
    <fieldset>
      <legend className="lg">Photos</legend>
      <Segmented
        name="Photos"
        value={chosen}
        options={[
          { value: 'copied', label: `With ${plural(photos, 'photo')}, ${formatBytes(bytes)}` },
          { value: 'referenced', label: 'Without photos' },
        ]}
        onChange={onChange}
      />
      <p className="dim small option-hint">
        {chosen === 'copied'
          ? 'Photos that you removed and undo can bring back come along.'
          : 'Only their names and hashes. Where it is opened, the photos are found by their content, in any folder.'}
      </p>
    </fieldset>
  );
}

function Progress({ state }: { readonly state: BundleState }) {
  if (state.kind !== 'saving')
    return (
      <span className="dim cut" role="status">
        {state.kind === 'saved' ? '' : 'Saved to your downloads.'}
      </span>
    );
  return (
    <span className="row exp-progress" role="status">
      <ProgressBar
        name="Bundle progress"
        share={state.of === 0 ? null : state.photos / state.of}
        width={120}
      />
      <span className="dim num">{formatBytes(state.bytes)}</span>
    </span>
  );
}

function Saved({ state }: { readonly state: Extract<BundleState, { kind: 'saved' }> }) {
  const { fileName, bytes, photos, missing } = state;
  return (
    <>
      <p role="status">
        <b>{fileName}</b> is saved with {plural(photos, 'photo')}, {formatBytes(bytes)}.
      </p>
      <LinesLeftOut
        title={`${plural(missing.length, 'photo')} left out; everything else is in it`}
        lines={missing.map(({ name, reason }) => `${name}: ${reason}`)}
      />
    </>
  );
}
