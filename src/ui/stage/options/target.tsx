import { objectColour } from '../../../canvas/palette.ts';
import { objectById } from '../../../document/lookup.ts';
import { useProject, useView } from '../../desk.ts';

/** What the next stroke or shape changes, said before it is made. */
export function Target({ none }: { readonly none: string }) {
  const selected = useView((view) => view.selection[0]);
  const category = useProject(({ document, currentImage }) => {
    const object = currentImage && selected ? objectById(document, currentImage, selected) : undefined;
    return object && document.categories.find(({ id }) => id === object.category);
  });
  const locked = useProject(({ document, currentImage }) =>
    currentImage && selected ? (objectById(document, currentImage, selected)?.locked ?? false) : false,
  );
  if (!category) return <span className="dim small opts-target">{none}</span>;
  return (
    <span className="row opts-target small">
      <span className="swatch" style={{ '--c': objectColour(category.colour) } as React.CSSProperties} />
      <span className="cut">{category.name}</span>
      {locked && <span className="low">locked</span>}
    </span>
  );
}
