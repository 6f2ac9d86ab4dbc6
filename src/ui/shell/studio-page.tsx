import { useView } from '../desk.ts';
import { SidePanel } from '../panel/side-panel.tsx';
import { loadCanvas, Stage } from '../stage/stage.tsx';
import { ImageStrip } from '../strip/image-strip.tsx';
import { ToolRail } from './tool-rail.tsx';
import { TopBar } from './top-bar.tsx';

export default function StudioPage() {
  const tab = useView((view) => view.tab);
  const panelOpen = useView((view) => view.panelOpen);
  const stripOpen = useView((view) => view.stripOpen);
  const layout = `app${tab === 'tokens' && panelOpen ? ' wide' : ''}${panelOpen ? '' : ' alone'}`;
  return (
    <div className={layout}>
      <a className="skip" href="#prompt">
        Skip to the prompt
      </a>
      <TopBar />
      <ToolRail />
      <Stage />
      {stripOpen && <ImageStrip />}
      {panelOpen && <SidePanel />}
    </div>
  );
}

/** Fetches what the studio draws with before it is first opened. */
export function preloadParts(): void {
  void loadCanvas();
}
