import type { CDPSession, Page } from '@playwright/test';
import { seededRandom } from './scene.ts';

export interface ClickCost {
  /** Time that the page's thread worked from the press to the commit of the frame that shows the selection, ms. */
  readonly work: number;
  /** From the lift to that commit by the clock: with the wait for the screen, and for whatever else the machine does. */
  readonly wait: number;
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const clicks = 10;

/**
 * Selects by ten real clicks in different places; the worst work and the worst wait. Read from Chromium's own trace, so
 * that nothing is left out: handlers, what they leave to microtasks, styles, layout, painting.
 */
export async function measureClicks(page: Page, box: Box): Promise<ClickCost> {
  await page.evaluate(() => window.studio.setView({ tool: 'select' }));
  // Where panning and zooming have led there may be nothing.
  await page.getByRole('button', { name: /Fit to window/ }).click();
  await page.waitForTimeout(500);
  const session = await page.context().newCDPSession(page);
  const costs: ClickCost[] = [];
  const random = seededRandom(1);
  while (costs.length < clicks) {
    await moveOntoAnother(page, box, random);
    // The pointer rests, and what its coming and the click before set off is over.
    await page.waitForTimeout(250);
    const stop = await startTrace(session);
    await page.mouse.down();
    await page.mouse.up();
    await page.evaluate(
      () => new Promise((shown) => requestAnimationFrame(() => requestAnimationFrame(shown))),
    );
    costs.push(costOf(await stop()));
  }
  await session.detach();
  return {
    work: Math.max(...costs.map(({ work }) => work)),
    wait: Math.max(...costs.map(({ wait }) => wait)),
  };
}

/** Moves the pointer about until it is over an object that is not selected. */
async function moveOntoAnother(page: Page, box: Box, random: () => number): Promise<void> {
  for (let tries = 0; tries < 2000; tries++) {
    await page.mouse.move(box.x + box.width * random(), box.y + box.height * random());
    const found = await page.evaluate(() => {
      const { hovered, selection } = window.studio.view.getState();
      return hovered !== null && !selection.includes(hovered);
    });
    if (found) return;
  }
  throw new Error('There is no object to click.');
}

/** An event of a trace as Chromium writes it, in microseconds: `ts` and `dur` by the clock, `tts` and `tdur` of its thread. */
interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tts?: number;
  readonly tdur?: number;
  readonly args: { readonly data?: { readonly type?: string } };
}

/** Starts a trace; the function that it gives ends it and reads it. */
async function startTrace(session: CDPSession): Promise<() => Promise<readonly TraceEvent[]>> {
  const events: TraceEvent[] = [];
  const collect = ({ value }: { value: readonly object[] }) => events.push(...(value as TraceEvent[]));
  session.on('Tracing.dataCollected', collect);
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['devtools.timeline', 'disabled-by-default-devtools.timeline'] },
  });
  return async () => {
    const complete = new Promise((done) => session.once('Tracing.tracingComplete', done));
    await session.send('Tracing.end');
    await complete;
    session.off('Tracing.dataCollected', collect);
    return events;
  };
}

function costOf(events: readonly TraceEvent[]): ClickCost {
  const input = (type: string) =>
    events.find(({ name, args }) => name === 'EventDispatch' && args.data?.type === type);
  const press = input('pointerdown');
  const lift = input('pointerup');
  if (!press || !lift) throw new Error('The click is not in the trace.');
  const end = ({ ts, dur = 0 }: TraceEvent) => ts + dur;
  const shown = events
    .filter(
      ({ name, pid, tid, ts }) => name === 'Commit' && pid === lift.pid && tid === lift.tid && ts > end(lift),
    )
    .sort((a, b) => a.ts - b.ts)[0];
  if (!shown) throw new Error('No frame followed the click.');
  const { tts: busyBefore = Number.NaN } = press;
  const { tts = Number.NaN, tdur = Number.NaN } = shown;
  return { work: (tts + tdur - busyBefore) / 1e3, wait: (end(shown) - lift.ts) / 1e3 };
}
