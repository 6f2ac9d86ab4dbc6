import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StudioError } from '../errors/studio-error.ts';
import { boxMask } from '../mask/create-mask.ts';
import type { Mask } from '../mask/mask.ts';
import { maskByteSize } from '../mask/measure.ts';
import type { Command } from './command.ts';
import {
  type CategoryId,
  emptyDocument,
  type ImageId,
  type ObjectId,
  type StudioDocument,
} from './document.ts';
import {
  beginGesture,
  cancelGesture,
  canRedo,
  canUndo,
  endGesture,
  forgetSteps,
  type History,
  joinCommand,
  jumpTo,
  redo,
  runCommand,
  startHistory,
  undo,
} from './history.ts';
import { objectsOf } from './lookup.ts';
import { deserializeDocument, serializeDocument } from './serialize-project.ts';
import { bytesOf } from './testing/document-bytes.ts';
import { picker, someCommand } from './testing/random-command.ts';
import { sampleCategory, sampleImage, sampleObject } from './testing/sample-document.ts';

function tryRun(history: History, command: Command): History {
  const before = bytesOf(history.document);
  try {
    return runCommand(history, command.kind, command);
  } catch (error) {
    // A refused command must leave the document untouched.
    expect(error).toBeInstanceOf(StudioError);
    expect((error as StudioError).code).toBe('command-invalid');
    expect(bytesOf(history.document)).toBe(before);
    return history;
  }
}

const numbers = fc.array(fc.nat(), { minLength: 20, maxLength: 200 });
const mapOrder = (document: StudioDocument) => [...document.objects.keys()].toSorted();

