import { describe, expect, it } from 'vitest';
import type { CategoryId, ImageId, ObjectId, SegmentedObject, TurnId } from '../document/document.ts';
import type { ProjectId } from '../document/project-summary.ts';
import { boxMask } from '../mask/create-mask.ts';
import type { LiveObject, RunningAnswer } from '../studio/answer-state.ts';
import type { ProjectState } from '../studio/project-state.ts';
import { startView, type ViewState } from '../studio/view-state.ts';
import { hoveredRow } from './hovered-row.ts';
import { objectNumber } from './object-number.ts';
import { sceneAnswer, sceneImage, sceneObjects } from './scene.ts';

const image = 'photo' as ImageId;
const turn = 'turn' as TurnId;
const box = { x1: 16, y1: 8, x2: 48, y2: 63 };

function object(id: string, part: Partial<SegmentedObject> = {}): SegmentedObject {
  return {
    id: id as ObjectId,
    category: 'dogs' as CategoryId,
    mask: boxMask(640, 480, { x1: 160, y1: 60, x2: 480, y2: 480 }),
    canvas: { box, cells: new Uint8Array(4096).fill(1) },
    provenance: {
      kind: 'model',
      turn,
      prompt: 'the dog',
      reference: 'the dog',
      model: 'nano',
      maskConfidence: 0.9,
      boxConfidence: 0.9,
      partial: false,
    },
    edited: false,
    visible: true,
    locked: false,
    attributes: {},
    ...part,
  };
}

function project(objects: readonly SegmentedObject[], ghost: Uint8Array | null = null): ProjectState {
  return {
    id: 'project' as ProjectId,
    name: 'Project',
    access: 'write',
    opened: true,
    document: {
      images: [
        {
          id: image,
          name: 'a.jpg',
          width: 640,
          height: 480,
          bytes: 1,
          mediaType: 'image/jpeg',
          sha256: '',
          addedAt: 0,
        },
      ],
      categories: [{ id: 'dogs' as CategoryId, name: 'dog', colour: 3 }],
      objects: new Map([[image, objects]]),
    },
    conversations: new Map([
      [
        image,
        [
          {
            id: turn,
            prompt: 'the dog',
            askedAt: 0,
            outcome: { kind: 'done' },
            tokens: [],
            words: '',
            objects: [],
            ghost,
            timing: null,
          },
        ],
      ],
    ]),
    currentImage: image,
    undo: [],
    redo: [],
    forgotten: false,
    save: { kind: 'saved' },
  };
}

const view: ViewState = startView;

describe('sceneObjects', () => {
  it('leaves hidden objects out and keeps everybody’s number', () => {
    const objects = [object('a'), object('b', { visible: false }), object('c', { edited: true })];
    const scene = sceneObjects(project(objects), { ...view, selection: ['c' as ObjectId] });
    expect(
      scene.map(({ number, name, colour, note, selected }) => [number, name, colour, note, selected]),
    ).toEqual([
      [1, 'dog', 3, null, false],
      [3, 'dog', 3, 'edited', true],
    ]);
    expect(objectNumber(objects, 'c' as ObjectId)).toBe(3);
    expect(objectNumber(objects, 'x' as ObjectId)).toBe(0);
  });

  it('shows masks where there are no cells, and where a draft is not known', () => {
    const objects = [object('a'), object('b', { canvas: null })];
    const cells = sceneObjects(project(objects), { ...view, maskView: 'cells' });
    expect(cells.map(({ show, note }) => [show, note])).toEqual([
      ['cells', '32 × 55 cells'],
      ['mask', null],
    ]);
    expect(sceneObjects(project(objects), { ...view, maskView: 'draft' })[0]?.show).toBe('mask');
    const withGhost = project(objects, new Uint8Array(4096));
    expect(sceneObjects(withGhost, { ...view, maskView: 'draft' })[0]?.show).toBe('draft');
  });

  it('shows the inspected object alone, with its row and its replay, unless its mask is looked at', () => {
    const objects = [object('a'), object('b')];
    const inspecting: ViewState = {
      ...view,
      tab: 'tokens',
      inspected: 'b' as ObjectId,
      inspectedRow: 20,
      replayRow: 30,
    };
    const alone = sceneObjects(project(objects), { ...inspecting, maskView: 'cells' });
    expect(alone.map(({ id, markedRow, lastRow }) => [id, markedRow, lastRow])).toEqual([['b', 20, 30]]);
    const masks = sceneObjects(project(objects), inspecting);
    expect(masks.map(({ id, markedRow }) => [id, markedRow])).toEqual([
      ['a', null],
      ['b', null],
    ]);
  });

  it('is empty without an image', () => {
    const none = { ...project([]), currentImage: null };
    expect(sceneObjects(none, view)).toEqual([]);
    expect(sceneImage(none)).toBeNull();
  });
});

