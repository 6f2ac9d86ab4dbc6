import { objectColour } from '../../../canvas/palette.ts';
import { objectById } from '../../../document/lookup.ts';
import { useProject, useView } from '../../desk.ts';

export interface TargetProps {
  /** Said when nothing is selected. */
  readonly none: string;
  /** With nothing selected, the tool draws a new object. */
  readonly draws?: boolean;
}

/** What the next stroke or shape changes or makes, said before it is made. */
export function Target({ none, draws = false }: TargetProps) {
  const selected = useView((view) => view.selection[0]);
  const category = useProject(({ document, currentImage }) => {
    const object = currentImage && selected ? objectById(document, currentImage, selected) : undefined;
    return object && document.categories.find(({ id }) => id === object.category);
  });
  const locked = useProject(({ document, currentImage }) =>
    currentImage && selected ? (objectById(document, currentImage, selected)?.locked ?? false) : false,
  );
  const drawingClass = useView((view) => (draws ? view.drawingClass : null));
  const drawn = useProject(({ document }) => document.categories.find(({ id }) => id === drawingClass));
  if (!category && drawn) {
    return (
      <span className="row opts-target small">
        <span className="swatch" style={{ '--c': objectColour(drawn.colour) } as React.CSSProperties} />
        <span className="dim cut">New {drawn.name}</span>
      </span>
    );
  }
  if (!category) return <span className="dim small opts-target">{none}</span>;
  return (
    <span className="row opts-target small">
      <span className="swatch" style={{ '--c': objectColour(category.colour) } as React.CSSProperties} />
      <span className="cut">{category.name}</span>
      {locked && <span className="low">locked</span>}
    </span>
  );
}
