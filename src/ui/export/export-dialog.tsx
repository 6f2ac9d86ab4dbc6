import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { StudioError } from '../../errors/studio-error.ts';
import { type ExportPlan, type ExportRequest, startRequest } from '../../studio/exchange/export-request.ts';
import { useDesk, useProject, useStudio } from '../desk.ts';
import { canPickFolders, pickFolder } from '../files/pick-folder.ts';
import { shortcutKey } from '../keymap/keymap.ts';
import { Dialog } from '../primitives/dialog.tsx';
import { Keys } from '../primitives/keys.tsx';
import { ProgressBar } from '../primitives/progress-bar.tsx';
import { useSelectedPhotos } from '../strip/use-photos.ts';
import { formatBytes } from '../words/bytes.ts';
import { plural } from '../words/plural.ts';
import { Checks } from './checks.tsx';
import { ExportChoices } from './export-choices.tsx';
import { ExportResult, savedWords } from './export-result.tsx';
import { FilePreview } from './file-preview.tsx';
import { FormatList } from './format-list.tsx';
import { requestAtOpening } from './request-at-opening.ts';
import './export.css';

type Planned =
  | { readonly kind: 'counting' }
  | { readonly kind: 'planned'; readonly plan: ExportPlan }
  | { readonly kind: 'failed'; readonly message: string };

/** What was chosen last, for the next time the dialog is opened. */
let lastRequest: ExportRequest = startRequest;

/** Says what will be written and what is wrong with it before anything is saved; then how far it is. */
export default function ExportDialog() {
  const desk = useDesk();
  const { studio } = desk;
  const selected = useSelectedPhotos().length;
  const [request, setRequest] = useState(() =>
    requestAtOpening(lastRequest, studio.project.getState().document, selected),
  );
  const planned = usePlan(request);
  const state = useStore(studio.exporting);
  const chosenButton = useRef<HTMLButtonElement>(null);
  const plan = planned.kind === 'planned' ? planned.plan : null;
  const writing = state.kind === 'writing';
  const blocked = !plan || plan.images === 0 || writing;
  useEffect(() => {
    lastRequest = request;
  }, [request]);

  const choose = (next: ExportRequest) => {
    // What became of the last export gives way to what the next one is.
    studio.resetExport();
    setRequest(next);
  };
  const close = () => {
    studio.cancelExport();
    studio.resetExport();
    studio.setView({ dialog: 'none' });
  };
  const save = async (folder?: FileSystemDirectoryHandle) => {
    if (blocked) return;
    await studio.saveExport(request, folder);
    const after = studio.exporting.getState();
    if (after.kind !== 'saved' || after.skipped.length > 0) return;
    close();
    desk.say(savedWords(after));
  };
  const enter = (event: KeyboardEvent) => {
    const target = event.target as Element;
    if (event.key !== 'Enter' || target.closest('button:not([role=radio],[role=checkbox]),a')) return;
    event.preventDefault();
    void save();
  };

  return (
    <Dialog
      open
      onClose={close}
      initialFocus={chosenButton}
      title="Export"
      icon="export"
      detail={plan && `${plural(plan.images, 'image')} · ${plural(plan.objects, 'object')}`}
      footer={
        <>
          <Footnote plan={plan} />
          <span className="grow" />
          <button
            type="button"
            className="btn lg quiet"
            onClick={writing ? () => studio.cancelExport() : close}
          >
            {writing ? 'Stop' : state.kind === 'saved' ? 'Close' : 'Cancel'}
            <Keys chord={shortcutKey('escape')} />
          </button>
          {canPickFolders() && (
            <button
              type="button"
              className="btn lg outline"
              disabled={blocked}
              onClick={() => void pickFolder('readwrite').then((folder) => folder && save(folder))}
            >
              Save to a folder
            </button>
          )}
          <button
            type="button"
            className="btn lg primary"
            disabled={blocked}
            aria-busy={writing}
            onClick={() => void save()}
          >
            {plan ? `Export ${plural(plan.images, 'image')}` : 'Export'}
            <Keys chord={shortcutKey('send')} />
          </button>
        </>
      }
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Enter anywhere in the dialog is its main button. */}
      <div className="exg" onKeyDown={enter}>
        <FormatList
          chosen={request.format}
          chosenButton={chosenButton}
          onChange={(format) => choose({ ...request, format, options: {} })}
        />
        <div className="exm">
          {state.kind === 'saved' ? (
            <ExportResult state={state} onLeave={close} />
          ) : (
            <>
              <ExportChoices request={request} plan={plan} onChange={choose} />
              {planned.kind === 'failed' ? (
                <p className="err" role="alert">
                  {planned.message}
                </p>
              ) : (
                <Checks plan={plan} onLeave={close} />
              )}
            </>
          )}
        </div>
        <FilePreview plan={plan} />
      </div>
    </Dialog>
  );
}

function Footnote({ plan }: { readonly plan: ExportPlan | null }) {
  const state = useStore(useStudio().exporting);
  if (state.kind === 'failed')
    return (
      <span className="err" role="alert">
        {state.message}
      </span>
    );
  if (state.kind === 'writing')
    return (
      <span className="row exp-progress" role="status">
        <ProgressBar
          name="Export progress"
          share={state.total === 0 ? null : state.done / state.total}
          width={120}
        />
        <span className="dim num">{formatBytes(state.bytes)}</span>
      </span>
    );
  return (
    <span className="dim cut" role="status">
      {plan ? `${plan.fileName}, saved to your downloads. Nothing is uploaded.` : 'Nothing is uploaded.'}
    </span>
  );
}

/** The plan of the request, made anew when the document changes behind the dialog. */
function usePlan(request: ExportRequest): Planned {
  const studio = useStudio();
  const document = useProject((project) => project.document);
  const [planned, setPlanned] = useState<Planned>({ kind: 'counting' });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the plan is of the document as it is now.
  useEffect(() => {
    const stale = new AbortController();
    studio.planExport(request, stale.signal).then(
      (plan) => !stale.signal.aborted && setPlanned({ kind: 'planned', plan }),
      (error: unknown) => !stale.signal.aborted && setPlanned({ kind: 'failed', message: words(error) }),
    );
    return () => stale.abort();
  }, [studio, request, document]);
  return planned;
}

function words(error: unknown): string {
  if (error instanceof StudioError) return error.message;
  return `The file could not be prepared: ${String(error)}. Your objects are safe.`;
}
