import { useDesk, useProject, useView } from '../desk.ts';
import { classOptions } from '../keymap/class-commands.ts';
import { shownObjects } from '../keymap/desk-objects.ts';
import { MenuItem, MenuSeparator, Submenu } from '../primitives/menu.tsx';
import { CombineItems } from './combine-items.tsx';
import { CommandItem } from './command-item.tsx';

/** Everything that can be done to the selected objects. */
export function ObjectItems() {
  const desk = useDesk();
  const several = useProject(() => shownObjects(desk).length > 1);
  return (
    <>
      <CommandItem id="refine" full />
      <Submenu icon="merge" label="Combine" disabled={!several}>
        <CombineItems />
      </Submenu>
      <ClassItems />
      <CommandItem id="rename" />
      <MenuSeparator />
      <CommandItem id="cut" />
      <CommandItem id="copy" />
      <CommandItem id="paste" />
      <CommandItem id="duplicate" />
      <CommandItem id="paste-to-next" />
      <MenuSeparator />
      <Submenu icon="bringForward" label="Order">
        <CommandItem id="front" />
        <CommandItem id="forward" />
        <CommandItem id="backward" />
        <CommandItem id="back" />
      </Submenu>
      <CommandItem id="split" />
      <CommandItem id="hide" full />
      <CommandItem id="hide-others" />
      <CommandItem id="lock" full />
      <MenuSeparator />
      <CommandItem id="delete" />
    </>
  );
}

function ClassItems() {
  const desk = useDesk();
  // The options name what is selected; both stores are read when they change.
  useView((view) => view.selection);
  useProject(({ document }) => document.categories);
  return (
    <Submenu icon="tag" label="Class">
      {classOptions(desk).map(({ id, label, swatch, keys, run }) => (
        <MenuItem key={id} label={label} keys={keys} {...(swatch && { swatch })} onSelect={run} />
      ))}
      <MenuSeparator />
      <CommandItem id="rename" />
      <CommandItem id="classes" />
    </Submenu>
  );
}
