import type { ToolName } from '../../studio/view-state.ts';
import type { Desk } from '../desk.ts';
import type { IconName } from '../primitives/icon.tsx';
import type { DeskCommand } from './desk-command.ts';
import { needsPhoto } from './desk-objects.ts';

export interface ToolEntry {
  readonly name: ToolName;
  /** Accessible name of its radio. */
  readonly label: string;
  readonly key: string;
  readonly icon: IconName;
  readonly words: string;
}

/** The tools in the order of the rail, a line between groups. */
export const toolGroups: readonly (readonly ToolEntry[])[] = [
  [
    { name: 'select', label: 'Select', key: 'V', icon: 'cursor', words: 'move scale arrow pointer' },
    { name: 'point', label: 'Point to segment', key: 'W', icon: 'point', words: 'click model ask here wand' },
    { name: 'region', label: 'Ask in a region', key: 'R', icon: 'region', words: 'box model look where' },
  ],
  [
    { name: 'brush', label: 'Brush', key: 'B', icon: 'brush', words: 'paint draw' },
    { name: 'eraser', label: 'Eraser', key: 'E', icon: 'eraser', words: 'rubber remove' },
    { name: 'polygon', label: 'Polygon', key: 'P', icon: 'polygon', words: 'points vertices outline' },
    { name: 'lasso', label: 'Lasso', key: 'L', icon: 'lasso', words: 'free hand outline' },
    { name: 'rectangle', label: 'Rectangle', key: 'M', icon: 'rectangle', words: 'box square' },
    { name: 'ellipse', label: 'Ellipse', key: 'Shift M', icon: 'ellipse', words: 'circle oval' },
    { name: 'fill', label: 'Fill', key: 'G', icon: 'fill', words: 'bucket flood colour wand' },
    { name: 'knife', label: 'Knife', key: 'K', icon: 'knife', words: 'split cut line slice' },
  ],
  [{ name: 'zoom', label: 'Zoom', key: 'Z', icon: 'search', words: 'magnify larger smaller' }],
];

/** Why a tool cannot be used now, in words for its tooltip; null when it can. */
export function toolBlocked(desk: Desk, tool: ToolName): string | null {
  const photo = needsPhoto(desk);
  if (photo !== null || tool === 'select' || tool === 'zoom') return photo;
  if (tool !== 'point' && tool !== 'region') return null;
  return desk.studio.model.getState().kind === 'failed' ? 'The model could not be loaded' : null;
}

const choose = ({ name, label, key, icon, words }: ToolEntry): DeskCommand => ({
  id: `tool-${name}`,
  keys: [key],
  label,
  icon,
  words: `tool ${words}`,
  group: 'Tools',
  page: 'studio',
  blocked: (desk) => toolBlocked(desk, name),
  run: ({ studio }) => studio.setView({ tool: name }),
});

export const toolCommands: readonly DeskCommand[] = [
  ...toolGroups.flat().map(choose),
  { id: 'pan', keys: ['Space'], shown: ['Space hold'], label: 'Pan', group: 'Tools', run: null },
  { id: 'cursor', keys: [], shown: ['Arrows'], label: 'Drawing cursor (photo)', group: 'Tools', run: null },
  {
    id: 'press',
    keys: [],
    shown: ['Space'],
    label: 'Press, lift the cursor',
    group: 'Tools',
    run: null,
  },
];
