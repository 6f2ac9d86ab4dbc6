import { useDesk } from '../desk.ts';
import { selectionName } from '../keymap/desk-objects.ts';
import { MenuHeading, MenuSeparator } from '../primitives/menu.tsx';
import { CommandItem } from './command-item.tsx';

/** What can be made of the selected objects together. */
export function CombineItems() {
  const desk = useDesk();
  return (
    <>
      <MenuHeading>Combine {selectionName(desk)}</MenuHeading>
      <CommandItem id="combine-merge" />
      <CommandItem id="combine-subtract" full />
      <CommandItem id="combine-intersect" full />
      <CommandItem id="combine-exclude" full />
      <CommandItem id="combine-cut" full />
      <MenuSeparator />
      <CommandItem id="cut-from-below" />
    </>
  );
}
