import { drawPolygon, startPolygon } from './draw-polygon.ts';
import { contourWork, editContour, holdContour } from './edit-contour.ts';
import { edgeNear, vertexNear } from './editable-contour.ts';
import { type PolygonState, polygonIdle } from './polygon-state.ts';
import type { Tool, ToolContext, ToolStep } from './tool.ts';
import { nothingShown, type ToolPreview } from './tool-preview.ts';

/**
 * Click places points, dragging moves those that stand, dragging an edge puts one on it. A click on the first point,
 * Enter or a double click finishes; Backspace takes the last point back; Shift keeps a side at multiples of 45 degrees.
 * While nothing is drawn, the corners of the selected object can be dragged, added on its edges and deleted.
 */
export const polygonTool: Tool<PolygonState> = {
  start: polygonIdle,
  reduce(state, input, context): ToolStep<PolygonState> {
    if (state.kind === 'drawing') return drawPolygon(state, input, context);
    if (state.kind === 'idle' && input.kind === 'down') {
      return holdContour(state, input.pointer, context) ?? startPolygon(state, input.pointer, context);
    }
    return editContour(state, input, context);
  },
  busy: (state) => state.kind !== 'idle',
  preview,
  cursor: (state) => {
    if (state.kind === 'holding') return 'move';
    if (state.kind === 'idle' && (state.hovered !== null || state.insert !== null)) return 'pointer';
    return 'crosshair';
  },
  pressByKey: (state, point, context) => {
    const reach = keyReach / context.scale;
    if (state.kind === 'drawing') {
      const [first, ...others] = state.points;
      const near = (place: { readonly x: number; readonly y: number }) =>
        Math.hypot(place.x - point.x, place.y - point.y) <= reach;
      if (first !== undefined && near(first)) return state.points.length < 3 ? 'hold' : 'click';
      return others.some(near) ? 'hold' : 'click';
    }
    const work = contourWork(state, context);
    if (work === null) return 'click';
    const place = vertexNear(work.contour, point, reach) ?? edgeNear(work.contour, point, reach);
    return place === null ? 'click' : 'hold';
  },
};

/** As far as a mouse reaches, in CSS pixels. */
const keyReach = 7;

function preview(state: PolygonState, context: ToolContext): ToolPreview {
  switch (state.kind) {
    case 'drawing': {
      const { points, to, closes, press, mode } = state;
      const held = press !== null && press.on !== 'nothing' && press.moved ? press.index : null;
      return { kind: 'polygon', points, to, closes, held, mode };
    }
    case 'holding': {
      const { work, contour, place } = state;
      return { ...shown(work.object, contour), chosen: place, changing: state.moved };
    }
    case 'idle': {
      const work = contourWork(state, context);
      if (work === null) return nothingShown;
      const fresh = state.work !== null && state.work.contour === work.contour;
      if (!fresh) return shown(work.object, work.contour);
      const { hovered, chosen, insert } = state;
      return { ...shown(work.object, work.contour), hovered, chosen, insert: insert?.at ?? null };
    }
  }
}

function shown(
  object: Extract<ToolPreview, { kind: 'contour' }>['object'],
  contour: Extract<ToolPreview, { kind: 'contour' }>['contour'],
): Extract<ToolPreview, { kind: 'contour' }> {
  return { kind: 'contour', object, contour, hovered: null, chosen: null, insert: null, changing: false };
}
