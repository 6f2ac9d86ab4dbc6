import { useEffect } from 'react';
import { placeOnCanvas } from '../../canvas/place-on-canvas.ts';
import { imageById, objectById } from '../../document/lookup.ts';
import { useDesk, useProject, useScreen } from '../desk.ts';
import { objectOption } from '../keymap/combine-commands.ts';
import { shownObjects } from '../keymap/desk-objects.ts';
import { toolBlocked } from '../keymap/tool-commands.ts';
import { MenuAt, MenuItem, MenuSeparator, Submenu } from '../primitives/menu.tsx';
import { CommandItem } from './command-item.tsx';
import { ObjectItems } from './object-items.tsx';
import { ThumbnailItems } from './thumbnail-items.tsx';

/** The one menu of right click, hold and menu key, on the photo, on rows and on thumbnails; see `ScreenState.contextMenu`. */
export function ContextMenu() {
  const { screen } = useDesk();
  const place = useScreen((state) => state.contextMenu);
  const image = useProject(({ document }) => place?.image && imageById(document, place.image));
  useCanvasRequests();
  return (
    <MenuAt
      name={image?.name ?? (place?.on === 'photo' ? 'Photo' : 'Object')}
      at={place}
      onClose={() => screen.setState({ contextMenu: null })}
    >
      <AskHere />
      {place?.on === 'photo' && <PhotoItems />}
      {place?.on === 'object' && <ObjectItems />}
      {image && <ThumbnailItems image={image} />}
      {place && place.under.length > 1 && <Below />}
    </MenuAt>
  );
}

/** The stage says where on the photo a menu was asked for; it is opened there. */
function useCanvasRequests(): void {
  const { studio, controller, screen } = useDesk();
  useEffect(
    () =>
      controller.menu.subscribe((request) => {
        if (request === null) return;
        controller.menu.setState(null, true);
        const stage = document.getElementById('canvas')?.getBoundingClientRect();
        const { at, point, object } = request;
        screen.setState({
          contextMenu: {
            x: at.x + (stage?.left ?? 0),
            y: at.y + (stage?.top ?? 0),
            on: object === null ? 'photo' : 'object',
            point,
            under: studio.objectsAt(point),
          },
        });
      }),
    [studio, controller, screen],
  );
}

/** The model is asked what is under the pointer, as with the tool that points. */
function AskHere() {
  const desk = useDesk();
  const point = useScreen((state) => state.contextMenu?.point);
  const { image } = desk.controller.frame.getState();
  if (!point || image === null) return null;
  const blocked = toolBlocked(desk, 'point') !== null;
  return (
    <>
      <MenuItem
        icon="point"
        label="Segment what is here"
        disabled={blocked}
        onSelect={() => desk.studio.askAt(placeOnCanvas({ kind: 'point', ...point }, image))}
      />
      <MenuSeparator />
    </>
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
      <CommandItem id="review-reviewed" full />
      <CommandItem id="review-needs-look" full />
      <CommandItem id="review-not-started" full />
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
