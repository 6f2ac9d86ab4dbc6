import { objectColour } from '../../../canvas/palette.ts';
import { drawingCategory } from '../../../studio/editing/drawing-category.ts';
import { useProject, useStudio, useView } from '../../desk.ts';
import { classKeyLabel, classKeys } from '../../keymap/class-commands.ts';
import { CommandItem } from '../../menus/command-item.tsx';
import { Icon } from '../../primitives/icon.tsx';
import { Keys } from '../../primitives/keys.tsx';
import { Menu, MenuChoice, MenuHeading, MenuSeparator } from '../../primitives/menu.tsx';

/** Stands for the class "object" while the project has none of that name. */
const unnamed = '';

/** The class that what is drawn next will have, and the choice of another one. */
export function DrawingClass() {
  const studio = useStudio();
  const chosen = useView((view) => view.drawingClass);
  const document = useProject((project) => project.document);
  const { category, isNew } = drawingCategory(document, chosen, () => unnamed);
  const keys = classKeys(document.categories);
  const options = [...document.categories, ...(isNew ? [category] : [])].map(({ id, name, colour }) => {
    const key = keys.get(id);
    return {
      value: id,
      label: name,
      colour: objectColour(colour),
      ...(key !== undefined && { note: <Keys chord={classKeyLabel(key)} /> }),
    };
  });
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
