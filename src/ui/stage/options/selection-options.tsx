import { useDesk, useProject, useView } from '../../desk.ts';
import { selectedObjects } from '../../keymap/desk-objects.ts';
import { CombineItems } from '../../menus/combine-items.tsx';
import { ObjectItems } from '../../menus/object-items.tsx';
import { Icon } from '../../primitives/icon.tsx';
import { Menu } from '../../primitives/menu.tsx';
import { plural } from '../../words/plural.ts';
import { RefineButton } from './refine-button.tsx';
import { Target } from './target.tsx';

/** What the Select tool can do with what is selected; nothing while nothing is. */
export function SelectionOptions() {
  const desk = useDesk();
  const count = useView((view) => view.selection.length);
  useProject((project) => project.currentImage);
  if (count === 0 || selectedObjects(desk).length === 0) return null;
  return (
    <div className="float opts" role="toolbar" aria-label="Selection options">
      {count === 1 ? (
        <Target none="" />
      ) : (
        <span className="small opts-target">{plural(count, 'object')}</span>
      )}
      <span className="vr" />
      <RefineButton />
      {count > 1 && (
        <Menu
          name="Combine"
          trigger={
            <button type="button" className="btn quiet sm">
              Combine
              <Icon name="chevronDown" size="s" />
            </button>
          }
        >
          <CombineItems />
        </Menu>
      )}
      <Menu
        align="end"
        name="Object"
        trigger={
          <button type="button" className="ib sm" aria-label="More for the selection" title="More">
            <Icon name="more" />
          </button>
        }
      >
        <ObjectItems />
      </Menu>
    </div>
  );
}
