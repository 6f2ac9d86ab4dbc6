import { useEffect, useRef, useState } from 'react';
import { objectColour } from '../../canvas/palette.ts';
import type { ClassUse } from '../../document/class-uses.ts';
import type { Category, CategoryId } from '../../document/document.ts';
import { useProject, useStudio } from '../desk.ts';
import { Choice } from '../primitives/choice.tsx';
import { plural } from '../words/plural.ts';

export interface ClassLeavingProps {
  readonly category: Category;
  readonly use: ClassUse;
  /** It was to be deleted, and has objects. */
  readonly deleting: boolean;
  readonly onCancel: () => void;
  /** Done: the class that has the objects now. */
  readonly onMerged: (into: CategoryId) => void;
}

/** A class with objects leaves only into another, so that no object is left without one. */
export function ClassLeaving({ category, use, deleting, onCancel, onMerged }: ClassLeavingProps) {
  const studio = useStudio();
  const others = useProject(({ document }) => document.categories).filter(({ id }) => id !== category.id);
  const [wanted, setWanted] = useState<CategoryId | null>(null);
  const into = others.find(({ id }) => id === wanted) ?? others[0];
  const objects = plural(use.objects, 'object');
  const section = useRef<HTMLElement>(null);
  // What was pressed is gone; and on a small screen this opens below the edge.
  useEffect(() => {
    section.current?.focus();
    section.current?.scrollIntoView({ block: 'end' });
  }, []);
  const merge = () => {
    if (into && studio.classes.merge(category.id, into.id)) onMerged(into.id);
  };
  return (
    <section
      ref={section}
      className="cls-leaving"
      aria-label={`Merge ${category.name}`}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onCancel();
      }}
    >
      <p>
        {deleting
          ? `${objects} on ${plural(use.photos, 'photo')} would be left without a class. Merge ${category.name} into another class, or delete its objects first.`
          : `Its ${objects} become objects of the other class, and “${category.name}” becomes a synonym of that.`}
      </p>
      {into && (
        <Choice
          name="Merge into"
          value={into.id}
          options={others.map(({ id, name, colour }) => ({
            value: id,
            label: name,
            colour: objectColour(colour),
          }))}
          className="btn outline cls-into"
          onChange={setWanted}
        />
      )}
      <div className="row">
        <button type="button" className="btn quiet" onClick={onCancel}>
          Keep {category.name}
        </button>
        {into && (
          <button type="button" className="btn primary cls-merge" onClick={merge}>
            <span className="cut">
              Merge {objects} into {into.name}
            </span>
          </button>
        )}
      </div>
    </section>
  );
}
