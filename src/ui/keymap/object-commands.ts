import type { ObjectId } from '../../document/document.ts';
import type { RaiseDirection } from '../../studio/editing/object-editing.ts';
import type { Desk } from '../desk.ts';
import type { DeskCommand } from './desk-command.ts';
import {
  needsPhoto,
  needsSelection,
  needsUnlocked,
  noPhotoBeside,
  selectedObjects,
  selectionName,
  shownObjects,
} from './desk-objects.ts';

const group = 'Objects';
const page = 'studio';

const chosenIds = (desk: Desk): readonly ObjectId[] => selectedObjects(desk).map(({ id }) => id);
const needsObjects = (desk: Desk) => (shownObjects(desk).length === 0 ? 'No objects on this photo' : null);

const selecting: readonly DeskCommand[] = [
  {
    id: 'walk',
    keys: [],
    shown: ['Tab', 'Shift Tab'],
    label: 'Next, previous (photo)',
    group,
    run: null,
  },
  {
    id: 'nudge',
    keys: [],
    shown: ['Arrows', 'Ctrl Arrows'],
    label: 'Move, resize (photo)',
    group,
    run: null,
  },
  {
    id: 'select-all',
    keys: ['Ctrl A'],
    label: 'Select all',
    icon: 'cursor',
    group,
    page,
    passes: true,
    blocked: needsObjects,
    run: (desk) => desk.studio.select(shownObjects(desk).map(({ id }) => id)),
  },
  {
    id: 'select-none',
    keys: [],
    label: 'Select nothing',
    icon: 'cursor',
    words: 'deselect clear selection',
    group,
    page,
    blocked: needsSelection,
    run: (desk) => desk.studio.select([]),
  },
];

const clipboard: readonly DeskCommand[] = [
  {
    id: 'cut',
    keys: ['Ctrl X'],
    label: 'Cut',
    line: 'Cut, copy, paste',
    icon: 'scissors',
    group,
    page,
    passes: true,
    blocked: needsUnlocked,
    title: (desk) => `Cut ${selectionName(desk)}`,
    run: (desk) => desk.studio.cut(),
  },
  {
    id: 'copy',
    keys: ['Ctrl C'],
    label: 'Copy',
    line: 'Cut, copy, paste',
    icon: 'copy',
    group,
    page,
    passes: true,
    blocked: needsSelection,
    title: (desk) => `Copy ${selectionName(desk)}`,
    run: (desk) => {
      // Text that is selected on the page is what people mean to copy.
      if (String(getSelection() ?? '') !== '') return false;
      desk.studio.copy();
      return true;
    },
  },
  {
    id: 'paste',
    keys: ['Ctrl V'],
    label: 'Paste',
    line: 'Cut, copy, paste',
    icon: 'paste',
    group,
    page,
    passes: true,
    blocked: needsPhoto,
    // By key, the browser's paste event decides whether photos or objects are meant; see listen-for-paste.ts.
    run: (desk, event) => (event ? false : desk.studio.paste()),
  },
  {
    id: 'duplicate',
    keys: ['Ctrl D'],
    label: 'Duplicate',
    icon: 'duplicate',
    words: 'clone again',
    group,
    page,
    blocked: needsSelection,
    title: (desk) => `Duplicate ${selectionName(desk)}`,
    run: (desk) => desk.studio.duplicate(),
  },
  {
    id: 'paste-to-next',
    keys: ['Ctrl Shift V'],
    label: 'Paste to the next image',
    icon: 'paste',
    words: 'copy propagate following photo',
    group,
    page,
    blocked: (desk) => noPhotoBeside(desk, 1),
    run: (desk) => desk.studio.pasteToNext(),
  },
];

const raise = (
  id: string,
  direction: RaiseDirection,
  label: string,
  line: string,
  keys: readonly string[],
): DeskCommand => ({
  id,
  label,
  line,
  keys,
  icon: direction === 'forward' || direction === 'front' ? 'bringForward' : 'sendBackward',
  words: 'z-order order arrange above below layer',
  group,
  page,
  blocked: needsSelection,
  title: (desk) => `${label}: ${selectionName(desk)}`,
  run: (desk) => desk.studio.raise(chosenIds(desk), direction),
});

