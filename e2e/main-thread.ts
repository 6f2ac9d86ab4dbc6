import type { Page } from '@playwright/test';

/** What something cost the page's main thread. */
export interface MainThreadCost {
  /** Processor time of each task, ms, longest first: what it takes, whatever else the machine does. */
  readonly tasks: readonly number[];
  /** Wall time of the longest task, ms. */
  readonly longestWait: number;
  /** Processor time of all workers together, ms. */
  readonly workers: number;
  /** Frames in which a canvas of the stage was painted. */
  readonly frames: number;
  /** Most times that one canvas of the stage was painted in one frame. */
  readonly mostPaints: number;
}

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds, of the wall and of the thread. */
  readonly dur?: number;
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

declare global {
  interface Window {
    /** Paints of each stage canvas, by frame. */
    stagePaints?: Map<number, Map<unknown, number>>;
  }
}

/** Counts from now on how often each canvas of the stage is cleared, which Konva does once a paint. Before `goto`. */
export async function countPaints(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const paints = new Map<number, Map<unknown, number>>();
    window.stagePaints = paints;
    let frame = 0;
    // Asked for in the frame before, so it runs before all callbacks that tasks in between have asked for.
    const count = () => {
      frame += 1;
      requestAnimationFrame(count);
    };
    requestAnimationFrame(count);
    const clear = CanvasRenderingContext2D.prototype.clearRect;
    CanvasRenderingContext2D.prototype.clearRect = function (...area) {
      if (this.canvas instanceof HTMLCanvasElement && this.canvas.closest('[role=application], main')) {
        const own = paints.get(frame) ?? new Map<unknown, number>();
        own.set(this.canvas, (own.get(this.canvas) ?? 0) + 1);
        paints.set(frame, own);
      }
      clear.apply(this, area);
    };
  });
}

/** Runs `act` under Chromium's tracing. Paints are those since `countPaints`, or the last call. */
export async function mainThreadCost(page: Page, act: () => Promise<void>): Promise<MainThreadCost> {
  const session = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  await page.evaluate(() => window.stagePaints?.clear());
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['toplevel', '__metadata'], excludedCategories: ['*'] },
  });
  await act();
  const complete = new Promise<void>((resolve) => session.once('Tracing.tracingComplete', () => resolve()));
  await session.send('Tracing.end');
  await complete;
  await session.detach();
  const paints = await page.evaluate(() =>
    Array.from(window.stagePaints ?? [], ([, own]) => [...own.values()]),
  );

  const tasksOf = (thread: string) => {
    const named = events.filter(({ name, args }) => name === 'thread_name' && args.name === thread);
    return events.filter(
      ({ name, pid, tid }) =>
        name.endsWith('RunTask') && named.some((event) => event.pid === pid && event.tid === tid),
    );
  };
  const tasks = tasksOf('CrRendererMain');
  const milliseconds = (values: readonly number[]) =>
    values.map((value) => value / 1000).toSorted((a, b) => b - a);
  return {
    tasks: milliseconds(tasks.map(({ tdur, dur }) => tdur ?? dur ?? 0)),
    workers: tasksOf('DedicatedWorker thread').reduce((sum, { tdur = 0 }) => sum + tdur / 1000, 0),
    longestWait: milliseconds(tasks.map(({ dur }) => dur ?? 0))[0] ?? 0,
    frames: paints.length,
    mostPaints: Math.max(0, ...paints.flat()),
  };
}
