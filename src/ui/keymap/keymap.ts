import type { SegmentedObject } from '../../document/document.ts';
import { objectsOf } from '../../document/lookup.ts';
import type { ToolName } from '../../studio/view-state.ts';
import type { Desk } from '../desk.ts';

export type ShortcutGroup = 'Tools' | 'Masks' | 'Objects' | 'Prompt and view' | 'Images';

/**
 * One line of the shortcut sheet and of what the keyboard does. `run` is null where the part itself listens: the
 * prompt for Enter, the stage for held Space. It returns false when there is nothing to do, and the key goes its usual way.
 */
export interface Shortcut {
  readonly id: string;
  /** All chords that do it; those in `shown`, or all, are on the sheet. */
  readonly keys: readonly string[];
  readonly shown?: readonly string[];
  readonly label: string;
  readonly group: ShortcutGroup;
  /** Also while typing in a text field. Single keys never are. */
  readonly inText?: boolean;
  readonly page?: 'studio';
  // biome-ignore lint/suspicious/noConfusingVoidType: most acts have nothing to say, and then the key is used up.
  readonly run: ((desk: Desk, event: KeyboardEvent) => boolean | void) | null;
}

const tool = (name: ToolName, label: string, key: string): Shortcut => ({
  id: `tool-${name}`,
  keys: [key],
  label,
  group: 'Tools',
  page: 'studio',
  run: (desk) => {
    desk.studio.setView({ tool: name });
    return true;
  },
});

