import { useShallow } from 'zustand/shallow';
import { useStudio, useView } from '../../desk.ts';
import { FloatingPanel } from '../../primitives/floating-panel.tsx';
import { Icon } from '../../primitives/icon.tsx';
import { SwitchRow } from '../../primitives/switch-row.tsx';

export interface DrawingRulesProps {
  /** What only the brush and the eraser have. */
  readonly strokes?: boolean;
}

/** What is set once and holds for all drawing; also the place of what a narrow bar has no room for. */
export function DrawingRules({ strokes = false }: DrawingRulesProps) {
  const studio = useStudio();
  const { snapToEdges, paintOver, cutBelow, pressureSize, penDraws } = useView(
    useShallow((view) => ({
      snapToEdges: view.snapToEdges,
      paintOver: view.paintOver,
      cutBelow: view.cutBelow,
      pressureSize: view.pressureSize,
      penDraws: view.penDraws,
    })),
  );
  const inForce = paintOver === 'background' || cutBelow;
  return (
    <FloatingPanel
      name="Drawing rules"
      align="end"
      className="rules"
      trigger={
        <button
          type="button"
          className={inForce ? 'ib sm marked' : 'ib sm'}
          aria-label={inForce ? 'Drawing rules, in force' : 'Drawing rules'}
          title="Drawing rules"
        >
          <Icon name="sliders" />
        </button>
      }
    >
      {strokes && (
        <SwitchRow
          label="Snap to edges"
          className="rules-snap"
          on={snapToEdges}
          onChange={(on) => studio.setView({ snapToEdges: on })}
        />
      )}
      <SwitchRow
        label="Paint only into background"
        on={paintOver === 'background'}
        onChange={(on) => studio.setView({ paintOver: on ? 'background' : 'everything' })}
      />
      <SwitchRow
        label="Cut from objects below"
        on={cutBelow}
        onChange={(on) => studio.setView({ cutBelow: on })}
      />
      {strokes && (
        <SwitchRow
          label="Pen pressure changes the size"
          on={pressureSize}
          onChange={(on) => studio.setView({ pressureSize: on })}
        />
      )}
      <SwitchRow
        label="Pen draws, finger pans"
        on={penDraws}
        onChange={(on) => studio.setView({ penDraws: on })}
      />
    </FloatingPanel>
  );
}
