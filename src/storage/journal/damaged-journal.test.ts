import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { nodeFileNames, nodeProjectFiles } from '../testing/node-file.ts';
import { randomEvents, seededPick, stateText } from '../testing/random-events.ts';
import { ProjectJournal } from './project-journal.ts';
import { readProjectFiles } from './read-project-files.ts';
import { decodeRecord, recordLength } from './record.ts';
import { snapshotParts } from './snapshot-parts.ts';

const offsets = 2000;
const inSnapshot = 30;
const count = 70;
const { events, states } = randomEvents(21, count + 1);
const texts = states.map(stateText);
const numbered = (from: number, to: number) =>
  events.slice(from, to).map((event, i) => ({ sequence: from + 1 + i, event }));

let folder = '';
let whole: ReadonlyMap<string, Buffer>;
/** Where each record of the journal in use begins; the first is its own beginning, then events 31, 32, ... */
const starts: number[] = [];
/** Generation 2 is in use. */
const inUse = 'journal-0';

beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'damaged-journal-'));
  const files = nodeProjectFiles(folder);
  const journal = ProjectJournal.create(files, states[0]!);
  journal.append(numbered(0, inSnapshot));
  const writer = journal.beginSnapshot();
  for (const part of snapshotParts(states[inSnapshot]!)) writer.add(part);
  writer.finish();
  for (let at = inSnapshot; at < count; at++) journal.append(numbered(at, at + 1));
  journal.close();
  whole = new Map(nodeFileNames.map((name) => [name, fs.readFileSync(path.join(folder, name))]));
  const bytes = whole.get(inUse)!;
  for (let at = 0; at < bytes.length; at += recordLength(decodeRecord(bytes, at)!)) starts.push(at);
});

afterAll(() => fs.rmSync(folder, { recursive: true }));

/** The events that lie whole before a place in the journal. */
function eventsBefore(offset: number): number {
  const record = starts.findLastIndex((start) => start <= offset);
  return record === 0 ? inSnapshot : inSnapshot + record - 1;
}

function closed<T>(use: (files: ReturnType<typeof nodeProjectFiles>) => T): T {
  const files = nodeProjectFiles(folder);
  try {
    return use(files);
  } finally {
    for (const file of [files.head, ...files.snapshots, ...files.journals]) file.close();
  }
}

/** Opens what is on the disk for writing, goes on with one event, and reads it once more. */
function goOn() {
  const show = { kind: 'show', image: null } as const;
  closed((files) => {
    const { journal } = ProjectJournal.open(files)!;
    journal.append([{ sequence: journal.sequence + 1, event: show }]);
  });
  return closed((files) => readProjectFiles(files)!);
}

it(`a journal cut or flipped at each of ${offsets} random offsets opens to the last good state, and says what was lost`, () => {
  const pick = seededPick(2000);
  const length = whole.get(inUse)!.length;
  expect(starts).toHaveLength(count - inSnapshot + 1);
  let lossy = 0;
  for (let i = 0; i < offsets; i++) {
    for (const [name, bytes] of whole) fs.writeFileSync(path.join(folder, name), bytes);
    const offset = pick(length);
    const cut = i % 2 === 0;
    const damaged = Buffer.from(whole.get(inUse)!);
    damaged[offset]! ^= 1 << pick(8);
    fs.writeFileSync(path.join(folder, inUse), cut ? damaged.subarray(0, offset) : damaged);

    const { project, problems } = closed((files) => readProjectFiles(files)!);
    const text = stateText(project);
    // A flip in the journal's own beginning loses nothing: its events tell where they belong.
    const kept = !cut && offset < starts[1]! ? count : eventsBefore(offset);
    expect(text, `offset ${offset}, ${cut ? 'cut' : 'flipped'}`).toBe(texts[kept]);
    // A cut between two records leaves a journal that was never longer.
    const silent = kept === count || (cut && (starts.includes(offset) || offset < starts[1]!));
    if (silent) expect(problems).toEqual([]);
    else {
      lossy += 1;
      const lost = count - kept;
      const words = cut
        ? /The last change was cut off/
        : lost === 1
          ? /The last change (is|was)|the last change is lost/
          : new RegExp(`the last ${lost} changes are lost`);
      expect(problems).toEqual([expect.stringMatching(words)]);
      expect(problems[0]).toMatch(/Everything up to .+ is here\./);
    }
    // Flushing a real disk takes its time.
    if (i % 20 > 1) continue;
    const again = goOn();
    expect(again.problems).toEqual([]);
    expect(again.project.history.steps).toHaveLength(project.history.steps.length);
  }
  expect(lossy).toBeGreaterThan(offsets * 0.8);
}, 120_000);
