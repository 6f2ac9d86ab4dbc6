import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { rememberedFrom } from '../../document/apply-event.ts';
import { emptyDocument } from '../../document/document.ts';
import { type History, startHistory, undo } from '../../document/history.ts';
import { packValues } from '../../document/pack-values.ts';
import type { RememberedProject } from '../../document/project-event.ts';
import { bytesAsText, bytesOf } from '../../document/testing/document-bytes.ts';
import { cellsOf, reference } from '../testing/answer-script.ts';
import { HistoryWatch } from '../testing/history-watch.ts';
import { type OpenStudio, openStudio } from '../testing/open-studio.ts';
import { randomEdits } from '../testing/random-edits.ts';
import { type RandomDeed, RandomHand } from '../testing/random-hand.ts';
import { photoFile } from '../testing/scripted-pixels.ts';

/** `SEED=7 RUNS=2000` looks elsewhere and longer; a failure names its seed and shrinks to the deeds that it takes. */
const { SEED, RUNS } = process.env;
const search = {
  ...(RUNS ? { numRuns: Number(RUNS) } : { numRuns: 40, interruptAfterTimeLimit: 10_000 }),
  ...(SEED ? { seed: Number(SEED) } : {}),
};
const patience = RUNS ? 3_600_000 : 120_000;

/** What people do most comes most often. */
const usual = ['applyMask', 'applyStroke', 'fillAt', 'select', 'translate', 'undo', 'redo'];
const deed: fc.Arbitrary<RandomDeed> = fc.record({
  edit: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...usual) },
    { weight: 7, arbitrary: fc.constantFrom(...Object.keys(randomEdits)) },
  ),
  numbers: fc.array(fc.nat(1e6), { minLength: 12, maxLength: 12 }),
  pixels: fc.oneof(
    { weight: 4, arbitrary: fc.constant('wait' as const) },
    { weight: 1, arbitrary: fc.constant('go-on' as const) },
  ),
});

/** Two photos with three objects, some of them found by the model. */
async function start(byteLimit: number | undefined): Promise<{ app: OpenStudio; watch: HistoryWatch }> {
  const app = openStudio();
  app.inference.answers
    .set('the dog', [reference('dog', cellsOf(8, 8, 24, 40))])
    .set('each cat', [reference('cat', cellsOf(16, 16, 40, 30), cellsOf(40, 40, 60, 62))])
    .set('the other one', [reference('black dog', cellsOf(30, 2, 50, 30))]);
  await app.studio.start();
  await app.studio.newProject('Edited');
  const { id, name, access } = app.studio.project.getState();
  app.session.open(
    { ...rememberedFrom({ document: emptyDocument }), history: startHistory(emptyDocument, byteLimit) },
    { id: id!, name, access },
  );
  const watch = new HistoryWatch(app);
  await app.studio.openFiles([photoFile('a.jpg', 24, 18), photoFile('b.jpg', 16, 20)]);
  await app.ask('each cat');
  await app.ask('the dog');
  return { app, watch };
}

const steps = ({ studio }: OpenStudio) => studio.project.getState().undo.length;
const bytes = ({ session }: OpenStudio) => bytesOf(session.document);
const stepsOf = ({ history }: RememberedProject) =>
  bytesAsText(packValues(history.steps.map(({ name, redo }) => ({ name, redo }))));
const turnsOf = ({ conversations }: RememberedProject) => bytesAsText(packValues([...conversations]));

/** Every document that a history can go back to, newest first. */
function documentsOf(history: History): string[] {
  const all: string[] = [];
  let at = { ...history, position: history.position };
  while (at.position > 0) {
    all.push(bytesOf(at.document));
    at = undo(at);
  }
  return [...all, bytesOf(at.document)];
}

function expectSame(replayed: RememberedProject, live: RememberedProject): void {
  expect(turnsOf(replayed)).toBe(turnsOf(live));
  expect(replayed.currentImage).toBe(live.currentImage);
  expect(replayed.history.position).toBe(live.history.position);
  expect(replayed.history.forgotten).toBe(live.history.forgotten);
  expect(stepsOf(replayed)).toBe(stepsOf(live));
  expect(documentsOf(replayed.history)).toEqual(documentsOf(live.history));
}

it('whatever is done: undone it is the start, redone the end, replayed and reloaded the same, byte for byte', {
  timeout: patience,
}, async () => {
  const broken = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  let runs = 0;
  let states = 0;
  let forgot = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.noBias(fc.array(deed, { minLength: 1, maxLength: 60, size: 'max' })),
      fc.constantFrom(undefined, undefined, 30_000, 14_000),
      async (deeds, byteLimit) => {
        const { app, watch } = await start(byteLimit);
        const hand = new RandomHand(app);
        for (const each of deeds) await hand.do(each);
        await hand.settle();
        const { studio, session } = app;
        expectSame(watch.replayed(), session.remembered);

        const [end, ahead] = [bytes(app), studio.project.getState().redo.length];
        const before = steps(app);
        while (steps(app) > 0) studio.undo();
        const { forgotten } = studio.project.getState();
        if (!forgotten) expect(bytes(app)).toBe(bytesOf(emptyDocument));
        for (let step = 0; step < before; step++) studio.redo();
        expect(bytes(app)).toBe(end);
        for (let step = 0; step < ahead; step++) studio.redo();
        expect(studio.project.getState().redo).toEqual([]);
        expectSame(watch.replayed(), session.remembered);

        expect(watch.faults).toEqual([]);
        expect(app.notices().filter((text) => text.includes('failed: '))).toEqual([]);
        expect(broken.mock.calls).toEqual([]);
        runs += 1;
        states += watch.states;
        forgot += Number(forgotten);
        const { remembered } = session;
        const { id } = studio.project.getState();
        await studio.dispose();
        const stored = await app.projects.open(id!, 'write');
        expect(stored.problems).toEqual([]);
        expectSame(stored.project, remembered);
      },
    ),
    search,
  );
  // All of it would hold for nothing at all if every edit were refused.

  expect(states / runs).toBeGreaterThan(6);
  if (runs >= 20) expect(forgot).toBeGreaterThan(0);
  broken.mockRestore();
});
