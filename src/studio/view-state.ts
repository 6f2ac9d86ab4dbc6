import type { ObjectId } from '../document/document.ts';

export type ToolName = 'select' | 'brush' | 'eraser' | 'zoom';
export type PanelTab = 'objects' | 'tokens' | 'history';
/** What an object shows: the model's draft (ghost), its 64x64 cells, the refined mask, or where the two differ. */
export type MaskView = 'draft' | 'cells' | 'mask' | 'difference';
export type Theme = 'system' | 'dark' | 'light';

/** How things are looked at; remembered, never part of undo. */
export interface ViewState {
  readonly tool: ToolName;
  /** Diameter in image pixels. */
  readonly brushSize: number;
  readonly selection: readonly ObjectId[];
  readonly hovered: ObjectId | null;
  readonly tab: PanelTab;
  readonly panelOpen: boolean;
  readonly stripOpen: boolean;
  readonly maskView: MaskView;
  readonly showGrid: boolean;
  readonly theme: Theme;
  /** The row that the inspector and the stage highlight together, canvas row 0..63, or null. */
  readonly inspectedRow: number | null;
  /** Object whose bricks the inspector shows. */
  readonly inspected: ObjectId | null;
  /** Rows of the inspected object drawn so far in a replay; null shows all. */
  readonly replayRow: number | null;
  readonly dialog: 'none' | 'export' | 'shortcuts' | 'about-model';
}

export const startView: ViewState = {
  tool: 'select',
  brushSize: 24,
  selection: [],
  hovered: null,
  tab: 'objects',
  panelOpen: true,
  stripOpen: true,
  maskView: 'mask',
  showGrid: false,
  theme: 'system',
  inspectedRow: null,
  inspected: null,
  replayRow: null,
  dialog: 'none',
};
