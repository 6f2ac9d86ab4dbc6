import { createStore, type StoreApi } from 'zustand/vanilla';
import type {
  CategoryId,
  ImageId,
  ImageRecord,
  ObjectId,
  SegmentedObject,
  StudioDocument,
  TurnId,
} from '../../document/document.ts';
import { boxMask } from '../../mask/create-mask.ts';
import type { AnswerState, LiveObject } from '../../studio/answer-state.ts';
import { type OpenEditor, openEditor } from '../../studio/testing/open-editor.ts';

/** The part of a studio that a stage reads and calls. */
export type StageStudio = OpenEditor & { readonly answer: StoreApi<AnswerState> };

export const photoSize = { width: 640, height: 320 };
const image = 'photo' as ImageId;
const category = 'dog' as CategoryId;
const turn = 'turn' as TurnId;
/** Columns 16..47 and rows 8..39 of the canvas. */
export const liveBox = { x1: 16, y1: 8, x2: 48, y2: 40 };

/** A plain grey photo with one object, and a second answer to be written; real stores and masks, no workers. */
export async function createStageStudio(): Promise<StageStudio> {
  const display = await createImageBitmap(greyPhoto());
  const editor = await openEditor(record, startDocument(), display);
  editor.setView({ brushSize: 20, theme: 'dark' });
  return { ...editor, answer: createStore<AnswerState>(() => ({ running: null, queue: [] })) };
}

/** The answer after `rows` whole rows and `columns` cells of the next: every other row of the box is foreground. */
export function writeRows(studio: StageStudio, rows: number, columns: number): void {
  const cells = new Uint8Array(4096);
  const cursorY = liveBox.y1 + rows;
  const cursorX = liveBox.x1 + columns;
  for (let y = liveBox.y1; y <= Math.min(cursorY, liveBox.y2 - 1); y += 2) {
    cells.fill(1, y * 64 + liveBox.x1, y * 64 + (y < cursorY ? liveBox.x2 : cursorX));
  }
  showAnswer(studio, [
    {
      index: 0,
      label: 'cat',
      colour: 1,
      box: liveBox,
      phase: rows < liveBox.y2 - liveBox.y1 ? 'painting' : 'refining',
      cursorX,
      cursorY,
      cells,
      version: rows * 64 + columns,
    },
  ]);
}

/** The answer before its first box: the model leans towards the left half. */
export function showAnswer(studio: StageStudio, objects: readonly LiveObject[]): void {
  studio.answer.setState({
    running: {
      turn,
      image,
      prompt: 'the cat',
      phase: 'writing',
      ghost,
      objects,
      tokens: [],
      words: '',
      startedAt: 0,
      rate: 0,
    },
  });
}

const ghost = Float32Array.from({ length: 4096 }, (_, i) => (i % 64 < 32 ? 0.9 : 0));

function greyPhoto(): OffscreenCanvas {
  const canvas = new OffscreenCanvas(photoSize.width, photoSize.height);
  const context = canvas.getContext('2d');
  if (context !== null) {
    context.fillStyle = '#808080';
    context.fillRect(0, 0, photoSize.width, photoSize.height);
  }
  return canvas;
}

const record: ImageRecord = {
  id: image,
  name: 'grey.png',
  ...photoSize,
  bytes: 1,
  mediaType: 'image/png',
  sha256: '',
  addedAt: 0,
};

function startDocument(): StudioDocument {
  const object: SegmentedObject = {
    id: 'first' as ObjectId,
    category,
    mask: boxMask(photoSize.width, photoSize.height, { x1: 500, y1: 100, x2: 600, y2: 200 }),
    canvas: null,
    provenance: { kind: 'drawn' },
    edited: false,
    visible: true,
    locked: false,
    attributes: {},
  };
  return {
    images: [record],
    categories: [{ id: category, name: 'dog', colour: 0 }],
    objects: new Map([[image, [object]]]),
  };
}
