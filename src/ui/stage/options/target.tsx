import type { ReactNode } from 'react';
import { objectColour } from '../../../canvas/palette.ts';
import { objectById } from '../../../document/lookup.ts';
import { useProject, useView } from '../../desk.ts';

export interface TargetProps {
  /** Shown when nothing is selected. */
  readonly none: ReactNode;
}

/** What the next stroke or shape changes or makes, said before it is made. */
export function Target({ none }: TargetProps) {
  const selected = useView((view) => view.selection[0]);
  const category = useProject(({ document, currentImage }) => {
    const object = currentImage && selected ? objectById(document, currentImage, selected) : undefined;
    return object && document.categories.find(({ id }) => id === object.category);
  });
  const locked = useProject(({ document, currentImage }) =>
    currentImage && selected ? (objectById(document, currentImage, selected)?.locked ?? false) : false,
  );
  if (!category)
    return typeof none === 'string' ? <span className="dim small opts-target">{none}</span> : none;
  return (
    <span className="row opts-target small">
      <span className="swatch" style={{ '--c': objectColour(category.colour) } as React.CSSProperties} />
      <span className="cut">{category.name}</span>
      {locked && <span className="low">locked</span>}
    </span>
  );
}
