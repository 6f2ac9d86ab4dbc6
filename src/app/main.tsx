import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createCanvasController } from '../canvas/canvas-controller.ts';
import { createStudio } from '../studio/create-studio.ts';
import type { Studio } from '../studio/studio.ts';
import type { StudioDependencies } from '../studio/studio-dependencies.ts';
import { createScreen } from '../ui/screen.ts';
import { App } from '../ui/shell/app.tsx';
import { browserDependencies } from './browser-dependencies.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { guardLeaving } from './guard-leaving.ts';
import { pageEntries } from './page-entries.ts';
import { followAddress, projectInAddress } from './project-address.ts';
import { rememberView } from './remember-view.ts';
import { watchMissingParts } from './watch-missing-parts.ts';
import { workOffline } from './work-offline.ts';
import '../ui/style/tokens.css';
import '../ui/style/base.css';
import '../ui/primitives/primitives.css';

declare global {
  interface Window {
    /** The studio itself, for the console and for tests; see `Studio`. */
    studio: Studio;
  }
}

/** `?device=webgpu` or `?device=wasm` overrides the choice, for comparing devices. */
function wantedDevice(): StudioDependencies['device'] {
  const device = new URLSearchParams(location.search).get('device');
  return device === 'webgpu' || device === 'wasm' ? device : 'auto';
}

const studio = createStudio(browserDependencies(wantedDevice()));
window.studio = studio;
const entries = pageEntries();
rememberView(studio.view, entries);
guardLeaving(studio);
watchMissingParts(studio);
// In development every change would have to get past it.
if (import.meta.env.PROD) workOffline(studio);

const opening = projectInAddress();
const screen = createScreen(opening, entries);
studio.whenAbandoned(() => screen.setState({ page: 'welcome', draft: '' }));

/** Lists what is saved, and opens the project that the address names. */
async function start(): Promise<void> {
  try {
    await studio.start(opening ?? undefined);
  } finally {
    const open = studio.project.getState().id !== null;
    if (screen.getState().page === 'opening') screen.setState({ page: open ? 'studio' : 'welcome' });
    followAddress(studio, screen);
  }
}

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element with the id "root".');
createRoot(root).render(
  <StrictMode>
    <ErrorBoundary studio={studio}>
      <App studio={studio} controller={createCanvasController()} screen={screen} />
    </ErrorBoundary>
  </StrictMode>,
);

// After React's first render: workers, model and the saved project must not hold it up.
setTimeout(() => void start());
