import { useEffect } from 'react';
import { followRegion } from '../chat/follow-region.ts';
import { useDesk, useView } from '../desk.ts';
import { ContextMenu } from '../menus/context-menu.tsx';
import { SidePanel } from '../panel/side-panel.tsx';
import { TipGroup } from '../primitives/tip.tsx';
import { loadCanvas, Stage } from '../stage/stage.tsx';
import { ImageStrip } from '../strip/image-strip.tsx';
import { StudioBar } from './studio-bar.tsx';
import { ToolRail } from './tool-rail.tsx';

export default function StudioPage() {
  const desk = useDesk();
  useEffect(() => followRegion(desk), [desk]);
  const tab = useView((view) => view.tab);
  const panelOpen = useView((view) => view.panelOpen);
  const stripOpen = useView((view) => view.stripOpen);
  const layout = `app${tab === 'tokens' && panelOpen ? ' wide' : ''}${panelOpen ? '' : ' alone'}`;
  return (
    <TipGroup delay={450}>
      <div className={layout}>
        <a className="skip" href="#canvas">
          Skip to canvas
        </a>
        <StudioBar />
        <ToolRail />
        <Stage />
        {stripOpen && <ImageStrip />}
        {panelOpen && <SidePanel />}
        <ContextMenu />
      </div>
    </TipGroup>
  );
}

/** Fetches what the studio draws with before it is first opened, and what a key opens before typing goes on. */
export function preloadParts(): void {
  void loadCanvas();
  void import('./dialogs.tsx');
  void import('../palette/command-palette.tsx');
}
