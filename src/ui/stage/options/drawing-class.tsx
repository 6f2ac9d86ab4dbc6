import { objectColour } from '../../../canvas/palette.ts';
import { drawingCategory } from '../../../studio/editing/drawing-category.ts';
import { classOptions } from '../../classes/class-options.tsx';
import { useProject, useStudio, useView } from '../../desk.ts';
import { CommandItem } from '../../menus/command-item.tsx';
import { Icon } from '../../primitives/icon.tsx';
import { Menu, MenuChoice, MenuHeading, MenuSeparator } from '../../primitives/menu.tsx';

/** Stands for the class "object" while the project has none of that name. */
const unnamed = '';

/** The class that what is drawn next will have, and the choice of another one. */
export function DrawingClass() {
  const studio = useStudio();
  const chosen = useView((view) => view.drawingClass);
  const document = useProject((project) => project.document);
  const { category, isNew } = drawingCategory(document, chosen, () => unnamed);
  const options = classOptions(document.categories, isNew ? [category] : []);
  return (
    <Menu
      name="Class of what is drawn"
      trigger={
        <button type="button" className="btn quiet sm opts-target" title="Class of what is drawn">
          <span className="swatch" style={{ '--c': objectColour(category.colour) } as React.CSSProperties} />
          <span className="cut">New {category.name}</span>
          <Icon name="chevronDown" size="s" />
        </button>
      }
    >
      <MenuHeading>Class of what is drawn</MenuHeading>
      <MenuChoice
        value={category.id}
        options={options}
        onChange={(id) => studio.setView({ drawingClass: id === unnamed ? null : id })}
      />
      <MenuSeparator />
      <CommandItem id="classes" />
    </Menu>
  );
}
