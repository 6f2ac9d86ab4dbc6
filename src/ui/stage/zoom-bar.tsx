import { useStore } from 'zustand';
import { useDesk, useView } from '../desk.ts';
import { ariaKeys } from '../keymap/key-label.ts';
import { shortcutKey } from '../keymap/keymap.ts';
import { Icon } from '../primitives/icon.tsx';
import { Tip } from '../primitives/tip.tsx';

export function ZoomBar() {
  const { studio, controller } = useDesk();
  const { scale, canZoomIn, canZoomOut } = useStore(controller.zoom);
  const showGrid = useView((view) => view.showGrid);
  const percent = `${Math.round(100 * scale)}%`;
  return (
    <div className="float zoom" role="group" aria-label="Zoom">
      <Tip label="Zoom out" keys={shortcutKey('zoom-out')}>
        <button
          type="button"
          className="ib sm"
          aria-label="Zoom out"
          disabled={!canZoomOut}
          onClick={() => controller.zoomOut()}
        >
          <Icon name="minus" />
        </button>
      </Tip>
      <Tip label="Fit to window" keys={shortcutKey('fit')}>
        <button
          type="button"
          className="btn quiet sm num zoom-value"
          aria-label={`Zoom ${percent}. Fit to window`}
          onClick={() => controller.fit()}
        >
          {percent}
        </button>
      </Tip>
      <Tip label="Zoom in" keys={shortcutKey('zoom-in')}>
        <button
          type="button"
          className="ib sm"
          aria-label="Zoom in"
          disabled={!canZoomIn}
          onClick={() => controller.zoomIn()}
        >
          <Icon name="plus" />
        </button>
      </Tip>
      <span className="vr" />
      <Tip label="64 × 64 grid" keys={shortcutKey('grid')}>
        <button
          type="button"
          className={showGrid ? 'ib sm on' : 'ib sm'}
          aria-label="Show 64 by 64 grid"
          aria-pressed={showGrid}
          aria-keyshortcuts={ariaKeys(shortcutKey('grid'))}
          onClick={() => studio.setView({ showGrid: !showGrid })}
        >
          <Icon name="grid" />
        </button>
      </Tip>
    </div>
  );
}
