import { objectColour } from '../../canvas/palette.ts';
import type { CategoryId } from '../../document/document.ts';
import { useProject } from '../desk.ts';
import { CheckRow } from '../primitives/check-row.tsx';

export interface ClassChoiceProps {
  /** Null for all. */
  readonly chosen: ReadonlySet<CategoryId> | null;
  readonly onChange: (chosen: ReadonlySet<CategoryId> | null) => void;
}

/** All classes, or some of them. */
export function ClassChoice({ chosen, onChange }: ClassChoiceProps) {
  const categories = useProject(({ document }) => document.categories);
  const all = new Set(categories.map(({ id }) => id));
  const toggle = (id: CategoryId, on: boolean) => {
    const next = new Set(chosen ?? all);
    if (on) next.add(id);
    else next.delete(id);
    onChange(next.size === all.size ? null : next);
  };
  if (categories.length < 2) return null;
  return (
    <>
      <CheckRow
        name="Only some classes"
        label="Only some classes"
        on={chosen !== null}
        note={chosen === null ? undefined : `${chosen.size} of ${all.size}`}
        onChange={(on) => onChange(on ? all : null)}
      />
      {chosen !== null && (
        <div className="exc" role="group" aria-label="Classes">
          {categories.map(({ id, name, colour }) => (
            <CheckRow
              key={id}
              name={name}
              label={
                <span className="row">
                  <span className="swatch" style={{ '--c': objectColour(colour) } as React.CSSProperties} />
                  <span className="cut">{name}</span>
                </span>
              }
              on={chosen.has(id)}
              onChange={(on) => toggle(id, on)}
            />
          ))}
        </div>
      )}
    </>
  );
}
