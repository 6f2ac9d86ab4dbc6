import { type Contour, traceContours } from '../../mask/contours.ts';
import type { Mask } from '../../mask/mask.ts';
import { maskBox } from '../../mask/measure.ts';
import { polygonMask, type Ring } from '../../mask/polygon.ts';
import { simplifyRing } from '../../mask/simplify.ts';
import type { Point } from '../../mask/space.ts';

/**
 * A ring of a mask's outline as people edit it: few vertices, and between them the exact corners of the pixels. An edge
 * loses those only when one of its ends moves, so that editing one place leaves every other pixel as it was.
 */
export interface EditableRing {
  readonly vertices: readonly Point<'image'>[];
  /** Corners [x, y, ...] strictly between vertex i and the next; empty where the edge is straight. */
  readonly details: readonly (readonly number[])[];
  /** Rings of one part share its number: one outer ring, and its holes. */
  readonly part: number;
  readonly hole: boolean;
}

export interface EditableContour {
  readonly rings: readonly EditableRing[];
}

export interface VertexPlace {
  readonly ring: number;
  readonly vertex: number;
}

/** A place on the edge after a vertex. `corner` is the corner of its details that lies there, -1 on straight edges. */
export interface EdgePlace extends VertexPlace {
  readonly corner: number;
  readonly at: Point<'image'>;
}

const mostVertices = 400;
const smallestTolerance = 1.5;
/** Vertices stand out by at least this share of the object's diagonal. */
const tolerancePart = 0.004;

const known = new WeakMap<Mask, EditableContour>();

/** The outline of a mask with its holes, ready to edit; filled again it gives the mask to the pixel. Remembered. */
export function editableContour(mask: Mask): EditableContour {
  let contour = known.get(mask);
  if (contour === undefined) {
    contour = makeContour(mask);
    known.set(mask, contour);
  }
  return contour;
}

function makeContour(mask: Mask): EditableContour {
  const box = maskBox(mask);
  if (box === null) return { rings: [] };
  const contours = traceContours(mask);
  let tolerance = Math.max(smallestTolerance, tolerancePart * Math.hypot(box.x2 - box.x1, box.y2 - box.y1));
  let made = ringsOf(contours, tolerance);
  for (let tries = 0; tries < 4 && countVertices(made) > mostVertices; tries++) {
    tolerance *= 2;
    made = ringsOf(contours, tolerance);
  }
  return { rings: made };
}

function countVertices(rings: readonly EditableRing[]): number {
  return rings.reduce((sum, { vertices }) => sum + vertices.length, 0);
}

function ringsOf(contours: readonly Contour[], tolerance: number): EditableRing[] {
  return contours.flatMap(({ outer, holes }, part) =>
    [outer, ...holes].map((ring, index) => ({
      ...verticesOf(ring, simplified(ring, tolerance)),
      part,
      hole: index > 0,
    })),
  );
}

/** At least three corners, or nothing could be dragged. */
function simplified(ring: Ring, tolerance: number): Ring {
  for (let t = tolerance; t > 0.25; t /= 2) {
    const few = simplifyRing(ring, t);
    if (few.length >= 6) return few;
  }
  return ring;
}

/** Finds the kept corners in the whole ring, of which they are a part in the same order. */
function verticesOf(ring: Ring, kept: Ring): Pick<EditableRing, 'vertices' | 'details'> {
  const vertices: Point<'image'>[] = [];
  const details: number[][] = [];
  const before: number[] = [];
  for (let i = 0; i < ring.length; i += 2) {
    const x = ring[i]!;
    const y = ring[i + 1]!;
    const next = vertices.length * 2;
    if (next < kept.length && kept[next] === x && kept[next + 1] === y) {
      vertices.push({ x, y });
      details.push([]);
    } else (details[details.length - 1] ?? before).push(x, y);
  }
  details[details.length - 1]!.push(...before);
  return { vertices, details };
}

/** The closed rings with every corner, as `polygonMask` takes them. */
export function contourRings({ rings }: EditableContour): readonly Ring[] {
  return rings.map(({ vertices, details }) =>
    vertices.flatMap(({ x, y }, i) => [x, y, ...(details[i] ?? [])]),
  );
}

export function editedMask(contour: EditableContour, width: number, height: number): Mask {
  return polygonMask(contourRings(contour), width, height, 'even-odd');
}

