import { objectColour } from '../../canvas/palette.ts';
import type { ObjectId } from '../../document/document.ts';
import { objectById } from '../../document/lookup.ts';
import { maskBox } from '../../mask/measure.ts';
import { useDesk, useProject, useView } from '../desk.ts';
import { Icon } from '../primitives/icon.tsx';

export interface ObjectChipsProps {
  readonly objects: readonly ObjectId[];
  readonly warn?: boolean;
}

/** The objects of an answer; a click selects one and brings it into view. */
export function ObjectChips({ objects, warn = false }: ObjectChipsProps) {
  if (objects.length === 0) return null;
  return (
    <div className="chips">
      {objects.map((id) => (
        <Chip key={id} id={id} warn={warn} />
      ))}
    </div>
  );
}

function Chip({ id, warn }: { readonly id: ObjectId; readonly warn: boolean }) {
  const { studio, controller } = useDesk();
  const selected = useView((view) => view.selection.includes(id));
  const object = useProject(({ document, currentImage }) =>
    currentImage === null ? undefined : objectById(document, currentImage, id),
  );
  const category = useProject(({ document }) =>
    document.categories.find((one) => one.id === object?.category),
  );
  // Undo brings it back, and the chip with it.
  if (!object) return <span className="chip gone">deleted</span>;
  const show = () => {
    studio.select([id]);
    const box = maskBox(object.mask);
    if (box) controller.showBox(box);
  };
  return (
    <button
      type="button"
      className="chip"
      aria-pressed={selected}
      style={{ '--c': objectColour(category?.colour ?? 0) } as React.CSSProperties}
      onClick={show}
      onPointerEnter={() => studio.setView({ hovered: id })}
      onPointerLeave={() => studio.setView({ hovered: null })}
    >
      <b />
      {category?.name ?? 'object'}
      {warn && <Icon name="alert" size="s" />}
    </button>
  );
}
