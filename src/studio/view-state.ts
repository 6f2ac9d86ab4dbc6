import type { CategoryId, ImageId, ObjectId, StudioDocument } from '../document/document.ts';
import type { Mask } from '../mask/mask.ts';
import type { Box } from '../mask/space.ts';
import { everyPhoto, type StripFilter } from './strip-filter.ts';

export type ToolName =
  | 'select'
  | 'point'
  | 'region'
  | 'brush'
  | 'eraser'
  | 'polygon'
  | 'lasso'
  | 'rectangle'
  | 'ellipse'
  | 'fill'
  | 'knife'
  | 'zoom';
/** How a drawn shape changes the selected object. */
export type MaskMode = 'replace' | 'add' | 'subtract' | 'intersect';
export type MaskStyle = 'fill' | 'outline' | 'hatch';
export type PanelTab = 'objects' | 'tokens' | 'history';
/** What an object shows: the model's draft (ghost), its 64x64 cells, the refined mask, or where the two differ. */
export type MaskView = 'draft' | 'cells' | 'mask' | 'difference';
export type Theme = 'system' | 'dark' | 'light';

/** How things are looked at; remembered, never part of undo. */
export interface ViewState {
  readonly tool: ToolName;
  /** Diameter in image pixels. */
  readonly brushSize: number;
  readonly maskMode: MaskMode;
  /** Strokes of the brush follow the photo's edges. */
  readonly snapToEdges: boolean;
  /** How different a colour may be and still be filled: 0..255, in each of red, green and blue. */
  readonly fillTolerance: number;
  /** The pressure of a stylus scales the brush. */
  readonly pressureSize: boolean;
  /** "Pen draws, finger pans": set at the first pen contact. */
  readonly penDraws: boolean;
  /** `background`: what is drawn never enters other objects of the photo. */
  readonly paintOver: 'everything' | 'background';
  /** What is drawn is cut out of the objects below it. */
  readonly cutBelow: boolean;
  /** Class of what is drawn with nothing selected: the one used last, or chosen for it. Null draws an "object". */
  readonly drawingClass: CategoryId | null;
  /** Of the fill, 0..1. */
  readonly maskOpacity: number;
  readonly maskStyle: MaskStyle;
  /** "Ask in a region": the words typed next are asked in this box (`askAt`); null asks about the whole photo. */
  readonly region: Box<'canvas'> | null;
  /** What an object would become, drawn as a dashed line while Refine is open. */
  readonly preview: { readonly object: ObjectId; readonly mask: Mask } | null;
  /** The document before the last step, which the stage shows while people compare. */
  readonly compared: StudioDocument | null;
  readonly selection: readonly ObjectId[];
  readonly hovered: ObjectId | null;
  /** Photos selected in the strip, in any order; acts on whole photos are about them (`selectedPhotos`). */
  readonly photoSelection: readonly ImageId[];
  readonly tab: PanelTab;
  readonly panelOpen: boolean;
  readonly stripOpen: boolean;
  /** Which photos the strip shows and the keys for next and previous go through. */
  readonly stripFilter: StripFilter;
  readonly maskView: MaskView;
  readonly showGrid: boolean;
  readonly theme: Theme;
  /** The row that the inspector and the stage highlight together, canvas row 0..63, or null. */
  readonly inspectedRow: number | null;
  /** Object whose bricks the inspector shows. */
  readonly inspected: ObjectId | null;
  /** Rows of the inspected object drawn so far in a replay; null shows all. */
  readonly replayRow: number | null;
  readonly dialog:
    | 'none'
    | 'export'
    | 'import'
    | 'shortcuts'
    | 'about-model'
    | 'palette'
    | 'classes'
    | 'save-bundle'
    | 'open-bundle'
    | 'find-photos';
}

export const startView: ViewState = {
  tool: 'select',
  brushSize: 24,
  maskMode: 'add',
  snapToEdges: false,
  fillTolerance: 32,
  pressureSize: false,
  penDraws: false,
  paintOver: 'everything',
  cutBelow: false,
  drawingClass: null,
  maskOpacity: 0.32,
  maskStyle: 'fill',
  region: null,
  preview: null,
  compared: null,
  selection: [],
  hovered: null,
  photoSelection: [],
  tab: 'objects',
  panelOpen: true,
  stripOpen: true,
  stripFilter: everyPhoto,
  maskView: 'mask',
  showGrid: false,
  theme: 'system',
  inspectedRow: null,
  inspected: null,
  replayRow: null,
  dialog: 'none',
};
