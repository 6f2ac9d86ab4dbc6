import { noRefinement, type RefinePlan } from '../../mask/refine-mask.ts';
import type { MaskMode, ViewState } from '../../studio/view-state.ts';
import type { IconName } from '../primitives/icon.tsx';
import { combineCommands } from './combine-commands.ts';
import type { DeskCommand } from './desk-command.ts';
import { needsUnlocked, selectedObjects, selectionName } from './desk-objects.ts';

/** How far a single press of Smooth rounds the edge, in image pixels. */
const smoothStep = 2;
/** What Remove specks takes for a speck, in square pixels of the photo. */
export const speckArea = 40;
/** Largest deviation of Simplify, in image pixels. */
const simplifyTolerance = 1.5;

export const maskModes: readonly {
  readonly mode: MaskMode;
  readonly label: string;
  readonly icon: IconName;
}[] = [
  { mode: 'replace', label: 'Replace mask', icon: 'replace' },
  { mode: 'add', label: 'Add to mask', icon: 'merge' },
  { mode: 'subtract', label: 'Subtract from mask', icon: 'subtract' },
  { mode: 'intersect', label: 'Intersect with mask', icon: 'intersect' },
];

const group = 'Masks';
const page = 'studio';

const modeCommands = maskModes.map(
  ({ mode, label, icon }): DeskCommand => ({
    id: `mode-${mode}`,
    label,
    icon,
    words: 'mode drawing shapes',
    keys: [],
    group,
    page,
    run: ({ studio }) => studio.setView({ maskMode: mode }),
  }),
);

type Flag = { [Key in keyof ViewState]: ViewState[Key] extends boolean ? Key : never }[keyof ViewState];

/** Turns something on or off; the label says which. */
function toggle(id: string, flag: Flag, label: string, words: string): DeskCommand {
  return {
    id,
    label,
    words,
    icon: 'sliders',
    keys: [],
    group,
    page,
    title: ({ studio }) => `${label}: turn ${studio.view.getState()[flag] ? 'off' : 'on'}`,
    run: ({ studio }) => studio.setView({ [flag]: !studio.view.getState()[flag] }),
  };
}

/** One step of refining on every selected object, without asking. `step` names it in the history: "Grow cup". */
function refineAtOnce(
  step: string,
  change: Partial<RefinePlan>,
  entry: Pick<DeskCommand, 'id' | 'label' | 'keys'> & Partial<DeskCommand>,
): DeskCommand {
  return {
    icon: 'sliders',
    group,
    page,
    blocked: needsUnlocked,
    title: (desk) => `${entry.label}: ${selectionName(desk)}`,
    run: (desk) => {
      const objects = selectedObjects(desk).map(({ id }) => id);
      void desk.studio.refine(objects, { ...noRefinement, ...change }, step);
    },
    ...entry,
  };
}

const strokes: readonly DeskCommand[] = [
  {
    id: 'brush-smaller',
    keys: ['['],
    label: 'Smaller brush',
    line: 'Smaller, larger brush',
    icon: 'minus',
    group,
    page,
    run: ({ controller }) => controller.stepBrushSize(-1),
  },
  {
    id: 'brush-larger',
    keys: [']'],
    label: 'Larger brush',
    line: 'Smaller, larger brush',
    icon: 'plus',
    group,
    page,
    run: ({ controller }) => controller.stepBrushSize(1),
  },
  { id: 'brush-wheel', keys: [], shown: ['Alt wheel'], label: 'Brush size by the wheel', group, run: null },
  { id: 'line', keys: [], shown: ['Shift hold'], label: 'Straight brush line', group, run: null },
  { id: 'opposite', keys: [], shown: ['Alt hold'], label: 'Paint or erase, the other way', group, run: null },
  { id: 'add-held', keys: [], shown: ['Shift'], label: 'Add a shape while held', group, run: null },
  { id: 'subtract-held', keys: [], shown: ['Alt'], label: 'Subtract while held', group, run: null },
  {
    id: 'intersect-held',
    keys: [],
    shown: ['Shift', 'Alt'],
    label: 'Intersect while held',
    group,
    run: null,
  },
  ...modeCommands,
  toggle('snap', 'snapToEdges', 'Snap to edges', 'smart brush follow photo'),
  toggle('cut-below', 'cutBelow', 'Cut from objects below', 'overlap draw'),
  toggle('pressure', 'pressureSize', 'Pen pressure changes the size', 'stylus'),
  toggle('pen-draws', 'penDraws', 'Pen draws, finger pans', 'stylus touch palm'),
  {
    id: 'paint-background',
    label: 'Paint only into background',
    words: 'protect other objects overlap draw',
    icon: 'sliders',
    keys: [],
    group,
    page,
    title: ({ studio }) =>
      `Paint only into background: turn ${studio.view.getState().paintOver === 'background' ? 'off' : 'on'}`,
    run: ({ studio }) => {
      const { paintOver } = studio.view.getState();
      studio.setView({ paintOver: paintOver === 'background' ? 'everything' : 'background' });
    },
  },
];

