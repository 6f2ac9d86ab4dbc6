import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { PhotoSearchState } from '../../studio/projects/photo-search-state.ts';
import { useDesk } from '../desk.ts';
import { Dialog } from '../primitives/dialog.tsx';
import { ProblemLines } from '../primitives/problem-lines.tsx';
import { ProgressBar } from '../primitives/progress-bar.tsx';
import { formatCount, plural } from '../words/plural.ts';
import { SearchResult } from './search-result.tsx';
import '../export/export.css';
import './find-photos.css';

/** Which photos of the project have no file here, and where to look for them: they are known again by their content. */
export default function FindPhotosDialog() {
  const { studio, findPhotos } = useDesk();
  const state = useStore(studio.photoSearch);
  useEffect(() => {
    // What a bundle that was just opened lacks is known already.
    if (studio.photoSearch.getState().kind !== 'lost') void studio.lookForLostPhotos();
  }, [studio]);
  const close = () => {
    studio.resetPhotoSearch();
    studio.setView({ dialog: 'none' });
  };
  const searching = state.kind === 'searching';
  const left = state.kind === 'lost' ? state.photos.length : state.kind === 'done' ? state.missing.length : 0;
  return (
    <Dialog
      open
      onClose={close}
      title="Find missing photos"
      icon="search"
      width="narrow"
      footer={
        <>
          <span className="grow" />
          <button
            type="button"
            className="btn lg quiet"
            onClick={searching ? () => studio.stopFindingPhotos() : close}
          >
            {searching ? 'Stop' : 'Close'}
          </button>
          {(left > 0 || state.kind === 'failed') && (
            <>
              <button type="button" className="btn lg outline" onClick={() => void findPhotos('files')}>
                Choose files
              </button>
              <button type="button" className="btn lg primary" onClick={() => void findPhotos('folder')}>
                {state.kind === 'lost' ? 'Choose a folder' : 'Choose another folder'}
              </button>
            </>
          )}
        </>
      }
    >
      <div className="dlg-body fnd">
        <Body state={state} />
      </div>
    </Dialog>
  );
}

function Body({ state }: { readonly state: PhotoSearchState }) {
  switch (state.kind) {
    case 'lost':
      return <Lost photos={state.photos} />;
    case 'searching':
      return (
        <div role="status" className="fnd">
          <p>
            {state.total === 0
              ? 'Looking through the files'
              : `${formatCount(state.done)} of ${plural(state.total, 'file')} of the right size compared`}
          </p>
          <ProgressBar name="Search progress" share={state.total === 0 ? null : state.done / state.total} />
        </div>
      );
    case 'done':
      return <SearchResult state={state} />;
    case 'failed':
      return (
        <p className="err" role="alert">
          {state.message}
        </p>
      );
    default:
      return (
        <div role="status" className="fnd">
          <p>Looking which photos have no file</p>
          <ProgressBar name="Search progress" share={null} />
        </div>
      );
  }
}

function Lost({ photos }: Pick<Extract<PhotoSearchState, { kind: 'lost' }>, 'photos'>) {
  if (photos.length === 0)
    return <p role="status">Every photo of this project has its file. Nothing is missing.</p>;
  return (
    <>
      <p role="status">
        {photos.length === 1
          ? 'One photo has no file here.'
          : `${formatCount(photos.length)} photos have no file here.`}{' '}
        Objects and conversations are kept. Choose where the photos are: they are known again by content,
        whatever their files are called now. Nothing is uploaded.
      </p>
      <ProblemLines
        name="Missing photos"
        listName="List of missing photos"
        className="fnd-lines"
        title={plural(photos.length, 'missing photo')}
        lines={photos.map(({ name, reason }) => `${name}: ${reason}`)}
      />
    </>
  );
}
