import { Popover } from '@base-ui/react/popover';
import { type KeyboardEvent, type RefObject, useEffect, useState } from 'react';
import type { SegmentedObject } from '../../document/document.ts';
import { objectById } from '../../document/lookup.ts';
import { maskArea } from '../../mask/measure.ts';
import { noRefinement, type RefinedMask, type RefinePlan } from '../../mask/refine-mask.ts';
import { useDesk, useProject, useScreen, useStudio, useView } from '../desk.ts';
import { speckArea } from '../keymap/mask-commands.ts';
import { CheckRow } from '../primitives/check-row.tsx';
import { Slider } from '../primitives/slider.tsx';
import { Stepper } from '../primitives/stepper.tsx';
import { formatShare } from '../words/share.ts';
import { useRefinement } from './use-refinement.ts';
import './refine.css';

export interface RefinePopoverProps {
  /** What floats over the stage; its Refine button, if there is one, is what the popover hangs on. */
  readonly slot: RefObject<HTMLElement | null>;
}

/** Open while an object is being refined. Not modal: the photo can be moved and looked at, the dashed line tells. */
export function RefinePopover({ slot }: RefinePopoverProps) {
  const { screen } = useDesk();
  const refining = useScreen((state) => state.refining);
  const object = useProject(({ document, currentImage }) =>
    currentImage !== null && refining !== null ? objectById(document, currentImage, refining) : undefined,
  );
  const chosen = useView(({ selection }) => refining !== null && selection.includes(refining));
  const close = () => screen.setState({ refining: null });
  const gone = refining !== null && (!object || !chosen || object.locked);
  useEffect(() => {
    if (gone) screen.setState({ refining: null });
  }, [gone, screen]);

  return (
    <Popover.Root
      open={object !== undefined && !gone}
      onOpenChange={(open, { reason }) => {
        // A click on the photo pans and zooms; only Escape and the popover's own buttons close it.
        if (!open && reason === 'escape-key') close();
      }}
    >
      <Popover.Portal>
        <Popover.Positioner
          className="popper"
          anchor={() => slot.current?.querySelector('[data-refine]') ?? slot.current}
          sideOffset={8}
          collisionPadding={8}
        >
          {object && <RefinePanel key={object.id} object={object} close={close} />}
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

const furthest = 40;
const roundest = 20;
const coarsest = 10;

function RefinePanel({ object, close }: { readonly object: SegmentedObject; readonly close: () => void }) {
  const studio = useStudio();
  const name = useProject(
    ({ document }) => document.categories.find(({ id }) => id === object.category)?.name ?? 'object',
  );
  const [plan, setPlan] = useState<RefinePlan>(noRefinement);
  const [specks, setSpecks] = useState(speckArea);
  const result = useRefinement(object, plan, specks);
  const change = (patch: Partial<RefinePlan>) => setPlan((before) => ({ ...before, ...patch }));
  const changes = Object.entries(noRefinement).some(
    ([key, value]) => plan[key as keyof RefinePlan] !== value,
  );

  const apply = () => {
    void studio.refine([object.id], plan);
    close();
  };
  const press = (event: KeyboardEvent) => {
    const inside = event.target instanceof Element ? event.target : null;
    if (event.key === 'Enter' && changes && inside?.closest('button') === null) {
      event.preventDefault();
      apply();
    }
    // Single keys belong to what has the focus here; Ctrl Z and its like act as everywhere.
    if (!event.ctrlKey && !event.metaKey && event.key !== 'Escape') event.stopPropagation();
  };

  return (
    <Popover.Popup className="pop refine" aria-label={`Refine ${name}`} onKeyDown={press}>
      <div className="mlabel" aria-hidden="true">
        Refine {name}
      </div>
      <div className="pop-line">
        <span className="refine-name">Grow or shrink</span>
        <Stepper
          name="Grow or shrink"
          value={plan.grow}
          min={-furthest}
          max={furthest}
          less="Shrink by 1 px"
          more="Grow by 1 px"
          say={signedPixels}
          onChange={(grow) => change({ grow })}
        />
      </div>
      <Length name="Smooth" value={plan.smooth} max={roundest} onChange={(smooth) => change({ smooth })} />
      <Length
        name="Simplify"
        value={plan.simplify}
        max={coarsest}
        step={0.5}
        onChange={(simplify) => change({ simplify })}
      />
      <div className="msep" />
      <Repairs plan={plan} specks={specks} result={result} change={change} setSpecks={setSpecks} />
      <div className="refine-foot">
        <span className="low num small grow" role="status" aria-label="Area">
          <Areas object={object} after={result?.mask} />
        </span>
        <button type="button" className="btn sm quiet" onClick={close}>
          Cancel
        </button>
        <button type="button" className="btn sm primary" disabled={!changes} onClick={apply}>
          Apply
        </button>
      </div>
    </Popover.Popup>
  );
}

interface RepairsProps {
  readonly plan: RefinePlan;
  /** Area under which a part is a speck, in pixels of the photo. */
  readonly specks: number;
  readonly result: RefinedMask | null;
  readonly change: (patch: Partial<RefinePlan>) => void;
  readonly setSpecks: (area: number) => void;
}

/** What is done or not, each with how much there is of it. */
function Repairs({ plan, specks, result, change, setSpecks }: RepairsProps) {
  const resize = (area: number) => {
    setSpecks(area);
    if (plan.removeSpecks > 0) change({ removeSpecks: area });
  };
  return (
    <>
      <CheckRow
        name="Fill holes"
        label="Fill holes"
        on={plan.fillHoles}
        note={result && `${result.holes} found`}
        onChange={(fillHoles) => change({ fillHoles })}
      />
      <CheckRow
        name={`Remove specks under ${specks} px`}
        label={
          <>
            Remove specks under <SpeckSize value={specks} onChange={resize} /> px
          </>
        }
        on={plan.removeSpecks > 0}
        note={result?.specks}
        onChange={(on) => change({ removeSpecks: on ? specks : 0 })}
      />
      <CheckRow
        name="Keep the largest piece only"
        label="Keep the largest piece only"
        on={plan.keepLargest}
        onChange={(keepLargest) => change({ keepLargest })}
      />
    </>
  );
}

function signedPixels(value: number): string {
  return `${value > 0 ? '+' : value < 0 ? '−' : ''}${Math.abs(value)} px`;
}

interface LengthProps {
  readonly name: string;
  readonly value: number;
  readonly max: number;
  readonly step?: number;
  readonly onChange: (value: number) => void;
}

function Length({ name, value, max, step = 1, onChange }: LengthProps) {
  return (
    <div className="pop-line">
      <span className="refine-name">{name}</span>
      <Slider
        name={name}
        value={value}
        min={0}
        max={max}
        step={step}
        width={96}
        say={(pixels) => `${pixels} pixels`}
        onChange={onChange}
      />
      <span className="num low pop-value">{value === 0 ? 'off' : `${value} px`}</span>
    </div>
  );
}

function SpeckSize({
  value,
  onChange,
}: {
  readonly value: number;
  readonly onChange: (area: number) => void;
}) {
  return (
    <input
      className="speck-size num"
      type="number"
      aria-label="Area of the largest speck, in pixels"
      min={1}
      max={99999}
      value={value}
      onChange={(event) => {
        const area = Math.round(event.target.valueAsNumber);
        if (area >= 1 && area <= 99_999) onChange(area);
      }}
      onClick={(event) => event.preventDefault()}
    />
  );
}

function Areas({
  object: { mask },
  after,
}: {
  readonly object: SegmentedObject;
  readonly after: typeof mask | undefined;
}) {
  const pixels = mask.width * mask.height;
  const before = formatShare(maskArea(mask) / pixels);
  const then = after ? formatShare(maskArea(after) / pixels) : before;
  return <>{`${before.replace('%', '')} → ${then}`}</>;
}
