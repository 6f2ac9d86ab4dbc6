import type { ReactNode } from 'react';
import { assertNever } from '../../../errors/assert-never.ts';
import type { ToolName } from '../../../studio/view-state.ts';
import { useDesk, useStudio, useView } from '../../desk.ts';
import { type ToolEntry, toolGroups } from '../../keymap/tool-commands.ts';
import { Slider } from '../../primitives/slider.tsx';
import { SwitchRow } from '../../primitives/switch-row.tsx';
import { BrushSize } from './brush-size.tsx';
import { DrawingClass } from './drawing-class.tsx';
import { DrawingRules } from './drawing-rules.tsx';
import { ModeChoice } from './mode-choice.tsx';
import { OptionBar } from './option-bar.tsx';
import { RefineButton } from './refine-button.tsx';
import { Target } from './target.tsx';

const line = <span className="vr" />;

/** The options of a tool; null for Select, whose place the selection's own acts take. */
export function ToolOptions({ name }: { readonly name: ToolName }): ReactNode {
  const tool = toolGroups.flat().find((entry) => entry.name === name);
  if (!tool) return null;
  switch (name) {
    case 'select':
      return null;
    case 'brush':
    case 'eraser':
      return <StrokeOptions tool={tool} erases={name === 'eraser'} />;
    case 'polygon':
    case 'lasso':
    case 'rectangle':
    case 'ellipse':
      return <ShapeOptions tool={tool} />;
    case 'fill':
      return <FillOptions tool={tool} />;
    case 'knife':
      return (
        <OptionBar tool={tool} acts={<RefineButton />}>
          {line}
          <span className="dim small opts-say">Draw a line across an object</span>
          {line}
          <Target none="Any object it crosses" />
        </OptionBar>
      );
    case 'point':
      return (
        <OptionBar tool={tool}>
          {line}
          <span className="dim small opts-say">Click an object, or draw a box around it</span>
        </OptionBar>
      );
    case 'region':
      return (
        <OptionBar tool={tool}>
          {line}
          <span className="dim small opts-say">Draw a box, then say what to look for in it</span>
        </OptionBar>
      );
    case 'zoom':
      return <ZoomOptions tool={tool} />;
    default:
      return assertNever(name);
  }
}

interface BarProps {
  readonly tool: ToolEntry;
}

function StrokeOptions({ tool, erases }: BarProps & { readonly erases: boolean }) {
  const studio = useStudio();
  const snap = useView((view) => view.snapToEdges);
  // Brush and eraser are one pair, and tests and people know their bar by one name.
  return (
    <OptionBar tool={tool} name="Brush options" acts={<RefineButton />}>
      {line}
      <Target none={erases ? 'Select an object' : <DrawingClass />} />
      {line}
      <BrushSize />
      {!erases && (
        <>
          {line}
          <ModeChoice />
        </>
      )}
      <span className="vr opts-snap" />
      <SwitchRow
        kind="bar"
        label="Snap to edges"
        className="opts-snap"
        on={snap}
        onChange={(snapToEdges) => studio.setView({ snapToEdges })}
      />
      <DrawingRules strokes />
    </OptionBar>
  );
}

function ShapeOptions({ tool }: BarProps) {
  return (
    <OptionBar tool={tool} acts={<RefineButton />}>
      {line}
      <Target none={<DrawingClass />} />
      {line}
      <ModeChoice />
      <DrawingRules />
    </OptionBar>
  );
}

const mostTolerance = 128;

function FillOptions({ tool }: BarProps) {
  const studio = useStudio();
  const tolerance = useView((view) => view.fillTolerance);
  return (
    <OptionBar tool={tool} acts={<RefineButton />}>
      {line}
      <Target none={<DrawingClass />} />
      {line}
      <span className="lab opts-label">Tolerance</span>
      <Slider
        name="Tolerance"
        value={tolerance}
        min={0}
        max={mostTolerance}
        width={84}
        say={(value) => `${value} of 255`}
        onChange={(fillTolerance) => studio.setView({ fillTolerance })}
      />
      <span className="num opts-size">{tolerance}</span>
      {line}
      <ModeChoice />
      <DrawingRules />
    </OptionBar>
  );
}

function ZoomOptions({ tool }: BarProps) {
  const { controller } = useDesk();
  return (
    <OptionBar tool={tool}>
      {line}
      <button type="button" className="btn quiet sm" onClick={() => controller.fit()}>
        Fit
      </button>
      <button type="button" className="btn quiet sm" onClick={() => controller.actualSize()}>
        100%
      </button>
    </OptionBar>
  );
}
