import { objectById } from '../../document/lookup.ts';
import { useDesk, useProject, useScreen } from '../desk.ts';
import { objectOption } from '../keymap/combine-commands.ts';
import { shownObjects } from '../keymap/desk-objects.ts';
import { MenuAt, MenuItem, MenuSeparator, Submenu } from '../primitives/menu.tsx';
import { CommandItem } from './command-item.tsx';
import { ObjectItems } from './object-items.tsx';

/** The one menu of right click, hold and menu key, on the photo and on rows; see `ScreenState.contextMenu`. */
export function ContextMenu() {
  const { screen } = useDesk();
  const place = useScreen((state) => state.contextMenu);
  return (
    <MenuAt
      name={place?.on === 'photo' ? 'Photo' : 'Object'}
      at={place}
      onClose={() => screen.setState({ contextMenu: null })}
    >
      {place?.on === 'photo' ? <PhotoItems /> : <ObjectItems />}
      {place && place.under.length > 1 && <Below />}
    </MenuAt>
  );
}

function PhotoItems() {
  return (
    <>
      <CommandItem id="paste" />
      <MenuSeparator />
      <CommandItem id="select-all" />
      <CommandItem id="show-all" />
      <MenuSeparator />
      <CommandItem id="fit" />
      <CommandItem id="actual-size" />
      <CommandItem id="export" />
    </>
  );
}

/** The other objects under the pointer: what lies below can be reached without moving anything. */
function Below() {
  const desk = useDesk();
  const under = useScreen((state) => state.contextMenu?.under ?? []);
  const image = useProject((project) => project.currentImage);
  const document = useProject((project) => project.document);
  const order = shownObjects(desk).map(({ id }) => id);
  return (
    <>
      <MenuSeparator />
      <Submenu icon="cursor" label="Select here">
        {under.map((id) => {
          const object = image === null ? undefined : objectById(document, image, id);
          if (!object) return null;
          const { label, swatch } = objectOption(desk, object, order.indexOf(id) + 1, () => undefined);
          return (
            <MenuItem
              key={id}
              label={label}
              {...(swatch && { swatch })}
              onSelect={() => desk.studio.select([id])}
            />
          );
        })}
      </Submenu>
    </>
  );
}