const order: readonly DeskCommand[] = [
  raise('backward', 'backward', 'Send backward', 'Backward, forward one', ['Alt ArrowUp']),
  raise('forward', 'forward', 'Bring forward', 'Backward, forward one', ['Alt ArrowDown']),
  raise('back', 'back', 'Send to back', 'To back, to front', ['Alt Shift ArrowUp']),
  raise('front', 'front', 'Bring to front', 'To back, to front', ['Alt Shift ArrowDown']),
];

const showing: readonly DeskCommand[] = [
  {
    id: 'hide',
    keys: ['H'],
    label: 'Hide, show',
    icon: 'eyeOff',
    words: 'visible invisible',
    group,
    page,
    blocked: needsSelection,
    title: (desk) => {
      const hidden = selectedObjects(desk).every((object) => !object.visible);
      return `${hidden ? 'Show' : 'Hide'} ${selectionName(desk)}`;
    },
    run: (desk) => {
      const hidden = selectedObjects(desk).every((object) => !object.visible);
      desk.studio.setVisible(chosenIds(desk), hidden);
    },
  },
  {
    id: 'hide-others',
    keys: ['Alt H'],
    label: 'Hide the others',
    line: 'Hide the others, show all',
    icon: 'eyeOff',
    words: 'isolate solo',
    group,
    page,
    blocked: needsSelection,
    title: (desk) => `Hide all but ${selectionName(desk)}`,
    run: (desk) => desk.studio.hideOthers(chosenIds(desk)),
  },
  {
    id: 'show-all',
    keys: ['Shift H'],
    label: 'Show all',
    line: 'Hide the others, show all',
    icon: 'eye',
    words: 'visible unhide',
    group,
    page,
    blocked: (desk) => (shownObjects(desk).every(({ visible }) => visible) ? 'Nothing is hidden' : null),
    run: (desk) => desk.studio.showAll(),
  },
  {
    id: 'hide-all',
    keys: [],
    label: 'Hide all',
    icon: 'eyeOff',
    words: 'invisible',
    group,
    page,
    blocked: (desk) => (shownObjects(desk).some(({ visible }) => visible) ? null : 'Nothing is shown'),
    run: (desk) =>
      desk.studio.setVisible(
        shownObjects(desk).map(({ id }) => id),
        false,
      ),
  },
  {
    id: 'lock',
    keys: ['Shift L'],
    label: 'Lock, unlock',
    icon: 'lock',
    words: 'protect',
    group,
    page,
    blocked: needsSelection,
    title: (desk) => {
      const lock = selectedObjects(desk).some((object) => !object.locked);
      return `${lock ? 'Lock' : 'Unlock'} ${selectionName(desk)}`;
    },
    run: (desk) => {
      const lock = selectedObjects(desk).some((object) => !object.locked);
      desk.studio.setLocked(chosenIds(desk), lock);
    },
  },
];

const describing: readonly DeskCommand[] = [
  {
    id: 'rename',
    keys: ['F2'],
    label: 'Rename',
    icon: 'pen',
    words: 'name class',
    group,
    page,
    blocked: needsSelection,
    title: (desk) => `Rename ${selectionName(desk)}`,
    run: (desk) => {
      const [first] = selectedObjects(desk);
      if (!first) return;
      desk.studio.setView({ tab: 'objects', panelOpen: true });
      desk.screen.setState({ renaming: first.id });
    },
  },
  {
    id: 'add-attribute',
    keys: [],
    label: 'Add an attribute',
    icon: 'plus',
    words: 'property key value',
    group,
    page,
    blocked: needsSelection,
    title: (desk) => `Add an attribute to ${selectionName(desk)}`,
    run: (desk) => {
      const [first] = selectedObjects(desk);
      if (!first) return;
      desk.studio.setView({ tab: 'objects', panelOpen: true });
      desk.studio.select([first.id]);
      desk.screen.setState({ describing: first.id });
    },
  },
  {
    id: 'delete',
    keys: ['Del', 'Backspace'],
    shown: ['Del'],
    label: 'Delete',
    icon: 'trash',
    words: 'remove',
    group,
    page,
    blocked: needsSelection,
    title: (desk) => `Delete ${selectionName(desk)}`,
    run: (desk) => desk.studio.remove(chosenIds(desk)),
  },
];

export const objectCommands: readonly DeskCommand[] = [
  ...selecting,
  ...clipboard,
  ...order,
  ...showing,
  ...describing,
];
