import { Fragment } from 'react';
import type { ToolName } from '../../studio/view-state.ts';
import { useView } from '../desk.ts';
import { keyLabel } from '../keymap/key-label.ts';

type Hints = readonly (readonly [keys: string, does: string])[];

const shapeHints: Hints = [
  ['Shift', 'add'],
  ['Alt', 'subtract'],
];

const hints: Readonly<Record<ToolName, Hints>> = {
  select: [
    ['Space', 'hold to pan'],
    ['Tab', 'next object'],
  ],
  point: [
    ['Space', 'hold to pan'],
    ['Esc', 'stop the answer'],
  ],
  region: [
    ['Space', 'hold to pan'],
    ['Esc', 'stop the answer'],
  ],
  brush: [
    ['Shift', 'straight line'],
    ['Alt', 'erase'],
  ],
  eraser: [
    ['Shift', 'straight line'],
    ['Alt', 'paint'],
  ],
  polygon: [
    ['Enter', 'finish'],
    ['Backspace', 'take back a point'],
  ],
  lasso: shapeHints,
  rectangle: shapeHints,
  ellipse: shapeHints,
  fill: shapeHints,
  knife: [
    ['Enter', 'cut'],
    ['Esc', 'cancel'],
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
