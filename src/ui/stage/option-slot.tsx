import { objectsOf } from '../../document/lookup.ts';
import type { MaskView } from '../../studio/view-state.ts';
import { useAnswer, useProject, useStudio, useView } from '../desk.ts';
import { Segmented } from '../primitives/segmented.tsx';
import { AnswerPill } from './answer-pill.tsx';
import { SelectionOptions } from './options/selection-options.tsx';
import { ToolOptions } from './options/tool-options.tsx';

const views: readonly { readonly value: MaskView; readonly label: string }[] = [
  { value: 'draft', label: 'Draft' },
  { value: 'cells', label: 'Cells' },
  { value: 'mask', label: 'Refined mask' },
  { value: 'difference', label: 'Difference' },
];

/** One place over the photo for what is going on: the answer's progress, a tool's options, or the view of the cells. */
export function OptionSlot({ banner }: { readonly banner: boolean }) {
  const running = useAnswer((answer) => answer.running !== null);
  const tool = useView((view) => view.tool);
  const tokens = useView((view) => view.tab === 'tokens' && view.panelOpen);
  const selecting = tool === 'select' && !running;
  // Without an answer there are no cells to look at.
  const written = useProject(
    ({ document, currentImage }) =>
      currentImage !== null && objectsOf(document, currentImage).some(({ canvas }) => canvas !== null),
  );
  const photo = useProject(({ currentImage }) => currentImage !== null);
  if (!photo) return null;
  return (
    <>
      {running && !banner && <AnswerPill />}
      <ToolOptions name={tool} />
      {selecting && (tokens && written ? <ViewSwitch /> : <SelectionOptions />)}
    </>
  );
}

function ViewSwitch() {
  const studio = useStudio();
  const view = useView((state) => state.maskView);
  return (
    <div className="float opts" role="toolbar" aria-label="View">
      <span className="lab">Show</span>
      <Segmented
        name="Show"
        value={view}
        options={views}
        onChange={(maskView) => studio.setView({ maskView })}
      />
    </div>
  );
}