/** The nearest vertex within `reach` image pixels. */
export function vertexNear(
  { rings }: EditableContour,
  point: Point<'image'>,
  reach: number,
): VertexPlace | null {
  let nearest: VertexPlace | null = null;
  let shortest = reach;
  rings.forEach(({ vertices }, ring) => {
    vertices.forEach(({ x, y }, vertex) => {
      const distance = Math.hypot(x - point.x, y - point.y);
      if (distance > shortest) return;
      nearest = { ring, vertex };
      shortest = distance;
    });
  });
  return nearest;
}

/** The nearest place on an edge within `reach` image pixels, where a vertex could be put. */
export function edgeNear({ rings }: EditableContour, point: Point<'image'>, reach: number): EdgePlace | null {
  let nearest: EdgePlace | null = null;
  let shortest = reach;
  rings.forEach(({ vertices, details }, ring) => {
    vertices.forEach((from, vertex) => {
      const to = vertices[(vertex + 1) % vertices.length]!;
      const detail = details[vertex]!;
      let x = from.x;
      let y = from.y;
      for (let i = 0; i <= detail.length; i += 2) {
        const last = i === detail.length;
        const endX = last ? to.x : detail[i]!;
        const endY = last ? to.y : detail[i + 1]!;
        const at = nearestOnSegment(point, x, y, endX, endY);
        const distance = Math.hypot(at.x - point.x, at.y - point.y);
        if (distance <= shortest) {
          shortest = distance;
          nearest = placeOnEdge(ring, vertex, detail, i, at);
        }
        x = endX;
        y = endY;
      }
    });
  });
  return nearest;
}

/** On an edge with details a vertex stands on one of their corners, so that inserting it moves no pixel. */
function placeOnEdge(
  ring: number,
  vertex: number,
  detail: readonly number[],
  segment: number,
  at: Point<'image'>,
): EdgePlace {
  if (detail.length === 0) return { ring, vertex, corner: -1, at };
  const corner = Math.min(segment, detail.length - 2);
  return { ring, vertex, corner, at: { x: detail[corner]!, y: detail[corner + 1]! } };
}

function nearestOnSegment(
  { x, y }: Point<'image'>,
  x1: number,
  y1: number,
  x2: number,
  y2: number,
): Point<'image'> {
  const dx = x2 - x1;
  const dy = y2 - y1;
  const length = dx * dx + dy * dy;
  const share = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / length));
  return { x: x1 + share * dx, y: y1 + share * dy };
}

/** With a vertex put on an edge; gives its place. No pixel changes by it. */
export function insertVertex(
  contour: EditableContour,
  { ring, vertex, corner, at }: EdgePlace,
): { readonly contour: EditableContour; readonly place: VertexPlace } {
  const changed = withRing(contour, ring, ({ vertices, details }) => {
    const detail = details[vertex]!;
    const parts = corner < 0 ? [[], []] : [detail.slice(0, corner), detail.slice(corner + 2)];
    return {
      vertices: [...vertices.slice(0, vertex + 1), at, ...vertices.slice(vertex + 1)],
      details: [...details.slice(0, vertex), ...parts, ...details.slice(vertex + 1)],
    };
  });
  return { contour: changed, place: { ring, vertex: vertex + 1 } };
}

/** With a vertex elsewhere; the two edges that meet there become straight. */
export function moveVertex(
  contour: EditableContour,
  { ring, vertex }: VertexPlace,
  to: Point<'image'>,
): EditableContour {
  return withRing(contour, ring, ({ vertices, details }) => {
    const before = (vertex + vertices.length - 1) % vertices.length;
    return {
      vertices: vertices.map((point, i) => (i === vertex ? to : point)),
      details: details.map((detail, i) => (i === vertex || i === before ? [] : detail)),
    };
  });
}

/** Without a vertex: its neighbours are joined straight. A ring of three goes as a whole, an outer one with its holes. */
export function removeVertex(contour: EditableContour, { ring, vertex }: VertexPlace): EditableContour {
  const changed = contour.rings[ring];
  if (changed === undefined) return contour;
  if (changed.vertices.length <= 3) {
    return {
      rings: contour.rings.filter((other, i) => (changed.hole ? i !== ring : other.part !== changed.part)),
    };
  }
  return withRing(contour, ring, ({ vertices, details }) => {
    const before = (vertex + vertices.length - 1) % vertices.length;
    const joined = details.map((detail, i) => (i === before ? [] : detail));
    return {
      vertices: vertices.filter((_, i) => i !== vertex),
      details: joined.filter((_, i) => i !== vertex),
    };
  });
}

function withRing(
  { rings }: EditableContour,
  index: number,
  change: (ring: EditableRing) => Pick<EditableRing, 'vertices' | 'details'>,
): EditableContour {
  return { rings: rings.map((ring, i) => (i === index ? { ...ring, ...change(ring) } : ring)) };
}