describe('history', () => {
  it('undone to the start and redone to the end is the same byte for byte, at every step', () => {
    let steps = 0;
    fc.assert(
      fc.property(numbers, fc.integer({ min: 5, max: 40 }), (values, count) => {
        const pick = picker(values);
        let history = startHistory(emptyDocument);
        const states = [bytesOf(history.document)];
        for (let i = 0; i < count; i++) {
          const batch = pick(6) === 0;
          const first = someCommand(history.document, pick);
          const command: Command = batch ? { kind: 'batch', commands: [first] } : first;
          const next = tryRun(history, command);
          if (next !== history) states.push(bytesOf(next.document));
          history = next;
        }
        steps += history.steps.length;
        const end = history.document;
        for (let i = states.length - 1; i >= 0; i--) {
          expect(history.position).toBe(i);
          expect(bytesOf(history.document)).toBe(states[i]);
          history = undo(history);
        }
        expect(canUndo(history)).toBe(false);
        for (const state of states) {
          expect(bytesOf(history.document)).toBe(state);
          history = redo(history);
        }
        expect(canRedo(history)).toBe(false);
        expect(mapOrder(history.document)).toEqual(mapOrder(end));
        const target = pick(states.length);
        expect(bytesOf(jumpTo(history, target).document)).toBe(states[target]);
        expect(bytesOf(deserializeDocument(serializeDocument(end)))).toBe(states.at(-1));
      }),
      { numRuns: 80 },
    );
    // The property would hold for nothing at all if every command were refused.
    expect(steps).toBeGreaterThan(500);
  });

  it('makes a gesture one step, or nothing when it is cancelled', () => {
    fc.assert(
      fc.property(numbers, (values) => {
        const pick = picker(values);
        let history = startHistory(emptyDocument);
        for (let i = 0; i < 8; i++) history = tryRun(history, someCommand(history.document, pick));
        const before = history;
        history = beginGesture(history, 'Gesture');
        for (let i = 0; i < 8; i++) history = tryRun(history, someCommand(history.document, pick));
        const during = bytesOf(history.document);
        expect(bytesOf(cancelGesture(history).document)).toBe(bytesOf(before.document));
        expect(cancelGesture(history).steps).toBe(before.steps);
        const ended = endGesture(history);
        expect(ended.steps.length - before.position).toBe(history.gesture!.redo.length > 0 ? 1 : 0);
        if (ended.steps.length === before.position) return;
        expect(ended.steps.at(-1)!.name).toBe('Gesture');
        expect(bytesOf(undo(ended).document)).toBe(bytesOf(before.document));
        expect(bytesOf(redo(undo(ended)).document)).toBe(during);
        expect(bytesOf(undo(history).document)).toBe(bytesOf(before.document));
      }),
    );
  });

  const [image, category] = ['photo' as ImageId, 'dog' as CategoryId];
  const object = 'object' as ObjectId;

  function withObject(byteLimit?: number): History {
    const start = startHistory(emptyDocument, byteLimit);
    const commands: Command[] = [
      { kind: 'add-images', at: 0, images: [sampleImage(image, 100, 400)] },
      { kind: 'add-categories', at: 0, categories: [sampleCategory(category)] },
      { kind: 'add-objects', image, entries: [{ at: 0, object: sampleObject(object, category, column(1)) }] },
    ];
    return runCommand(start, 'Add', { kind: 'batch', commands });
  }
  const column = (x: number) => boxMask(100, 400, { x1: 0, y1: 0, x2: x, y2: 400 });
  const paint = (x: number, on = object): Command => ({
    kind: 'update-object',
    image,
    object: on,
    patch: { mask: column(x) },
  });

  it('keeps two masks of a gesture of many moves', () => {
    let history = beginGesture(withObject(), 'Stroke');
    for (let x = 2; x < 90; x++) history = runCommand(history, '', paint(x));
    history = endGesture(history);
    const step = history.steps.at(-1)!;
    expect(step.redo).toMatchObject({ kind: 'update-object', patch: { mask: column(89) } });
    expect(step.undo).toMatchObject({ kind: 'update-object', patch: { mask: column(1) } });
    expect(step.bytes).toBeLessThan(12_000);
  });

  it('forgets the oldest steps beyond its bytes, and says so', () => {
    let history = withObject(60_000);
    for (let x = 2; x < 60; x++) history = runCommand(history, `Stroke ${x}`, paint(x));
    expect(history.forgotten).toBe(true);
    expect(history.steps.length).toBeGreaterThan(5);
    expect(history.steps.length).toBeLessThan(20);
    expect(history.steps.at(-1)!.name).toBe('Stroke 59');
    const oldest = jumpTo(history, 0);
    expect(objectsOf(oldest.document, image)[0]!.mask).toEqual(column(59 - history.steps.length));
    const tight = runCommand(withObject(1), 'Stroke', paint(5));
    expect(tight.steps).toHaveLength(1);
    expect(objectsOf(undo(tight).document, image)[0]!.mask).toEqual(column(1));
  });

  it('keeps a joined step as one, with the name and the first state of the step it joined', () => {
    let history = runCommand(withObject(), 'Move', paint(5));
    const { steps } = history;
    for (let x = 6; x < 40; x++) history = joinCommand(history, 'other', paint(x));
    expect(history.steps.map((step) => step.name)).toEqual(['Add', 'Move']);
    expect(history.steps.at(-1)!.bytes).toBe(steps.at(-1)!.bytes);
    expect(history.bytes).toBe(history.steps.reduce((sum, step) => sum + step.bytes, 0));
    expect(objectsOf(undo(history).document, image)[0]!.mask).toEqual(column(1));
    expect(objectsOf(redo(undo(history)).document, image)[0]!.mask).toEqual(column(39));
    // Nothing to join: after an undo the steps ahead are given up, as by any other step.
    const branched = joinCommand(undo(history), 'Other', paint(3));
    expect(branched.steps.map((step) => step.name)).toEqual(['Add', 'Other']);
    const fresh = joinCommand(startHistory(history.document), 'First', paint(4));
    const joined = joinCommand(fresh, 'Second', paint(5));
    expect(joined.steps.map((step) => step.name)).toEqual(['First']);
    expect(bytesOf(undo(joined).document)).toBe(bytesOf(history.document));
    // Where steps were forgotten, one that replaces the only one looks as if it came after it.
    const forgetful = forgetSteps(joinCommand(history, 'Third', paint(5)), history.position);
    expect(joinCommand(runCommand(forgetful, 'Fourth', paint(6)), 'Fifth', paint(7)).steps.length).toBe(2);
    expect(() => joinCommand(history, '', paint(4, 'gone' as ObjectId))).toThrow(StudioError);
  });

  it('joins any commands: undone and redone it is the same byte for byte', () => {
    fc.assert(
      fc.property(numbers, (values) => {
        const pick = picker(values);
        let history = startHistory(emptyDocument);
        for (let i = 0; i < 8; i++) history = tryRun(history, someCommand(history.document, pick));
        history = runCommand(history, 'One before', { kind: 'batch', commands: [] });
        const before = history;
        history = runCommand(history, 'Step', { kind: 'batch', commands: [] });
        for (let i = 0; i < 8; i++) {
          const command = someCommand(history.document, pick);
          try {
            history = joinCommand(history, 'Step', command);
          } catch (error) {
            expect((error as StudioError).code).toBe('command-invalid');
          }
        }
        expect(history.steps).toHaveLength(before.position + 1);
        const end = bytesOf(history.document);
        const back = undo(history);
        expect(bytesOf(back.document)).toBe(bytesOf(before.document));
        expect(bytesOf(redo(back).document)).toBe(end);
      }),
    );
  });

  it('knows at least the bytes that its steps keep, and never more than the limit', () => {
    const limit = 100_000;
    let history = withObject(limit);
    for (let x = 2; x < 90; x++) {
      const next = runCommand(history, `Stroke ${x}`, paint(x));
      expect(next.bytes).toBeLessThanOrEqual(limit);
      expect(next.bytes).toBeGreaterThanOrEqual(keptBytes(next));
      history = x % 7 === 0 ? undo(next) : next;
    }
    // Room is made for many steps at once, so that most need no count of all others.
    expect(history.forgotten).toBe(true);
    expect(history.bytes).toBeGreaterThan(limit / 2);
  });

  it('counts no step that was forgotten, and all that the steps before undone ones keep', () => {
    let history = withObject();
    for (let x = 2; x < 20; x++) history = runCommand(history, `Stroke ${x}`, paint(x));
    const forgotten = forgetSteps(history, 9);
    expect(forgotten.steps).toHaveLength(10);
    expect(forgotten.bytes).toBeLessThan(history.bytes);
    expect(forgotten.bytes).toBeGreaterThanOrEqual(keptBytes(forgotten));
    const branched = runCommand(jumpTo(forgotten, 4), 'Stroke', paint(30));
    expect(branched.bytes).toBeGreaterThanOrEqual(keptBytes(branched));
    expect(forgetSteps(history, history.position).bytes).toBe(0);
  });

  it('shares the masks of a thousand objects through every step, by reference', () => {
    const masks = Array.from({ length: 1000 }, (_, i) =>
      boxMask(2000, 2000, { x1: i, y1: i, x2: i + 900, y2: i + 900 }),
    );
    const entries = masks.map((mask, i) => ({ at: 0, object: sampleObject(`o${i}`, category, mask) }));
    let history = startHistory(emptyDocument);
    history = runCommand(history, 'Photo', {
      kind: 'batch',
      commands: [
        { kind: 'add-images', at: 0, images: [sampleImage(image, 2000, 2000)] },
        { kind: 'add-categories', at: 0, categories: [sampleCategory(category)] },
        { kind: 'add-objects', image, entries },
      ],
    });
    const start = history;
    const change = (i: number, patch: object): Command => ({
      kind: 'update-object',
      image,
      object: `o${i}` as ObjectId,
      patch,
    });
    history = runCommand(history, 'Hide', {
      kind: 'batch',
      commands: masks.map((_, i) => change(i, { visible: false })),
    });
    history = runCommand(history, 'Paint', change(7, { mask: masks[8]! }));
    history = runCommand(history, 'Raise', { kind: 'move-object', image, object: 'o7' as ObjectId, to: 999 });
    for (const at of [1, 2, 3, 4, 3, 2, 1]) {
      history = jumpTo(history, at);
      const seen = objectsOf(history.document, image);
      expect(seen).toHaveLength(1000);
      for (const { id, mask } of seen) {
        const i = Number(id.slice(1));
        expect(mask).toBe(at >= 3 && i === 7 ? masks[8] : masks[i]);
      }
    }
    expect(objectsOf(history.document, image)).toEqual(objectsOf(start.document, image));
    // All steps together keep each mask once: what the first step of a thousand masks does.
    const once = masks.reduce((sum, mask) => sum + maskByteSize(mask), 0);
    expect(history.steps[0]!.bytes).toBeLessThan(once + 1001 * 1024);
    expect(history.bytes - history.steps[0]!.bytes).toBeLessThan(1002 * 2048);
  });

  it('drops what was undone when something new is done', () => {
    const history = runCommand(undo(runCommand(withObject(), 'A', paint(5))), 'B', paint(6));
    expect(history.steps.map((step) => step.name)).toEqual(['Add', 'B']);
    expect(canRedo(history)).toBe(false);
  });

  it('stays the same where nothing moves: past its ends and where it is', () => {
    const history = runCommand(withObject(), 'A', paint(5));
    const start = jumpTo(history, 0);
    expect(undo(start)).toBe(start);
    expect(redo(history)).toBe(history);
    expect(jumpTo(history, 2)).toBe(history);
  });

  it('shares what a command does not touch', () => {
    const before = withObject();
    const after = runCommand(before, 'Rename', {
      kind: 'update-category',
      category,
      patch: { name: 'wolf' },
    });
    expect(after.document.objects).toBe(before.document.objects);
    expect(after.document.images).toBe(before.document.images);
  });
});

function masksOf(command: Command): Mask[] {
  switch (command.kind) {
    case 'batch':
      return command.commands.flatMap(masksOf);
    case 'update-object':
      return command.patch.mask ? [command.patch.mask] : [];
    case 'add-objects':
      return command.entries.map((entry) => entry.object.mask);
    default:
      return [];
  }
}

/** What the masks of a history's steps take, each counted once. */
function keptBytes({ steps }: History): number {
  const alive = new Set(
    steps.flatMap(({ redo: again, undo: back }) => [...masksOf(again), ...masksOf(back)]),
  );
  return [...alive].reduce((sum, mask) => sum + maskByteSize(mask), 0);
}
