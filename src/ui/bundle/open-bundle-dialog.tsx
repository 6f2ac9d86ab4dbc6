import { useStore } from 'zustand';
import type { BundleState } from '../../studio/projects/bundle-state.ts';
import { useDesk } from '../desk.ts';
import { Dialog } from '../primitives/dialog.tsx';
import { ProgressBar } from '../primitives/progress-bar.tsx';
import { plural } from '../words/plural.ts';
import { LinesLeftOut } from './lines-left-out.tsx';
import '../export/export.css';
import './bundle.css';

/** A bundle on its way to be a project, and what it lacked. */
export default function OpenBundleDialog() {
  const { studio, pickBundle } = useDesk();
  const state = useStore(studio.bundle);
  const lost = useStore(studio.photoSearch, (search) => (search.kind === 'lost' ? search.photos.length : 0));
  const close = () => {
    studio.cancelBundle();
    studio.resetBundle();
    studio.setView({ dialog: 'none' });
  };
  return (
    <Dialog
      open
      onClose={close}
      title="Open bundle"
      icon="import"
      width="narrow"
      detail={state.kind === 'opening' ? state.fileName : undefined}
      footer={
        <>
          <span className="dim cut">The file stays on this machine.</span>
          <span className="grow" />
          <button type="button" className="btn lg quiet" onClick={close}>
            {state.kind === 'opening' ? 'Stop' : 'Close'}
          </button>
          {state.kind === 'opened' && lost > 0 && (
            <button
              type="button"
              className="btn lg primary"
              onClick={() => {
                studio.resetBundle();
                studio.setView({ dialog: 'find-photos' });
              }}
            >
              Find missing photos
            </button>
          )}
          {state.kind === 'failed' && (
            <button type="button" className="btn lg outline" onClick={pickBundle}>
              Choose another
            </button>
          )}
        </>
      }
    >
      <div className="dlg-body bdl">
        <Body state={state} lost={lost} />
      </div>
    </Dialog>
  );
}

interface BodyProps {
  readonly state: BundleState;
  /** Photos of the project just opened that have no file here. */
  readonly lost: number;
}

function Body({ state, lost }: BodyProps) {
  switch (state.kind) {
    case 'opening':
      return (
        <div role="status" className="bdl">
          <p>
            {state.of === 0
              ? 'Reading the project'
              : `${state.photos} of ${plural(state.of, 'photo')} stored`}
          </p>
          <ProgressBar name="Bundle progress" share={state.of === 0 ? null : state.photos / state.of} />
        </div>
      );
    case 'opened':
      return (
        <>
          <p role="status">
            <b>{state.name}</b> is open.{' '}
            {lost > 0
              ? `${plural(lost, 'photo')} of it ${lost === 1 ? 'has' : 'have'} no file here. Objects and conversations are all there; say where the photos are to see them again.`
              : state.problems.length > 0 && 'Not all of it was in the bundle.'}
          </p>
          <LinesLeftOut title={plural(state.problems.length, 'problem')} lines={state.problems} />
        </>
      );
    case 'failed':
      return (
        <p className="err" role="alert">
          {state.message}
        </p>
      );
    default:
      return <p role="status">Reading the file</p>;
  }
}