/** The one table: handlers, the shortcut sheet and the hints on buttons all read it. */
export const keymap: readonly Shortcut[] = [
  tool('select', 'Select', 'V'),
  tool('brush', 'Brush', 'B'),
  tool('eraser', 'Eraser', 'E'),
  tool('zoom', 'Zoom', 'Z'),
  { id: 'pan', keys: ['Space'], shown: ['Space hold'], label: 'Pan', group: 'Tools', run: null },

  {
    id: 'brush-size',
    keys: ['[', ']'],
    label: 'Smaller, larger brush',
    group: 'Masks',
    page: 'studio',
    run: (desk, event) => {
      desk.controller.stepBrushSize(event.key === ']' ? 1 : -1);
      return true;
    },
  },
  { id: 'line', keys: [], shown: ['Shift'], label: 'Straight line while held', group: 'Masks', run: null },
  {
    id: 'opposite',
    keys: [],
    shown: ['Alt'],
    label: 'Paint or erase, the other way',
    group: 'Masks',
    run: null,
  },
  {
    id: 'finish',
    keys: ['Enter'],
    label: 'Finish painting',
    group: 'Masks',
    page: 'studio',
    run: (desk, event) => {
      const { tool: current } = desk.studio.view.getState();
      if (current !== 'brush' && current !== 'eraser') return false;
      if (event.target instanceof Element && event.target.closest('button,a,input,[role=row]')) return false;
      desk.studio.setView({ tool: 'select' });
      return true;
    },
  },
  {
    id: 'undo',
    keys: ['Ctrl Z'],
    label: 'Undo',
    group: 'Masks',
    run: (desk) => desk.studio.undo(),
  },
  {
    id: 'redo',
    keys: ['Ctrl Shift Z', 'Ctrl Y'],
    shown: ['Ctrl Shift Z'],
    label: 'Redo',
    group: 'Masks',
    run: (desk) => desk.studio.redo(),
  },

  {
    id: 'walk',
    keys: [],
    shown: ['Tab', 'Shift Tab'],
    label: 'Next, previous (photo)',
    group: 'Objects',
    run: null,
  },
  {
    id: 'select-all',
    keys: ['Ctrl A'],
    label: 'Select all',
    group: 'Objects',
    page: 'studio',
    run: (desk) => {
      const objects = shownObjects(desk);
      if (objects.length === 0) return false;
      desk.studio.select(objects.map(({ id }) => id));
      return true;
    },
  },
  {
    id: 'hide',
    keys: ['H'],
    label: 'Hide, show',
    group: 'Objects',
    page: 'studio',
    run: (desk) => {
      const chosen = selectedObjects(desk);
      const visible = chosen.every((object) => !object.visible);
      for (const { id } of chosen) desk.studio.setVisible(id, visible);
      return chosen.length > 0;
    },
  },
  {
    id: 'hide-others',
    keys: ['Alt H'],
    label: 'Hide, show the others',
    group: 'Objects',
    page: 'studio',
    run: (desk) => {
      const chosen = new Set(desk.studio.view.getState().selection);
      const others = shownObjects(desk).filter(({ id }) => !chosen.has(id));
      const visible = others.every((object) => !object.visible);
      for (const object of others) if (object.visible !== visible) desk.studio.setVisible(object.id, visible);
      return others.length > 0;
    },
  },
  {
    id: 'lock',
    keys: ['Shift L'],
    label: 'Lock, unlock',
    group: 'Objects',
    page: 'studio',
    run: (desk) => {
      const chosen = selectedObjects(desk);
      const locked = chosen.some((object) => !object.locked);
      for (const { id } of chosen) desk.studio.setLocked(id, locked);
      return chosen.length > 0;
    },
  },
  {
    id: 'set-class',
    keys: ['1', '2', '3', '4', '5', '6', '7', '8', '9'],
    shown: ['1 – 9'],
    label: 'Set class',
    group: 'Objects',
    page: 'studio',
    run: (desk, event) => {
      const category = desk.studio.project.getState().document.categories[Number(event.key) - 1];
      const chosen = selectedObjects(desk);
      if (!category) return false;
      for (const { id } of chosen) desk.studio.setCategory(id, category.id);
      return chosen.length > 0;
    },
  },
  {
    id: 'rename',
    keys: ['F2'],
    label: 'Rename',
    group: 'Objects',
    page: 'studio',
    run: (desk) => {
      const [first] = selectedObjects(desk);
      if (!first) return false;
      desk.studio.setView({ tab: 'objects', panelOpen: true });
      desk.screen.setState({ renaming: first.id });
      return true;
    },
  },
  {
    id: 'delete',
    keys: ['Del', 'Backspace'],
    shown: ['Del'],
    label: 'Delete',
    group: 'Objects',
    page: 'studio',
    run: (desk) => {
      const { selection } = desk.studio.view.getState();
      if (selection.length === 0) return false;
      desk.studio.remove(selection);
      return true;
    },
  },

  {
    id: 'focus-prompt',
    keys: ['/'],
    label: 'Focus the prompt',
    group: 'Prompt and view',
    page: 'studio',
    run: (desk) => desk.focusPrompt(),
  },
  { id: 'send', keys: [], shown: ['Enter'], label: 'Send', group: 'Prompt and view', run: null },
  {
    id: 'new-line',
    keys: [],
    shown: ['Shift Enter'],
    label: 'New line',
    group: 'Prompt and view',
    run: null,
  },
  {
    id: 'escape',
    keys: ['Esc'],
    label: 'Cancel, stop, select nothing',
    group: 'Prompt and view',
    inText: true,
    page: 'studio',
    run: (desk) => stepBack(desk),
  },
  {
    id: 'tokens',
    keys: ['T'],
    label: 'Tokens',
    group: 'Prompt and view',
    page: 'studio',
    run: (desk) => {
      const { tab, panelOpen } = desk.studio.view.getState();
      const away = tab === 'tokens' && panelOpen;
      desk.studio.setView({ tab: away ? 'objects' : 'tokens', panelOpen: true });
      return true;
    },
  },
  {
    id: 'grid',
    keys: ['#'],
    label: '64 × 64 grid',
    group: 'Prompt and view',
    page: 'studio',
    run: (desk) => desk.studio.setView({ showGrid: !desk.studio.view.getState().showGrid }),
  },
  {
    id: 'fit',
    keys: ['Ctrl 0'],
    label: 'Fit to window',
    group: 'Prompt and view',
    page: 'studio',
    inText: true,
    run: (desk) => desk.controller.fit(),
  },
  {
    id: 'actual-size',
    keys: ['Ctrl 1'],
    label: '100 %',
    group: 'Prompt and view',
    page: 'studio',
    inText: true,
    run: (desk) => desk.controller.actualSize(),
  },
  {
    id: 'zoom-in',
    keys: ['Ctrl +', 'Ctrl ='],
    shown: ['Ctrl +'],
    label: 'Zoom in',
    group: 'Prompt and view',
    page: 'studio',
    inText: true,
    run: (desk) => desk.controller.zoomIn(),
  },
  {
    id: 'zoom-out',
    keys: ['Ctrl -', 'Ctrl _'],
    shown: ['Ctrl -'],
    label: 'Zoom out',
    group: 'Prompt and view',
    page: 'studio',
    inText: true,
    run: (desk) => desk.controller.zoomOut(),
  },
  {
    id: 'panel',
    keys: ['\\'],
    label: 'Hide, show the panel',
    group: 'Prompt and view',
    page: 'studio',
    run: (desk) => desk.studio.setView({ panelOpen: !desk.studio.view.getState().panelOpen }),
  },
  {
    id: 'shortcuts',
    keys: ['?'],
    label: 'Keyboard shortcuts',
    group: 'Prompt and view',
    run: (desk) => desk.studio.setView({ dialog: 'shortcuts' }),
  },

  {
    id: 'open',
    keys: ['O'],
    label: 'Open photos',
    group: 'Images',
    run: (desk) => desk.pickPhotos(),
  },
  {
    id: 'neighbour',
    keys: ['D', 'F'],
    label: 'Previous, next image',
    group: 'Images',
    page: 'studio',
    run: (desk, event) => desk.studio.showNeighbour(/d/i.test(event.key) || event.code === 'KeyD' ? -1 : 1),
  },
  {
    id: 'strip',
    keys: ['Shift \\'],
    label: 'Fold the images',
    group: 'Images',
    page: 'studio',
    run: (desk) => desk.studio.setView({ stripOpen: !desk.studio.view.getState().stripOpen }),
  },
];

/** The chord of a shortcut that hints show. Throws for an id that isn't in the table, which a test would meet first. */
export function shortcutKey(id: string, index = 0): string {
  const entry = keymap.find((shortcut) => shortcut.id === id);
  const key = (entry?.shown ?? entry?.keys)?.[index];
  if (key === undefined) throw new TypeError(`No shortcut ${id}`);
  return key;
}

/** One order everywhere: cancel a shape, stop the answer, clear the selection. Open menus come before the key table. */
function stepBack({ studio, controller }: Desk): boolean {
  if (controller.cancelGesture()) return true;
  if (studio.answer.getState().running) {
    studio.stop();
    return true;
  }
  if (studio.view.getState().selection.length === 0) return false;
  studio.select([]);
  return true;
}

function shownObjects({ studio }: Desk): readonly SegmentedObject[] {
  const { document, currentImage } = studio.project.getState();
  return currentImage === null ? [] : objectsOf(document, currentImage);
}

function selectedObjects(desk: Desk): readonly SegmentedObject[] {
  const { selection } = desk.studio.view.getState();
  return shownObjects(desk).filter(({ id }) => selection.includes(id));
}
