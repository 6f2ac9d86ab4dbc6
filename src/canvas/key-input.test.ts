import { beforeEach, describe, expect, it } from 'vitest';
import type { CategoryId, ImageId, ObjectId } from '../document/document.ts';
import { objectsOf } from '../document/lookup.ts';
import { boxMask } from '../mask/create-mask.ts';
import { maskBox, maskContains } from '../mask/measure.ts';
import { type OpenEditor, openEditor } from '../studio/testing/open-editor.ts';
import { TestBitmap } from '../studio/testing/test-bitmap.ts';
import type { ToolName } from '../studio/view-state.ts';
import { ActiveTool } from './active-tool.ts';
import { type CanvasController, createCanvasController } from './canvas-controller.ts';
import { KeyInput } from './key-input.ts';

const image = { id: 'photo' as ImageId, name: 'grey.png', width: 200, height: 200 };
const still = { reducedMotion: () => true, now: () => 0, nextFrame: () => () => undefined };
const first = 'first' as ObjectId;

let studio: OpenEditor;
let controller: CanvasController;
let tool: ActiveTool;
let keys: KeyInput;

beforeEach(async () => {
  const record = { ...image, bytes: 1, mediaType: 'image/png', sha256: '', addedAt: 0 };
  const object = {
    id: first,
    category: 'dog' as CategoryId,
    mask: boxMask(200, 200, { x1: 20, y1: 20, x2: 60, y2: 60 }),
    canvas: null,
    provenance: { kind: 'drawn' as const },
    edited: false,
    visible: true,
    locked: false,
    attributes: {},
  };
  const document = {
    images: [record],
    categories: [{ id: 'dog' as CategoryId, name: 'dog', colour: 0 }],
    objects: new Map([[image.id, [object]]]),
  };
  studio = await openEditor(record, document, new TestBitmap('photo', 200, 200).bitmap);
  controller = createCanvasController(still);
  controller.setStage({ width: 200, height: 200 }, { top: 0, right: 0, bottom: 0, left: 0 });
  controller.setImage(image.id, image);
  tool = new ActiveTool(studio, controller, () => undefined);
  keys = new KeyInput(
    studio,
    controller,
    tool,
    () => null,
    () => undefined,
  );
});

interface Held {
  readonly shift?: boolean;
  readonly alt?: boolean;
  readonly control?: boolean;
}

const press = (key: string, held: Held = {}) =>
  keys.press({ key, shift: false, alt: false, control: false, repeat: false, ...held });
const take = (name: ToolName) => studio.setView({ tool: name });
const objects = () => objectsOf(studio.project.getState().document, image.id);
const steps = () => studio.project.getState().undo.map(({ label }) => label);

describe('the key cursor', () => {
  it('appears at the middle of what is seen, and moves by steps that the screen sets', () => {
    take('brush');
    expect(press('ArrowRight')).toBe(true);
    expect(keys.cursor).toEqual({ at: { x: 100.5, y: 100.5 }, held: false });
    press('ArrowRight');
    press('ArrowDown', { shift: true });
    press('ArrowUp', { alt: true });
    expect(keys.cursor?.at).toEqual({ x: 110.5, y: 149.5 });
    controller.zoomTo(10, { x: 100, y: 100 });
    press('ArrowRight');
    expect(keys.cursor?.at).toEqual({ x: 111.5, y: 149.5 });
    expect(studio.announcement.getState()).toBe('Cursor at 100, 100');
  });

  it('starts on what is selected, never leaves the photo, and takes the view along', () => {
    studio.select([first]);
    take('lasso');
    press('ArrowLeft');
    expect(keys.cursor?.at).toEqual({ x: 40.5, y: 40.5 });
    for (let i = 0; i < 9; i++) press('ArrowUp');
    expect(keys.cursor?.at).toEqual({ x: 40.5, y: 0.5 });
    controller.zoomTo(4, { x: 0, y: 0 });
    for (let i = 0; i < 30; i++) press('ArrowRight', { shift: true });
    const { viewport } = controller.frame.getState();
    expect(keys.cursor!.at.x * viewport!.scale + viewport!.x).toBeLessThanOrEqual(200);
  });

  it('draws: Space presses and lifts, arrows drag', () => {
    take('rectangle');
    press('ArrowLeft');
    expect(press(' ')).toBe(true);
    expect(keys.cursor?.held).toBe(true);
    press('ArrowRight', { shift: true });
    press('ArrowDown', { shift: true });
    expect(tool.busy).toBe(true);
    press(' ');
    expect(maskBox(objects()[1]!.mask)).toEqual({ x1: 101, y1: 101, x2: 151, y2: 151 });
    expect(steps()).toEqual(['Draw object']);
  });

  it('lifts by Enter too, and Escape takes a stroke back', () => {
    studio.select([first]);
    take('brush');
    press('ArrowRight');
    press(' ');
    press('ArrowRight', { shift: true });
    press('Enter');
    expect(steps()).toEqual(['Brush stroke on dog']);
    expect(maskContains(objects()[0]!.mask, 90, 40)).toBe(true);
    press(' ');
    press('ArrowDown', { shift: true });
    tool.cancel();
    keys.abandon();
    expect(steps()).toHaveLength(1);
    expect(keys.cursor?.held).toBe(false);
    expect(press('Enter')).toBe(false);
  });

  it('clicks with tools that are clicked, and finishes them by Enter', () => {
    take('polygon');
    press('ArrowRight');
    press(' ');
    for (const key of ['ArrowRight', 'ArrowDown']) {
      press(key, { shift: true });
      press(' ');
    }
    expect(keys.cursor?.held).toBe(false);
    press('Enter');
    expect(steps()).toEqual(['Draw object']);
    take('point');
    press('ArrowRight');
    press(' ');
    expect(studio.asked).toHaveLength(1);
  });

  it('takes a corner of the selected object and puts it elsewhere', () => {
    studio.select([first]);
    take('polygon');
    press('ArrowRight');
    for (let i = 0; i < 2; i++) {
      press('ArrowRight');
      press('ArrowDown');
    }
    press(' ');
    expect(keys.cursor?.held).toBe(true);
    press('ArrowRight', { shift: true });
    press(' ');
    expect(steps()).toEqual(['Move corner on dog']);
    expect(maskContains(objects()[0]!.mask, 90, 58)).toBe(true);
    press('Delete');
    expect(steps()).toEqual(['Move corner on dog', 'Delete corner on dog']);
  });

  it('is hidden when something else takes over, and what it drew is taken back', () => {
    take('brush');
    press('ArrowRight');
    press(' ');
    press('ArrowRight');
    keys.hide();
    expect(keys.cursor).toBeNull();
    expect(tool.busy).toBe(false);
    expect(press(' ')).toBe(false);
    expect(steps()).toEqual([]);
  });
});

describe('without a cursor', () => {
  it('arrows move what is selected, and otherwise go their usual way', () => {
    expect(press('ArrowRight')).toBe(false);
    studio.select([first]);
    press('ArrowRight');
    press('ArrowRight', { shift: true });
    expect(steps()).toEqual([]);
    keys.release('ArrowRight');
    expect(steps()).toEqual(['Move dog']);
    expect(maskBox(objects()[0]!.mask)).toEqual({ x1: 31, y1: 20, x2: 71, y2: 60 });
    press('ArrowDown', { control: true });
    keys.release('ArrowDown');
    expect(maskBox(objects()[0]!.mask)).toEqual({ x1: 31, y1: 20, x2: 71, y2: 61 });
    expect(press('ArrowDown', { alt: true })).toBe(false);
    expect(keys.cursor).toBeNull();
  });
});
