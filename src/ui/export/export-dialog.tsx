import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { StudioError } from '../../errors/studio-error.ts';
import type { ExportPlan, ExportRequest } from '../../studio/studio.ts';
import { useProject, useStudio } from '../desk.ts';
import { shortcutKey } from '../keymap/keymap.ts';
import { Dialog } from '../primitives/dialog.tsx';
import { Keys } from '../primitives/keys.tsx';
import { nextIndex, Segmented } from '../primitives/segmented.tsx';
import { plural } from '../words/plural.ts';
import { Checks } from './checks.tsx';
import { FilePreview } from './file-preview.tsx';
import './export.css';

interface Profile {
  readonly value: ExportRequest['profile'];
  readonly label: string;
  readonly note: string;
}

const profiles: readonly Profile[] = [
  { value: 'polygon', label: 'Polygons', note: 'COCO JSON. Points on pixel corners; holes joined by a cut' },
  { value: 'rle', label: 'Compressed RLE', note: 'COCO JSON. Exact pixels, smaller files' },
];

type Planned =
  | { readonly kind: 'counting' }
  | { readonly kind: 'planned'; readonly plan: ExportPlan }
  | { readonly kind: 'failed'; readonly message: string };

/** Says what will be written and what is wrong with it before anything is saved. */
export default function ExportDialog() {
  const studio = useStudio();
  const [request, setRequest] = useState<ExportRequest>({ profile: 'polygon', images: 'all' });
  const planned = usePlan(request);
  const [saving, setSaving] = useState<'no' | 'yes' | { readonly failed: string }>('no');
  const close = () => studio.setView({ dialog: 'none' });
  const plan = planned.kind === 'planned' ? planned.plan : null;
  const blocked =
    !plan || plan.images === 0 || plan.checks.some(({ tone }) => tone === 'error') || saving === 'yes';

  const save = async () => {
    if (blocked) return;
    setSaving('yes');
    try {
      await studio.exportFile(request);
      close();
    } catch (error) {
      setSaving({ failed: words(error) });
    }
  };
  const enter = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || (event.target as Element).closest('button:not([role=radio]),a')) return;
    event.preventDefault();
    void save();
  };

  return (
    <Dialog
      open
      onClose={close}
      title="Export"
      icon="export"
      detail={plan && `${plural(plan.images, 'image')} · ${plural(plan.objects, 'object')}`}
      footer={
        <>
          <span className={typeof saving === 'object' ? 'err' : 'dim'} role="status">
            {typeof saving === 'object' ? saving.failed : 'Saved to your downloads. Nothing is uploaded.'}
          </span>
          <span className="grow" />
          <button type="button" className="btn lg quiet" onClick={close}>
            Cancel
            <Keys chord={shortcutKey('escape')} />
          </button>
          <button
            type="button"
            className="btn lg primary"
            disabled={blocked}
            aria-busy={saving === 'yes'}
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
        <Profiles chosen={request.profile} onChange={(profile) => setRequest({ ...request, profile })} />
        <div className="exm">
          <Which request={request} onChange={setRequest} />
          {planned.kind === 'failed' ? (
            <p className="err" role="alert">
              {planned.message}
            </p>
          ) : (
            <Checks plan={plan} onLeave={close} />
          )}
        </div>
        <FilePreview plan={plan} />
      </div>
    </Dialog>
  );
}

interface ProfilesProps {
  readonly chosen: ExportRequest['profile'];
  readonly onChange: (profile: ExportRequest['profile']) => void;
}

function Profiles({ chosen, onChange }: ProfilesProps) {
  const root = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent) => {
    const next = nextIndex(
      event.key,
      profiles.findIndex(({ value }) => value === chosen),
      profiles.length,
    );
    const profile = next === null ? undefined : profiles[next];
    if (next === null || !profile) return;
    event.preventDefault();
    onChange(profile.value);
    root.current?.querySelectorAll('button')[next]?.focus();
  };
  return (
    <div ref={root} className="exl" role="radiogroup" aria-label="Format" onKeyDown={move}>
      {profiles.map(({ value, label, note }) => (
        <button
          key={value}
          type="button"
          className="prof"
          role="radio"
          aria-checked={value === chosen}
          aria-label={label}
          aria-describedby={`profile-${value}`}
          tabIndex={value === chosen ? 0 : -1}
          onClick={() => onChange(value)}
        >
          <span className="radio" />
          <span>
            <b>{label}</b>
            <small id={`profile-${value}`}>{note}</small>
          </span>
        </button>
      ))}
    </div>
  );
}

interface WhichProps {
  readonly request: ExportRequest;
  readonly onChange: (request: ExportRequest) => void;
}

function Which({ request, onChange }: WhichProps) {
  const count = useProject(({ document }) => document.images.length);
  return (
    <fieldset>
      <legend className="lg">Which images</legend>
      <Segmented
        name="Which images"
        value={request.images}
        options={[
          { value: 'all', label: `All ${count}`, name: 'All images' },
          { value: 'current', label: 'This one', name: 'This image' },
        ]}
        onChange={(images) => onChange({ ...request, images })}
      />
    </fieldset>
  );
}

/** The plan of the request, made anew when the document changes behind the dialog. */
function usePlan(request: ExportRequest): Planned {
  const studio = useStudio();
  const document = useProject((project) => project.document);
  const [planned, setPlanned] = useState<Planned>({ kind: 'counting' });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the plan is of the document as it is now.
  useEffect(() => {
    let stale = false;
    studio.planExport(request).then(
      (plan) => !stale && setPlanned({ kind: 'planned', plan }),
      (error: unknown) => !stale && setPlanned({ kind: 'failed', message: words(error) }),
    );
    return () => {
      stale = true;
    };
  }, [studio, request, document]);
  return planned;
}

function words(error: unknown): string {
  if (error instanceof StudioError) return error.message;
  return `The file could not be written: ${String(error)}. Your objects are safe.`;
}
