import { lazy, Suspense, useEffect, useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import type { CanvasController } from '../../canvas/canvas-controller.ts';
import type { Studio } from '../../studio/studio.ts';
import { createDesk } from '../create-desk.ts';
import { DeskContext } from '../desk.ts';
import { DropTarget } from '../files/drop-target.tsx';
import { FileInputs, type FileInputsHandle } from '../files/file-inputs.tsx';
import { listenForPaste } from '../files/listen-for-paste.ts';
import { listenForShortcuts } from '../keymap/press-key.ts';
import type { ScreenState } from '../screen.ts';
import { Welcome } from '../welcome/welcome.tsx';
import { followTheme } from './follow-theme.ts';
import { LiveRegion } from './live-region.tsx';
import { TopBar } from './top-bar.tsx';

const loadStudioPage = () => import('./studio-page.tsx');
const StudioPage = lazy(loadStudioPage);
const Dialogs = lazy(() => import('./dialogs.tsx'));

export interface AppProps {
  readonly studio: Studio;
  readonly controller: CanvasController;
  readonly screen: StoreApi<ScreenState>;
}

/** The whole screen. What the first paint doesn't need is loaded behind it. */
export function App({ studio, controller, screen }: AppProps) {
  const inputs = useRef<FileInputsHandle>(null);
  const desk = useMemo(
    () => createDesk({ studio, controller, screen, pickPhotos: (from) => inputs.current?.pick(from) }),
    [studio, controller, screen],
  );
  const page = useStore(screen, (state) => state.page);
  const dialog = useStore(studio.view, (view) => view.dialog !== 'none');
  const deleting = useStore(screen, (state) => state.deleting !== null);

  useEffect(() => whenIdle(() => void loadStudioPage().then(({ preloadParts }) => preloadParts())), []);
  useEffect(() => listenForShortcuts(desk), [desk]);
  useEffect(() => listenForPaste(desk), [desk]);
  useEffect(() => followTheme(studio.view), [studio]);

  return (
    <DeskContext value={desk}>
      <FileInputs ref={inputs} />
      {page === 'welcome' && <Welcome />}
      {page === 'opening' && <StudioFrame />}
      {page === 'studio' && (
        <Suspense fallback={<StudioFrame />}>
          <StudioPage />
        </Suspense>
      )}
      {(dialog || deleting) && (
        <Suspense>
          <Dialogs />
        </Suspense>
      )}
      <DropTarget />
      <LiveRegion />
    </DeskContext>
  );
}

/** The studio's frame while its parts arrive, so that nothing jumps when they do. */
function StudioFrame() {
  return (
    <div className="app" aria-busy="true">
      <TopBar start={null} />
      <div className="rail-place" />
      <main className="stage" aria-label="Canvas, opening" />
      <aside className="side" aria-label="Objects and chat, opening" />
    </div>
  );
}

/** Calls back when the page has nothing better to do; the result cancels it. */
function whenIdle(run: () => void): () => void {
  // Safari has no idle callbacks; a short wait leaves the first paint alone as well.
  if (!('requestIdleCallback' in window)) {
    const timer = setTimeout(run, 600);
    return () => clearTimeout(timer);
  }
  const idle = window.requestIdleCallback(run, { timeout: 2000 });
  return () => window.cancelIdleCallback(idle);
}
