import { useView } from '../desk.ts';
import { Icon } from '../primitives/icon.tsx';
import { Menu } from '../primitives/menu.tsx';
import { Tip } from '../primitives/tip.tsx';
import { CombineItems } from './combine-items.tsx';

const name = 'Combine: merge, subtract, intersect';

/** In the head of the list. Without a selection it says what it needs. */
export function CombineMenu() {
  const several = useView((view) => view.selection.length > 0);
  if (!several) {
    return (
      <Tip label="Select two objects to combine them">
        <button type="button" className="ib sm" aria-label={name} aria-disabled="true">
          <Icon name="merge" />
        </button>
      </Tip>
    );
  }
  return (
    <Menu
      align="end"
      name="Combine"
      trigger={
        <button type="button" className="ib sm" aria-label={name} title="Combine">
          <Icon name="merge" />
        </button>
      }
    >
      <CombineItems />
    </Menu>
  );
}