describe('sceneAnswer', () => {
  const live: LiveObject = {
    index: 0,
    label: 'dog',
    colour: 3,
    box: { x1: 10, y1: 10, x2: 20, y2: 50 },
    phase: 'painting',
    cursorX: 12,
    cursorY: 21,
    cells: new Uint8Array(4096),
    version: 1,
  };
  const running = (part: Partial<RunningAnswer> = {}, object: Partial<LiveObject> = {}): RunningAnswer => ({
    turn,
    image,
    prompt: 'the dog',
    phase: 'writing',
    ghost: null,
    objects: [{ ...live, ...object }],
    tokens: [],
    words: '',
    startedAt: 0,
    rate: 0,
    ...part,
  });

  it('numbers on from the finished objects and counts rows within the box from 1', () => {
    const answer = sceneAnswer(project([object('a')]), running());
    expect(answer?.objects.map(({ number, note }) => [number, note])).toEqual([[2, 'row 12 of 40']]);
  });

  it('counts the rows that are written, and covers those that the border repeats', () => {
    const answer = sceneAnswer(
      project([]),
      running({}, { box: { x1: 0, y1: 0, x2: 63, y2: 63 }, cursorY: 63 }),
    );
    expect(answer?.objects[0]).toMatchObject({ note: 'row 63 of 63', cells: { x2: 64, y2: 64 } });
  });

  it('says draft before the first brick and nothing when done', () => {
    expect(sceneAnswer(project([]), running({}, { phase: 'box' }))?.objects[0]?.note).toBe('draft');
    expect(sceneAnswer(project([]), running({}, { phase: 'done' }))?.objects[0]?.note).toBeNull();
  });

  it('is none of another image’s business', () => {
    expect(sceneAnswer(project([]), running({ image: 'other' as ImageId }))).toBeNull();
    expect(sceneAnswer(project([]), null)).toBeNull();
  });
});

describe('hoveredRow', () => {
  const state = project([object('a')]);
  const cells: ViewState = { ...view, tab: 'tokens', maskView: 'cells', inspected: 'a' as ObjectId };

  it('is the canvas row under the pointer within the inspected box', () => {
    expect(hoveredRow(state, cells, { x: 300, y: 480 * (20.5 / 64) })).toBe(20);
    expect(hoveredRow(state, cells, { x: 300, y: 479.9 })).toBe(63);
  });

  it('is null beside the box and away from the stage', () => {
    expect(hoveredRow(state, cells, { x: 10, y: 200 })).toBeNull();
    expect(hoveredRow(state, cells, { x: 300, y: 10 })).toBeNull();
    expect(hoveredRow(state, cells, null)).toBeNull();
  });

  it('has no say where cells of an inspected object are not shown', () => {
    expect(hoveredRow(state, view, { x: 300, y: 200 })).toBeUndefined();
    expect(hoveredRow(state, { ...cells, maskView: 'mask' }, { x: 300, y: 200 })).toBeUndefined();
    expect(hoveredRow(state, { ...cells, inspected: null }, { x: 300, y: 200 })).toBeUndefined();
  });
});
