import { useEffect, useMemo } from 'react';
import { objectColour } from '../../canvas/palette.ts';
import type { Turn } from '../../document/conversation.ts';
import type { SegmentedObject, StudioDocument } from '../../document/document.ts';
import { objectsOf } from '../../document/lookup.ts';
import { type Inspection, inspectObject } from '../../studio/inspection.ts';
import { useAnswer, useProject, useStudio, useView } from '../desk.ts';
import { Choice } from '../primitives/choice.tsx';
import { AnswerText } from './answer-text.tsx';
import { BrickRows } from './brick-rows.tsx';
import { CopyAnswer } from './copy-answer.tsx';
import { Replay } from './replay.tsx';
import { TokenComparison } from './token-comparison.tsx';
import { TokenStats } from './token-stats.tsx';
import './tokens.css';

const noObjects: readonly SegmentedObject[] = [];
const noTurns: readonly Turn[] = [];

/** The answer beside the canvas, brick by brick. */
export default function TokenInspector() {
  const document = useProject((project) => project.document);
  const objects = useProject((project) =>
    project.currentImage === null ? noObjects : objectsOf(project.document, project.currentImage),
  );
  const turns = useProject(({ conversations, currentImage }) =>
    currentImage === null ? noTurns : (conversations.get(currentImage) ?? noTurns),
  );
  const wanted = useView((view) => view.inspected);
  const running = useAnswer((answer) => answer.running !== null);
  const written = objects.filter(({ provenance, canvas }) => provenance.kind === 'model' && canvas !== null);
  const object = written.find(({ id }) => id === wanted) ?? written[0];
  const inspection = useMemo(
    () => (object ? inspectObject(document, turns, object) : null),
    [document, turns, object],
  );
  useCellsView(object);

  if (!object || !inspection) {
    return (
      <div className="tokens-empty">
        <h2>No tokens to show</h2>
        <p className="dim">
          {running
            ? 'The answer is being written. Its rows come here when it is done.'
            : objects.length > 0
              ? 'These objects were drawn by hand or came from a file. Ask for something to see how the model writes it.'
              : 'Ask for something. Every brick that the model writes is then shown here, row by row.'}
        </p>
      </div>
    );
  }
  const turn = turns.find(({ objects: own }) => own.includes(object.id));
  return (
    <Inspector
      key={object.id}
      document={document}
      written={written}
      numbers={objects}
      inspection={inspection}
      turn={turn}
    />
  );
}

interface InspectorProps {
  readonly document: StudioDocument;
  readonly written: readonly SegmentedObject[];
  readonly numbers: readonly SegmentedObject[];
  readonly inspection: Inspection;
  readonly turn: Turn | undefined;
}

function Inspector({ document, written, numbers, inspection, turn }: InspectorProps) {
  const studio = useStudio();
  const { object } = inspection;
  const classOf = (of: SegmentedObject) => document.categories.find(({ id }) => id === of.category);
  const options = written.map((one) => ({
    value: one.id,
    label: `${numbers.indexOf(one) + 1} · ${classOf(one)?.name ?? 'object'}`,
    colour: objectColour(classOf(one)?.colour ?? 0),
  }));
  const colour = objectColour(classOf(object)?.colour ?? 0);
  const box = object.canvas?.box ?? { x1: 0, y1: 0, x2: 64, y2: 64 };
  return (
    <div className="inspector" style={{ '--c': colour } as React.CSSProperties}>
      <div className="ph">
        <Choice
          name="Object"
          value={object.id}
          options={options}
          onChange={(inspected) => studio.setView({ inspected, inspectedRow: null, replayRow: null })}
        />
        <span className="grow" />
        <Replay box={box} />
        <CopyAnswer inspection={inspection} />
      </div>
      <TokenStats inspection={inspection} turn={turn} />
      <TokenComparison inspection={inspection} />
      <div className="ph rows-head">
        <h2>Rows</h2>
        <span className="n num">
          {box.y2 - box.y1} rows × {box.x2 - box.x1} cells
        </span>
        <span className="grow" />
        <span className="low small rows-step" aria-hidden="true">
          <kbd>↑</kbd> <kbd>↓</kbd> step
        </span>
      </div>
      <BrickRows inspection={inspection} box={box} />
      <AnswerText inspection={inspection} />
    </div>
  );
}

/** The inspector looks at cells; leaving it gives the masks back. */
function useCellsView(object: SegmentedObject | undefined): void {
  const studio = useStudio();
  const id = object?.id ?? null;
  useEffect(() => {
    if (id !== null && studio.view.getState().inspected !== id) studio.setView({ inspected: id });
  }, [studio, id]);
  useEffect(() => {
    studio.setView({ maskView: 'cells' });
    return () => studio.setView({ maskView: 'mask', inspectedRow: null, replayRow: null });
  }, [studio]);
}
