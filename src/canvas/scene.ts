import type { Turn } from '../document/conversation.ts';
import type {
  Category,
  CategoryId,
  ImageRecord,
  ObjectId,
  RawCanvas,
  SegmentedObject,
  TurnId,
} from '../document/document.ts';
import { imageById, objectsOf } from '../document/lookup.ts';
import type { Mask } from '../mask/mask.ts';
import type { Box } from '../mask/space.ts';
import type { LiveObject, RunningAnswer } from '../studio/answer-state.ts';
import type { ProjectState } from '../studio/project-state.ts';
import type { MaskView, ViewState } from '../studio/view-state.ts';
import { cellsOfBox } from './cell-geometry.ts';

/** A finished object as the stage shows it. */
export interface SceneObject {
  readonly id: ObjectId;
  /** As in the list: 1 for the first object of the image. */
  readonly number: number;
  readonly name: string;
  /** What the label adds to the name. */
  readonly note: string | null;
  readonly colour: number;
  readonly mask: Mask;
  readonly canvas: RawCanvas | null;
  /** The draft it started from, 64x64 bytes of probability, where it is known. */
  readonly ghost: Uint8Array | null;
  readonly show: MaskView;
  readonly selected: boolean;
  readonly hovered: boolean;
  readonly locked: boolean;
  /** The answer it came from. */
  readonly turn: TurnId | null;
  /** Canvas row that stands out, and the last one drawn; null for none and all. */
  readonly markedRow: number | null;
  readonly lastRow: number | null;
}

/** An object of the running answer. */
export interface SceneLive {
  readonly number: number;
  readonly object: LiveObject;
  /** Cells its box covers, half-open, 0..64. */
  readonly cells: Box<'canvas'>;
  readonly note: string | null;
}

/** The running answer on the image that is shown. */
export interface SceneAnswer {
  readonly turn: TurnId;
  readonly ghost: Float32Array | null;
  readonly objects: readonly SceneLive[];
}

/** Above this many objects labels are numbers, names come on hover and selection. */
export const mostNamedLabels = 12;

/** Visible objects of the current image, back to front. */
export function sceneObjects(project: ProjectState, view: ViewState): readonly SceneObject[] {
  const image = project.currentImage;
  if (image === null) return [];
  const document = view.compared ?? project.document;
  const objects = objectsOf(document, image);
  const alone = inspectedAlone(objects, view);
  const names = new Map(document.categories.map((category) => [category.id, category]));
  const turns = new Map((project.conversations.get(image) ?? []).map((turn) => [turn.id, turn]));
  const selection = new Set(view.selection);
  const scene: SceneObject[] = [];
  objects.forEach((object, index) => {
    if (!object.visible || (alone !== null && object.id !== alone)) return;
    scene.push(sceneObject(object, index + 1, view, selection, names, turns));
  });
  return scene;
}

/** The inspector looks at one object's cells: then nothing else is drawn over the photo. */
export function inspectedAlone(objects: readonly SegmentedObject[], view: ViewState): ObjectId | null {
  if (view.tab !== 'tokens' || view.maskView === 'mask' || view.inspected === null) return null;
  const inspected = objects.find((object) => object.id === view.inspected);
  return inspected !== undefined && inspected.canvas !== null && inspected.visible ? inspected.id : null;
}

function sceneObject(
  object: SegmentedObject,
  number: number,
  view: ViewState,
  selection: ReadonlySet<ObjectId>,
  categories: ReadonlyMap<CategoryId, Category>,
  turns: ReadonlyMap<TurnId, Turn>,
): SceneObject {
  const category = categories.get(object.category);
  const turn = object.provenance.kind === 'model' ? object.provenance.turn : null;
  const ghost = turn === null ? null : (turns.get(turn)?.ghost ?? null);
  const show = shownAs(view.maskView, object.canvas, ghost);
  const inspected = object.id === view.inspected && view.tab === 'tokens';
  return {
    id: object.id,
    number,
    name: category?.name ?? 'object',
    note: noteOf(object, show),
    colour: category?.colour ?? 0,
    mask: object.mask,
    canvas: object.canvas,
    ghost,
    show,
    selected: selection.has(object.id),
    hovered: object.id === view.hovered,
    locked: object.locked,
    turn,
    markedRow: show !== 'mask' && inspected ? view.inspectedRow : null,
    lastRow: show === 'cells' && inspected ? view.replayRow : null,
  };
}

function shownAs(wanted: MaskView, canvas: RawCanvas | null, ghost: Uint8Array | null): MaskView {
  if (canvas === null) return 'mask';
  return wanted === 'draft' && ghost === null ? 'mask' : wanted;
}

function noteOf(object: SegmentedObject, show: MaskView): string | null {
  if (show === 'draft') return 'draft';
  if (show === 'cells' && object.canvas !== null) {
    // As they are written: what the border repeats has no bricks, in the inspector's rows neither.
    const { x1, y1, x2, y2 } = object.canvas.box;
    return `${x2 - x1} × ${y2 - y1} cells`;
  }
  if (object.locked) return 'locked';
  return object.edited ? 'edited' : null;
}

/** The running answer as far as it concerns the current image; null when none runs there. */
export function sceneAnswer(project: ProjectState, running: RunningAnswer | null): SceneAnswer | null {
  if (running === null || running.image !== project.currentImage) return null;
  const finished = objectsOf(project.document, running.image).length;
  const objects = running.objects.map((object, index): SceneLive => {
    const cells = cellsOfBox(object.box);
    return { number: finished + index + 1, object, cells, note: liveNote(object) };
  });
  return { turn: running.turn, ghost: running.ghost, objects };
}

function liveNote({ phase, cursorY, box }: LiveObject): string | null {
  if (phase === 'box') return 'draft';
  if (phase === 'done') return null;
  if (phase === 'refining') return 'refining';
  const rows = box.y2 - box.y1;
  return `row ${Math.min(rows, Math.max(1, cursorY - box.y1 + 1))} of ${rows}`;
}

/** The record of the image that is shown. */
export function sceneImage(project: ProjectState): ImageRecord | null {
  return project.currentImage === null ? null : (imageById(project.document, project.currentImage) ?? null);
}
