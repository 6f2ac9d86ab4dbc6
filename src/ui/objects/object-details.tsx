import { type ReactNode, useMemo } from 'react';
import { objectColours } from '../../canvas/palette.ts';
import type { Category, SegmentedObject } from '../../document/document.ts';
import { maskArea, maskBox } from '../../mask/measure.ts';
import { classOptions } from '../classes/class-options.tsx';
import { useDesk, useProject, useStudio } from '../desk.ts';
import { runCommand } from '../keymap/desk-command.ts';
import { ariaKeys } from '../keymap/key-label.ts';
import { commandById, shortcutKey } from '../keymap/keymap.ts';
import { Choice } from '../primitives/choice.tsx';
import { Icon } from '../primitives/icon.tsx';
import { Keys } from '../primitives/keys.tsx';
import { Tip } from '../primitives/tip.tsx';
import { formatCount } from '../words/plural.ts';
import { formatShare } from '../words/share.ts';
import { Attributes } from './attributes.tsx';
import { ColourChoice } from './colour-choice.tsx';

export interface ObjectDetailsProps {
  readonly object: SegmentedObject;
  /** Its row in the grid, counted from 1. */
  readonly rowIndex: number;
}

/** What is known of the selected object, open below its row. */
export function ObjectDetails({ object, rowIndex }: ObjectDetailsProps) {
  const category = useProject(({ document }) => document.categories.find(({ id }) => id === object.category));
  const name = category?.name ?? 'object';
  return (
    <div className="obj-more" role="row" aria-rowindex={rowIndex} aria-label={`${name}, details`}>
      <div role="gridcell">
        <dl className="props">
          <dt>Class</dt>
          <dd className="row props-class">
            <ClassChoice object={object} />
            {category && <Colour category={category} />}
            <EditClasses />
          </dd>
          <Size object={object} />
          <Origin object={object} />
          <Attributes object={object} />
        </dl>
        <Acts object={object} name={name} />
      </div>
    </div>
  );
}

function ClassChoice({ object }: { readonly object: SegmentedObject }) {
  const studio = useStudio();
  const categories = useProject(({ document }) => document.categories);
  return (
    <Choice
      name="Class"
      value={object.category}
      options={classOptions(categories)}
      className="btn sm outline grow"
      onChange={(next) => studio.setCategory(object.id, next)}
    />
  );
}

function Colour({ category }: { readonly category: Category }) {
  const studio = useStudio();
  return (
    <ColourChoice
      name={`Colour of ${category.name}`}
      colours={objectColours}
      chosen={category.colour}
      onChange={(colour) => studio.recolour(category.id, colour)}
    />
  );
}

function EditClasses() {
  const desk = useDesk();
  const key = shortcutKey('classes');
  return (
    <Tip label="Edit classes" keys={key}>
      <button
        type="button"
        className="ib sm"
        aria-label="Edit classes"
        aria-keyshortcuts={ariaKeys(key)}
        onClick={() => runCommand(desk, commandById('classes'))}
      >
        <Icon name="tag" />
      </button>
    </Tip>
  );
}

function Size({ object: { mask } }: { readonly object: SegmentedObject }) {
  const area = useMemo(() => maskArea(mask), [mask]);
  const box = useMemo(() => maskBox(mask), [mask]);
  return (
    <>
      <dt>Area</dt>
      <dd className="num">
        {formatCount(area)} px <span className="low">· {formatShare(area / (mask.width * mask.height))}</span>
      </dd>
      <dt>Box</dt>
      <dd className="num mono">{box ? `${box.x1}, ${box.y1} → ${box.x2}, ${box.y2}` : 'empty'}</dd>
    </>
  );
}

function Origin({ object: { provenance, edited } }: { readonly object: SegmentedObject }) {
  const editedTag = edited && (
    <>
      <Icon name="chevronRight" size="s" />
      <span className="tag ac">
        <Icon name="pen" />
        edited
      </span>
    </>
  );
  const madeBy = (children: ReactNode) => (
    <>
      <dt>Made by</dt>
      <dd className="row props-made">
        {children}
        {editedTag}
      </dd>
    </>
  );
  if (provenance.kind === 'drawn') return madeBy(<span className="tag">drawn by hand</span>);
  if (provenance.kind === 'imported')
    return madeBy(<span className="tag">imported, {provenance.source}</span>);
  const { maskConfidence, prompt, partial } = provenance;
  return (
    <>
      <dt>Confidence</dt>
      <dd className="row num">
        <span className="bar props-bar">
          <i style={{ width: `${Math.round(100 * maskConfidence)}%` }} />
        </span>
        {maskConfidence.toFixed(2)}
        {edited && <span className="low">before edits</span>}
      </dd>
      {madeBy(
        <>
          <span className="tag" title={prompt}>
            prompt
          </span>
          {partial && <span className="tag wrn">draft, stopped early</span>}
        </>,
      )}
    </>
  );
}

function Acts({ object, name }: { readonly object: SegmentedObject; readonly name: string }) {
  const studio = useStudio();
  const written = object.provenance.kind === 'model' && object.canvas !== null;
  return (
    <div className="row props-acts">
      {written && (
        <button
          type="button"
          className="btn sm quiet"
          onClick={() => studio.setView({ inspected: object.id, tab: 'tokens' })}
        >
          Tokens
          <Keys chord={shortcutKey('tokens')} />
        </button>
      )}
      <button
        type="button"
        className="btn sm quiet"
        aria-label={`Delete ${name}`}
        onClick={() => studio.remove([object.id])}
      >
        <Icon name="trash" size="s" />
        Delete
        <Keys chord={shortcutKey('delete')} />
      </button>
    </div>
  );
}