const refining: readonly DeskCommand[] = [
  refineAtOnce(
    'Grow',
    { grow: 1 },
    {
      id: 'grow',
      label: 'Grow 1 px',
      line: 'Grow, shrink 1 px',
      keys: ['+', '='],
      shown: ['+'],
      words: 'larger dilate',
    },
  ),
  refineAtOnce(
    'Shrink',
    { grow: -1 },
    {
      id: 'shrink',
      label: 'Shrink 1 px',
      line: 'Grow, shrink 1 px',
      keys: ['-'],
      shown: ['−'],
      words: 'smaller erode',
    },
  ),
  refineAtOnce(
    'Smooth',
    { smooth: smoothStep },
    { id: 'smooth', label: 'Smooth', keys: ['S'], words: 'edge round' },
  ),
  {
    id: 'refine',
    label: 'Refine',
    words: 'grow shrink smooth holes specks simplify edge',
    icon: 'sliders',
    keys: ['Shift S'],
    group,
    page,
    blocked: needsUnlocked,
    title: (desk) => `Refine ${selectionName(desk)}…`,
    run: (desk) => {
      const [first] = selectedObjects(desk);
      if (first) desk.screen.setState({ refining: first.id });
    },
  },
  refineAtOnce('Fill holes of', { fillHoles: true }, { id: 'fill-holes', label: 'Fill holes', keys: [] }),
  refineAtOnce(
    'Remove specks of',
    { removeSpecks: speckArea },
    { id: 'remove-specks', label: 'Remove specks', keys: [], words: 'islands small parts clean' },
  ),
  refineAtOnce(
    'Keep the largest piece of',
    { keepLargest: true },
    { id: 'keep-largest', label: 'Keep the largest piece', keys: [], words: 'component part island' },
  ),
  refineAtOnce(
    'Simplify',
    { simplify: simplifyTolerance },
    { id: 'simplify', label: 'Simplify the outline', keys: [], words: 'fewer points polygon' },
  ),
  {
    id: 'split',
    label: 'Split into pieces',
    words: 'components parts separate',
    icon: 'split',
    keys: [],
    group,
    page,
    blocked: needsUnlocked,
    title: (desk) => `Split ${selectionName(desk)} into pieces`,
    run: (desk) => desk.studio.splitComponents(selectedObjects(desk).map(({ id }) => id)),
  },
];

const steps: readonly DeskCommand[] = [
  {
    id: 'finish',
    keys: ['Enter'],
    label: 'Finish',
    group,
    page,
    keyOnly: true,
    run: ({ studio }, event) => {
      const { tool } = studio.view.getState();
      if (tool === 'select' || tool === 'zoom') return false;
      if (event?.target instanceof Element && event.target.closest('button,a,input,[role=row]')) return false;
      studio.setView({ tool: 'select' });
      return true;
    },
  },
  {
    id: 'compare',
    keys: ['C'],
    shown: ['C hold'],
    label: 'Before, after',
    group,
    page,
    keyOnly: true,
    blocked: ({ studio }) => (studio.project.getState().undo.length === 0 ? 'Nothing to compare with' : null),
    // The release of the key ends it; see press-key.ts.
    run: ({ studio }) => {
      // A held key repeats.
      if (studio.view.getState().compared === null) studio.compare(true);
    },
  },
  {
    id: 'undo',
    keys: ['Ctrl Z'],
    label: 'Undo',
    icon: 'undo',
    group,
    page,
    blocked: ({ studio }) => (studio.project.getState().undo.length === 0 ? 'Nothing to undo' : null),
    title: ({ studio }) => `Undo: ${studio.project.getState().undo.at(-1)?.label ?? 'nothing'}`,
    run: ({ studio }) => studio.undo(),
  },
  {
    id: 'redo',
    keys: ['Ctrl Shift Z', 'Ctrl Y'],
    shown: ['Ctrl Shift Z'],
    label: 'Redo',
    icon: 'redo',
    group,
    page,
    blocked: ({ studio }) => (studio.project.getState().redo.length === 0 ? 'Nothing to redo' : null),
    title: ({ studio }) => `Redo: ${studio.project.getState().redo[0]?.label ?? 'nothing'}`,
    run: ({ studio }) => studio.redo(),
  },
];

export const maskCommands: readonly DeskCommand[] = [...strokes, ...combineCommands, ...refining, ...steps];
