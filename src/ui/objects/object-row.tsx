import { type MouseEvent, memo, type ReactNode, useMemo } from 'react';
import { objectColour } from '../../canvas/palette.ts';
import type { SegmentedObject } from '../../document/document.ts';
import { maskArea } from '../../mask/measure.ts';
import { useDesk, useProject, useScreen } from '../desk.ts';
import { Icon } from '../primitives/icon.tsx';
import { formatShare } from '../words/share.ts';
import { NameField } from './name-field.tsx';

/** Below this the model was guessing; the row says so by a shape. */
const lowConfidence = 0.5;

export interface ObjectRowProps {
  readonly object: SegmentedObject;
  readonly number: number;
  /** Its row in the grid, counted from 1 with what is open between. */
  readonly rowIndex: number;
  /** Where it stands in the list, in CSS pixels. */
  readonly top: number;
  readonly selected: boolean;
  readonly dragged: boolean;
  /** The one row that Tab stops at. */
  readonly tabStop: boolean;
  /** Details, open below the row. */
  readonly children?: ReactNode;
}

export const ObjectRow = memo(function ObjectRow(props: ObjectRowProps) {
  const { object, number, rowIndex, top, selected, dragged, tabStop, children } = props;
  const { studio, screen } = useDesk();
  const category = useProject(({ document }) => document.categories.find(({ id }) => id === object.category));
  const renaming = useScreen((state) => state.renaming === object.id);
  const name = category?.name ?? 'object';

  const choose = (event: MouseEvent) => {
    const { selection } = studio.view.getState();
    if (!event.shiftKey && !event.ctrlKey && !event.metaKey) studio.select([object.id]);
    else if (selected) studio.select(selection.filter((id) => id !== object.id));
    else studio.select([...selection, object.id]);
  };

  return (
    <>
      <div
        className={`obj${object.visible ? '' : ' hid'}${dragged ? ' dragged' : ''}`}
        role="row"
        data-object={object.id}
        data-row={number - 1}
        aria-rowindex={rowIndex}
        aria-selected={selected}
        aria-label={`${number}, ${name}`}
        tabIndex={tabStop ? 0 : -1}
        style={{ '--c': objectColour(category?.colour ?? 0), top } as React.CSSProperties}
        onClick={choose}
        onKeyDown={(event) => {
          if (event.key !== ' ' || event.target !== event.currentTarget) return;
          event.preventDefault();
          studio.select([object.id]);
        }}
        onDoubleClick={() => screen.setState({ renaming: object.id })}
        onPointerEnter={() => studio.setView({ hovered: object.id })}
        onPointerLeave={() => studio.setView({ hovered: null })}
      >
        <span className="sws" data-grip aria-hidden="true">
          {number}
        </span>
        <span className="obj-main" role="gridcell">
          {renaming ? <NameField object={object.id} name={name} /> : <span className="nm cut">{name}</span>}
          {!renaming && <Figures object={object} />}
        </span>
        <Switches object={object} name={name} tabStop={tabStop} />
      </div>
      {children}
    </>
  );
});

function Figures({ object: { mask, provenance, edited } }: { readonly object: SegmentedObject }) {
  const area = useMemo(() => formatShare(maskArea(mask) / (mask.width * mask.height)), [mask]);
  const confidence = provenance.kind === 'model' ? provenance.maskConfidence : null;
  return (
    <span className="m">
      <span className={edited ? 'low' : ''} title={edited ? 'Before edits' : undefined}>
        {confidence !== null && confidence < lowConfidence && !edited && (
          <span className="warn" title="Low confidence">
            <Icon name="alert" size="s" />
          </span>
        )}
        {confidence === null ? '–' : confidence.toFixed(2)}
      </span>
      <span>{area}</span>
    </span>
  );
}

interface SwitchesProps {
  readonly object: SegmentedObject;
  readonly name: string;
  readonly tabStop: boolean;
}

function Switches({ object: { id, visible, locked }, name, tabStop }: SwitchesProps) {
  const { studio } = useDesk();
  const run = (event: MouseEvent, act: () => void) => {
    event.stopPropagation();
    act();
  };
  return (
    <span className="ac" role="gridcell">
      <button
        type="button"
        className={visible ? 'ib sm' : 'ib sm off'}
        aria-label={visible ? `Hide ${name}` : `Show ${name}`}
        title={visible ? 'Hide (H)' : 'Show (H)'}
        tabIndex={tabStop ? 0 : -1}
        onClick={(event) => run(event, () => studio.setVisible(id, !visible))}
      >
        <Icon name={visible ? 'eye' : 'eyeOff'} />
      </button>
      <button
        type="button"
        className={locked ? 'ib sm locked' : 'ib sm off'}
        aria-label={locked ? `Unlock ${name}` : `Lock ${name}`}
        title={locked ? 'Unlock (Shift L)' : 'Lock (Shift L)'}
        tabIndex={tabStop ? 0 : -1}
        onClick={(event) => run(event, () => studio.setLocked(id, !locked))}
      >
        <Icon name={locked ? 'lock' : 'unlock'} />
      </button>
    </span>
  );
}
