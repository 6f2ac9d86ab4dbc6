import type { Page } from '@playwright/test';
import { type ClickCost, measureClicks } from './clicks.ts';

export interface FrameCost {
  /** 95th percentile of the time from one frame to the next, ms. */
  readonly frame: number;
  /** 95th percentile of what the main thread did for a frame, ms. */
  readonly busy: number;
}

export interface Editing {
  readonly pan: FrameCost;
  readonly zoom: FrameCost;
  readonly brush: FrameCost;
  /** From a pointer event to the end of the frame that shows it, 95th percentile, ms. */
  readonly inputToPaint: number;
  readonly undo: number;
  readonly click: ClickCost;
  /** MB. */
  readonly heap: number;
  readonly canvases: number;
}

/** Runs in the page: the tools that every measurement shares. */
function installProbe(): void {
  const surface = () => document.querySelector<HTMLElement>('[role=application]')!;
  const afterPaint = () =>
    new Promise<void>((done) =>
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => done();
        port2.postMessage(null);
      }),
    );
  const p95 = (values: number[]) =>
    values.sort((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? Number.NaN;
  Object.assign(window, {
    probe: {
      surface,
      afterPaint,
      p95,
      /** Acts once a frame; the first frames warm up. */
      async frames(count: number, act: (index: number) => void) {
        const frames: number[] = [];
        const busy: number[] = [];
        let last = 0;
        for (let i = 0; i < count; i++) {
          await new Promise<void>((done) =>
            requestAnimationFrame(() => {
              const now = performance.now();
              if (i > 10) frames.push(now - last);
              last = now;
              act(i);
              const { port1, port2 } = new MessageChannel();
              port1.onmessage = () => {
                if (i > 10) busy.push(performance.now() - now);
                done();
              };
              port2.postMessage(null);
            }),
          );
        }
        return { frame: p95(frames), busy: p95(busy) };
      },
    },
  });
}

interface Probe {
  surface(): HTMLElement;
  afterPaint(): Promise<void>;
  p95(values: number[]): number;
  frames(count: number, act: (index: number) => void): Promise<FrameCost>;
}
declare global {
  interface Window {
    probe: Probe;
  }
}

/** Measures on a page that shows a photo with objects. Leaves one stroke undone. */
export async function measureEditing(page: Page, frames: number): Promise<Editing> {
  await page.evaluate(installProbe);
  const box = await page.getByRole('application', { name: 'Annotation canvas' }).boundingBox();
  if (!box) throw new Error('The canvas has no box.');
  const centre = { x: box.x + box.width / 2, y: box.y + box.height / 2 };

  const wheel = (kind: 'pan' | 'zoom') =>
    page.evaluate(
      ({ kind, frames, x, y }) =>
        window.probe.frames(frames, (i) => {
          const back = i % 60 < 30 ? 1 : -1;
          window.probe.surface().dispatchEvent(
            new WheelEvent('wheel', {
              deltaX: kind === 'pan' ? 6 * back : 0,
              deltaY: kind === 'pan' ? 4 * back : -8 * back,
              ctrlKey: kind === 'zoom',
              clientX: x,
              clientY: y,
              bubbles: true,
              cancelable: true,
            }),
          );
        }),
      { kind, frames, ...centre },
    );
  const zoom = await wheel('zoom');
  const pan = await wheel('pan');

  await page.evaluate(() => window.studio.setView({ tool: 'brush', brushSize: 120 }));
  const first = await page.evaluate(
    () => [...window.studio.project.getState().document.objects.values()][0]?.[0]?.id,
  );
  await page.evaluate((id) => window.studio.select(id ? [id] : []), first);
  const { brush, inputToPaint } = await stroke(page, frames, centre);
  const undo = await page.evaluate(async () => {
    const began = performance.now();
    window.studio.undo();
    await window.probe.afterPaint();
    return performance.now() - began;
  });
  const click = await measureClicks(page, box);
  const memory = await page.evaluate(() => {
    (globalThis as { gc?: () => void }).gc?.();
    const { memory } = performance as Performance & { memory?: { usedJSHeapSize: number } };
    const pixels = [...document.querySelectorAll('canvas')].reduce(
      (sum, { width, height }) => sum + width * height,
      0,
    );
    return { heap: (memory?.usedJSHeapSize ?? Number.NaN) / 1e6, canvases: (pixels * 4) / 1e6 };
  });
  return { pan, zoom, brush, inputToPaint, undo, click, ...memory };
}

async function stroke(page: Page, frames: number, { x, y }: { x: number; y: number }) {
  await page.mouse.move(x, y);
  await page.mouse.down();
  const result = await page.evaluate(
    async ({ frames, x, y }) => {
      // The pointer that is down; further events of it go on with its stroke.
      const move = (i: number) =>
        window.probe.surface().dispatchEvent(
          new PointerEvent('pointermove', {
            pointerId: 1,
            pointerType: 'mouse',
            buttons: 1,
            clientX: x + 160 * Math.sin(i / 9),
            clientY: y + 120 * Math.sin(i / 7),
            bubbles: true,
          }),
        );
      const brush = await window.probe.frames(frames, move);
      const waits: number[] = [];
      for (let i = 0; i < 40; i++) {
        await new Promise((resolve) => setTimeout(resolve, 3 + (i % 5) * 3));
        const began = performance.now();
        move(frames + i);
        await window.probe.afterPaint();
        waits.push(performance.now() - began);
      }
      return { brush, inputToPaint: window.probe.p95(waits) };
    },
    { frames, x, y },
  );
  await page.mouse.up();
  await page.waitForTimeout(500);
  return result;
}
