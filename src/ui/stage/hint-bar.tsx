import { Fragment } from 'react';
import type { ToolName } from '../../studio/view-state.ts';
import { useView } from '../desk.ts';
import { keyLabel } from '../keymap/key-label.ts';

const hints: Readonly<Record<ToolName, readonly (readonly [keys: string, does: string])[]>> = {
  select: [
    ['Space', 'hold to pan'],
    ['Tab', 'next object'],
  ],
  brush: [
    ['Shift', 'straight line'],
    ['Alt', 'erase'],
  ],
  eraser: [
    ['Shift', 'straight line'],
    ['Alt', 'paint'],
  ],
  zoom: [
    ['Alt', 'zoom out'],
    ['Ctrl 0', 'fit'],
  ],
};

/** What the hand can do with the tool it holds. */
export function HintBar() {
  const tool = useView((view) => view.tool);
  return (
    <div className="float hint">
      {hints[tool].map(([keys, does], index) => (
        <Fragment key={keys}>
          {index > 0 && <span className="vr" />}
          <kbd>{keyLabel(keys)}</kbd> {does}
        </Fragment>
      ))}
    </div>
  );
}
