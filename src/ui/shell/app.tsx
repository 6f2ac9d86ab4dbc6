import { CSPProvider } from '@base-ui/react/csp-provider';
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
import { TipGroup } from '../primitives/tip.tsx';
import type { ScreenState } from '../screen.ts';
import { Welcome } from '../welcome/welcome.tsx';
import { followTheme } from './follow-theme.ts';
import { LiveRegion } from './live-region.tsx';

const StudioPage = lazy(() => import('./studio-page.tsx'));
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
  const confirming = useStore(screen, (state) => state.confirming !== null);

  useEffect(() => listenForShortcuts(desk), [desk]);
  useEffect(() => listenForPaste(desk), [desk]);
  useEffect(() => followTheme(studio.view), [studio]);

  return (
    <DeskContext value={desk}>
      <CSPProvider disableStyleElements>
        <TipGroup delay={450}>
          <FileInputs ref={inputs} />
          {page === 'welcome' ? (
            <Welcome />
          ) : (
            <Suspense fallback={<div className="app" aria-busy="true" />}>
              <StudioPage />
            </Suspense>
          )}
          {(dialog || confirming) && (
            <Suspense>
              <Dialogs />
            </Suspense>
          )}
          <DropTarget />
          <LiveRegion />
        </TipGroup>
      </CSPProvider>
    </DeskContext>
  );
}
