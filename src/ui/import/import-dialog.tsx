import { useStore } from 'zustand';
import type { ImportState } from '../../studio/exchange/import-state.ts';
import { useDesk } from '../desk.ts';
import { Dialog } from '../primitives/dialog.tsx';
import { ProgressBar } from '../primitives/progress-bar.tsx';
import { plural } from '../words/plural.ts';
import { ImportDone } from './import-done.tsx';
import { ImportReady } from './import-ready.tsx';
import '../export/export.css';
import './import.css';

type Ready = Extract<ImportState, { kind: 'ready' }>;

/** Shows what annotation files hold and asks how to take them in; the project changes by one step at the end. */
export default function ImportDialog() {
  const { studio, screen, pickAnnotations } = useDesk();
  const state = useStore(studio.importing);
  const close = () => {
    studio.cancelImport();
    studio.setView({ dialog: 'none' });
  };
  const apply = async () => {
    await studio.applyImport();
    if (studio.project.getState().currentImage !== null) screen.setState({ page: 'studio' });
  };
  return (
    <Dialog
      open
      onClose={close}
      title="Import annotations"
      icon="import"
      width="wide"
      detail={state.kind === 'ready' ? state.source : undefined}
      footer={
        <>
          <span className="dim cut" role="status">
            {state.kind === 'ready' ? footnote(state) : 'The files stay on this machine.'}
          </span>
          <span className="grow" />
          <button type="button" className="btn lg quiet" onClick={close}>
            {state.kind === 'done' ? 'Close' : 'Cancel'}
          </button>
          {state.kind === 'ready' ? (
            <button
              type="button"
              className="btn lg primary"
              disabled={state.objects + state.newImages + state.turns === 0}
              onClick={() => void apply()}
            >
              Import {plural(state.objects, 'object')}
            </button>
          ) : (
            state.kind !== 'reading' && (
              <button type="button" className="btn lg outline" onClick={pickAnnotations}>
                Choose files
              </button>
            )
          )}
        </>
      }
    >
      <div className="imp">
        <Body state={state} onLeave={close} />
      </div>
    </Dialog>
  );
}

function Body({ state, onLeave }: { readonly state: ImportState; readonly onLeave: () => void }) {
  switch (state.kind) {
    case 'idle':
      return (
        <p className="dim">
          Choose annotation files, or a zip of them with or without photos: COCO, YOLO, Pascal VOC, LabelMe,
          PNG masks and more.
        </p>
      );
    case 'reading':
      return (
        <div role="status" className="imp-wait">
          <p>{state.what}</p>
          <ProgressBar
            name="Import progress"
            share={state.total > 0 ? state.done / state.total : null}
            width={260}
          />
        </div>
      );
    case 'ready':
      return <ImportReady state={state} />;
    case 'done':
      return <ImportDone state={state} onLeave={onLeave} />;
    case 'failed':
      return (
        <p className="err" role="alert">
          {state.message}
        </p>
      );
  }
}

function footnote({ choice }: Ready): string {
  return choice.mode === 'replace'
    ? 'Objects of these photos are replaced. One undo step.'
    : 'Objects that are there stay. One undo step.';
}
