import fc from 'fast-check';
import { expect, it } from 'vitest';
import { StudioError } from '../errors/studio-error.ts';
import { boxMask } from '../mask/create-mask.ts';
import { applyEvent, rememberedFrom, withHistory } from './apply-event.ts';
import type { Turn } from './conversation.ts';
import { emptyDocument, type ImageId, type TurnId } from './document.ts';
import { eventSchema } from './event-schema.ts';
import {
  beginGesture,
  cancelGesture,
  endGesture,
  type History,
  joinCommand,
  jumpTo,
  redo,
  runCommand,
  startHistory,
  undo,
} from './history.ts';
import { historyEvents } from './history-events.ts';
import { packValues, unpackValues } from './pack-values.ts';
import type { ProjectEvent, RememberedProject } from './project-event.ts';
import { bytesOf } from './testing/document-bytes.ts';
import { picker, someCommand } from './testing/random-command.ts';
import { sampleCategory, sampleImage, sampleObject } from './testing/sample-document.ts';

const image = 'photo' as ImageId;
const cells = new Uint8Array(4096).fill(3);
const turn = (id: string, more: Partial<Turn> = {}): Turn => ({
  id: id as TurnId,
  prompt: 'the dog',
  askedAt: 1,
  outcome: { kind: 'queued' },
  tokens: [],
  words: '',
  objects: [],
  ghost: null,
  timing: null,
  ...more,
});

/** As it comes back from a disk: nothing may depend on references that were shared in memory. */
function throughStorage(event: ProjectEvent): ProjectEvent {
  return eventSchema.parse(unpackValues(packValues(event)));
}

function someMove(history: History, pick: (count: number) => number): History {
  const moves = [
    () => undo(history),
    () => redo(history),
    () => jumpTo(history, pick(history.steps.length + 1)),
    () => beginGesture(history, `gesture ${pick(100)}`),
    () => endGesture(history),
    () => cancelGesture(history),
  ];
  const command = someCommand(history.document, pick);
  const run = () => runCommand(history, command.kind, command);
  const join = () => joinCommand(history, command.kind, command);
  return [...moves, run, run, run, run, run, join, join][pick(13)]!();
}

it('replays to the same document, steps and position, whatever functions moved the history', () => {
  let replayed = 0;
  let forgotten = 0;
  fc.assert(
    fc.property(fc.array(fc.nat(), { minLength: 60, maxLength: 300 }), fc.boolean(), (numbers, tight) => {
      const pick = picker(numbers);
      let history = startHistory(emptyDocument, tight ? 3000 : undefined);
      let replay = rememberedFrom({ document: emptyDocument });
      for (let i = 0; i < 40; i++) {
        const before = history;
        try {
          history = someMove(history, pick);
        } catch (error) {
          if (!(error instanceof StudioError)) throw error;
        }
        for (const event of historyEvents(before, history)) {
          replay = applyEvent(replay, throughStorage(event));
          replayed++;
        }
        if (history.gesture) continue;
        expect(bytesOf(replay.history.document)).toBe(bytesOf(history.document));
        expect(replay.history.steps.map(({ name }) => name)).toEqual(history.steps.map(({ name }) => name));
        expect(replay.history.position).toBe(history.position);
      }
      forgotten += Number(history.forgotten);
      expect(replay.history.forgotten).toBe(history.forgotten);
      // Undo works after the replay as it does without one.
      const ended = endGesture(history);
      for (const event of historyEvents(history, ended)) replay = applyEvent(replay, throughStorage(event));
      const target = pick(ended.steps.length + 1);
      expect(bytesOf(jumpTo(replay.history, target).document)).toBe(bytesOf(jumpTo(ended, target).document));
    }),
    { numRuns: 150, endOnFailure: true },
  );
  expect(replayed).toBeGreaterThan(2000);
  expect(forgotten).toBeGreaterThan(10);
});

function withPhoto(): RememberedProject {
  const history = runCommand(startHistory(emptyDocument), 'Open', {
    kind: 'batch',
    commands: [
      { kind: 'add-images', at: 0, images: [sampleImage('photo', 10, 8), sampleImage('other', 5, 5)] },
      { kind: 'add-categories', at: 0, categories: [sampleCategory('dog')] },
      {
        kind: 'add-objects',
        image,
        entries: [
          { at: 0, object: sampleObject('a', 'dog', boxMask(10, 8, { x1: 0, y1: 0, x2: 3, y2: 3 })) },
        ],
      },
    ],
  });
  return withHistory(rememberedFrom({ document: emptyDocument }), history);
}

it('keeps conversations: a turn is added, changed and taken away', () => {
  const events: ProjectEvent[] = [
    { kind: 'turn-added', image, turn: turn('1') },
    { kind: 'turn-added', image, turn: turn('2', { ghost: cells }) },
    { kind: 'turn-changed', image, turn: '1' as TurnId, patch: { outcome: { kind: 'done' }, words: 'yes' } },
    { kind: 'turn-removed', image, turn: '2' as TurnId },
    { kind: 'turn-changed', image, turn: 'gone' as TurnId, patch: { words: 'no' } },
    { kind: 'turn-removed', image: 'gone' as ImageId, turn: '1' as TurnId },
  ];
  let project = withPhoto();
  for (const event of events) project = applyEvent(project, throughStorage(event));
  expect(project.conversations).toEqual(
    new Map([[image, [turn('1', { outcome: { kind: 'done' }, words: 'yes' })]]]),
  );
});

it('shows the first photo when the one shown is removed, and the one shown again stays', () => {
  const shown = applyEvent(withPhoto(), { kind: 'show', image });
  const removed = withHistory(
    shown,
    runCommand(shown.history, 'Remove', { kind: 'remove-images', images: [image] }),
  );
  expect(removed.currentImage).toBe('other');
  expect(withHistory(removed, undo(removed.history)).currentImage).toBe('other');
});

it('notes what was found out about a file without a step, also where undo and redo bring it back, and not for a photo that is gone', () => {
  const before = withPhoto();
  const facts = { sha256: 'ab', link: { folder: 'f', path: 'p.jpg', modifiedAt: 4 } };
  const after = applyEvent(before, throughStorage({ kind: 'photo-read', image, facts }));
  expect(after.history.document.images[0]).toMatchObject({ ...facts, width: 10 });
  expect(after.history.position).toBe(before.history.position);
  expect(undo(after.history).document.images).toEqual([]);
  expect(redo(undo(after.history)).document.images[0]).toMatchObject(facts);
  const removed = runCommand(before.history, 'Remove', { kind: 'remove-images', images: [image] });
  const learned = applyEvent(withHistory(before, removed), { kind: 'photo-read', image, facts }).history;
  expect(learned.document).toBe(removed.document);
  expect(undo(learned).document.images[0]).toMatchObject(facts);
  const unlinked = { kind: 'photo-read', image, facts: { bytes: 9 }, clear: ['link'] } as const;
  const copied = applyEvent(after, throughStorage(unlinked)).history;
  expect(copied.document.images[0]).toMatchObject({ sha256: 'ab', bytes: 9 });
  expect(copied.document.images[0]).not.toHaveProperty('link');
  expect(redo(undo(copied)).document).toEqual(copied.document);
  const gone: ProjectEvent = { kind: 'photo-read', image: 'gone' as ImageId, facts };
  expect(applyEvent(before, gone).history).toBe(before.history);
});
