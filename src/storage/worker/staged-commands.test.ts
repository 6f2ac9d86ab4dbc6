import { expect, it } from 'vitest';
import type { Command } from '../../document/command.ts';
import type { ImageId, ObjectId } from '../../document/document.ts';
import type { NumberedEvent, SnapshotPart } from '../project-store.ts';
import { lightEvents, lightParts, wholeEvents, wholeParts } from './staged-commands.ts';

const removal = (count: number): Command => ({
  kind: 'remove-objects',
  image: 'image' as ImageId,
  objects: Array.from({ length: count }, (_, i) => `object ${i}` as ObjectId),
});
const batch = (...commands: Command[]): Command => ({ kind: 'batch', commands });
const step = (sequence: number, command: Command): NumberedEvent => ({
  sequence,
  event: { kind: 'step', name: 'Import', command, forget: 0 },
});

/** Keeps what is sent ahead, as the worker does. */
function stage() {
  const staged: (readonly Command[])[] = [];
  return {
    staged,
    put: (commands: readonly Command[]) => staged.push(commands) - 1,
    take: (key: number) => staged[key],
  };
}

it('sends the commands of large batches ahead, and puts them back where they belong', () => {
  const events = [
    step(1, batch(removal(3))),
    step(2, batch(removal(200), batch(removal(99)), removal(1))),
    { sequence: 3, event: { kind: 'show', image: null } } as const,
    step(4, removal(5000)),
    step(5, batch(removal(400))),
  ];
  const { staged, put, take } = stage();
  const light = lightEvents(events, put);
  expect(staged).toHaveLength(2);
  expect(light[0]).toBe(events[0]);
  expect(JSON.stringify(light[1]).length).toBeLessThan(200);
  expect(wholeEvents(structuredClone(light), take)).toEqual(events);
});

it('does the same for the steps of a snapshot', () => {
  const steps = [{ name: 'Import', redo: batch(removal(400)), undo: batch(removal(2), removal(500)) }];
  const parts: SnapshotPart[] = [
    { kind: 'images', images: [] },
    { kind: 'steps', steps },
  ];
  const { staged, put, take } = stage();
  const light = lightParts(parts, put);
  expect(staged).toHaveLength(2);
  expect(wholeParts(structuredClone(light), take)).toEqual(parts);
});

it('says so when commands that were sent ahead are lost, and never takes them for none', () => {
  const light = lightEvents([step(1, batch(removal(400)))], () => 7);
  expect(() => wholeEvents(light, () => undefined)).toThrow(/interrupted/);
});
