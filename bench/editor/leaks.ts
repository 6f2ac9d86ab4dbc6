import type { Page } from '@playwright/test';
import { StudioPage } from '../../e2e/studio-page.ts';

export type Leaks = Readonly<Record<string, { readonly before: number; readonly after: number }>>;

/** Opens and closes photos one after the other; what is held after 20 of them is compared with what is held at the end. */
export async function leaksOf(page: Page, url: string, jpeg: Buffer, count: number): Promise<Leaks> {
  await page.addInitScript(() => {
    // Bitmaps that came to this thread and were not closed.
    const open = new Set<number>();
    let next = 0;
    const ids = new WeakMap<ImageBitmap, number>();
    const close = ImageBitmap.prototype.close;
    ImageBitmap.prototype.close = function (this: ImageBitmap) {
      const id = ids.get(this);
      if (id !== undefined) open.delete(id);
      close.call(this);
    };
    Object.assign(window, {
      bitmaps: {
        see(bitmap: ImageBitmap) {
          if (ids.has(bitmap)) return;
          ids.set(bitmap, next);
          open.add(next++);
        },
        open: () => open.size,
      },
    });
  });
  const studio = new StudioPage(page, url);
  await studio.open();
  await studio.waitForModel();
  await page.evaluate(() => {
    const { bitmaps } = window as unknown as { bitmaps: { see(bitmap: ImageBitmap): void } };
    window.studio.thumbnails.subscribe((thumbnails) => {
      for (const bitmap of thumbnails.values()) bitmaps.see(bitmap);
    });
    window.studio.photos.subscribe((photos) => {
      for (const photo of photos.values()) {
        if (photo.kind === 'ready') bitmaps.see(photo.display);
      }
    });
  });
  const turn = (from: number, to: number) =>
    page.evaluate(
      async ({ bytes, from, to }) => {
        const jpeg = Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0));
        for (let i = from; i < to; i++) {
          // Bytes after the picture's end make each a file of its own.
          const file = new File([jpeg, `photo ${i}`], `photo ${i}.jpg`, { type: 'image/jpeg' });
          await window.studio.openFiles([file]);
          await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
          const { currentImage } = window.studio.project.getState();
          if (currentImage) window.studio.removeImage(currentImage);
        }
      },
      { bytes: jpeg.toString('base64'), from, to },
    );
  const held = async () => {
    // Kept, its card on the start page would count as well.
    await page.evaluate(async () => {
      const { studio } = window;
      await studio.leaveProject();
      await studio.refreshProjects();
      const state = studio.projects.getState();
      for (const { id } of state.kind === 'ready' ? state.projects : []) await studio.removeProject(id);
    });
    await page.waitForTimeout(1500);
    const session = await page.context().newCDPSession(page);
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    const counts = await page.evaluate(() => ({
      canvases: document.querySelectorAll('canvas').length,
      bitmaps: (window as unknown as { bitmaps: { open(): number } }).bitmaps.open(),
      stages: document.querySelectorAll('.konvajs-content').length,
      photos: window.studio.photos.getState().size,
    }));
    return { 'JS heap, MB': usedSize / 1e6, ...counts };
  };
  await turn(0, 20);
  const before = await held();
  await turn(20, 20 + count);
  const after = await held();
  return Object.fromEntries(
    Object.entries(before).map(([name, value]) => [
      name,
      { before: value, after: after[name as keyof typeof after] },
    ]),
  );
}
