import type { ToolName } from '../../studio/view-state.ts';
import { brushTool } from './brush-tool.ts';
import { ellipseTool } from './ellipse-tool.ts';
import { eraserTool } from './eraser-tool.ts';
import { fillTool } from './fill-tool.ts';
import { knifeTool } from './knife-tool.ts';
import { lassoTool } from './lasso-tool.ts';
import { pointTool } from './point-tool.ts';
import { polygonTool } from './polygon-tool.ts';
import { rectangleTool } from './rectangle-tool.ts';
import { regionTool } from './region-tool.ts';
import { type RunningTool, runTool } from './running-tool.ts';
import { selectTool } from './select-tool.ts';
import { zoomTool } from './zoom-tool.ts';

/** What the stage must know about a tool besides its machine. */
export interface ToolTraits {
  /** Draws with one finger until a pen is seen; with other tools a finger pans, and taps. */
  readonly fingerDraws: boolean;
  /** Has the size of the brush: shows its ring, and the wheel with Ctrl or Alt changes it. */
  readonly sized: boolean;
  /** Arrow keys move a cursor over the photo; without one they act on the selection, or pan. */
  readonly keyCursor: boolean;
}

interface ToolEntry extends ToolTraits {
  readonly start: () => RunningTool;
}

const drawing = { fingerDraws: true, sized: false, keyCursor: true };
const brushing = { fingerDraws: true, sized: true, keyCursor: true };
const pointing = { fingerDraws: false, sized: false, keyCursor: true };

/** The one table of tools. A tool is its machine and these traits; nothing else knows it by name. */
export const tools: Readonly<Record<ToolName, ToolEntry>> = {
  select: { fingerDraws: false, sized: false, keyCursor: false, start: () => runTool(selectTool) },
  point: { ...pointing, start: () => runTool(pointTool) },
  region: { ...drawing, start: () => runTool(regionTool) },
  brush: { ...brushing, start: () => runTool(brushTool) },
  eraser: { ...brushing, start: () => runTool(eraserTool) },
  polygon: { ...drawing, start: () => runTool(polygonTool) },
  lasso: { ...drawing, start: () => runTool(lassoTool) },
  rectangle: { ...drawing, start: () => runTool(rectangleTool) },
  ellipse: { ...drawing, start: () => runTool(ellipseTool) },
  fill: { ...pointing, start: () => runTool(fillTool) },
  knife: { ...drawing, start: () => runTool(knifeTool) },
  zoom: { ...pointing, start: () => runTool(zoomTool) },
};
