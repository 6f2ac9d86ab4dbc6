import { Fragment, useEffect } from 'react';
import type { ToolName } from '../../studio/view-state.ts';
import { useDesk, useProject, useScreen, useView } from '../desk.ts';
import { keyLabel } from '../keymap/key-label.ts';

type Hints = readonly (readonly [keys: string, does: string])[];

const shapeHints: Hints = [
  ['Shift', 'add'],
  ['Alt', 'subtract'],
];

const hints: Readonly<Record<ToolName, Hints>> = {
  select: [
    ['Tab', 'next object'],
    ['Arrows', 'move it'],
    ['Space', 'hold to pan'],
  ],
  point: [
    ['Space', 'hold to pan'],
    ['Esc', 'stop the answer'],
  ],
  region: [
    ['Enter', 'ask'],
    ['Esc', 'whole photo again'],
  ],
  brush: [
    ['Shift', 'straight line'],
    ['Alt', 'erase'],
    ['Alt wheel', 'size'],
  ],
  eraser: [
    ['Shift', 'straight line'],
    ['Alt', 'paint'],
    ['Alt wheel', 'size'],
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

/** With an object selected its corners are there to be changed. */
const cornerHints: Hints = [
  ['Drag', 'move a corner'],
  ['Enter', 'finish'],
  ['Backspace', 'take back a point, delete a corner'],
];

const sayMilliseconds = 4000;

/** What the hand can do with the tool it holds; for a moment, why the last key did nothing. */
export function HintBar() {
  const { screen } = useDesk();
  const tool = useView((view) => view.tool);
  const said = useScreen((state) => state.said);
  const before = useView((view) => view.compared !== null);
  const last = useProject((project) => project.undo.at(-1)?.label ?? '');
  useEffect(() => {
    if (said === null) return;
    const timer = setTimeout(() => screen.setState({ said: null }), sayMilliseconds);
    return () => clearTimeout(timer);
  }, [said, screen]);
  return (
    <>
      {before ? (
        <div className="float hint said">Before: {last}</div>
      ) : said === null ? (
        <Hints tool={tool} />
      ) : (
        <div className="float hint said">{said.text}</div>
      )}
      <div className="vh" role="status" aria-label="Why nothing happened">
        {said?.text}
      </div>
    </>
  );
}

function Hints({ tool }: { readonly tool: ToolName }) {
  const corners = useView((view) => tool === 'polygon' && view.selection.length > 0);
  const shown = corners ? cornerHints : hints[tool];
  return (
    <div className="float hint">
      {shown.map(([keys, does], index) => (
        <Fragment key={keys}>
          {index > 0 && <span className="vr" />}
          <kbd>{keyLabel(keys)}</kbd> {does}
        </Fragment>
      ))}
    </div>
  );
}
