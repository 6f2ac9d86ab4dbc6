import { traceContours } from '../mask/contours.ts';
import { keyholeRing } from '../mask/keyhole.ts';
import type { Mask } from '../mask/mask.ts';
import type { Ring } from '../mask/polygon.ts';

/** One ring a connected part, holes joined by seams: filling them by any rule gives the mask, without a pixel lost. */
export function outlineRings(mask: Mask): readonly Ring[] {
  return traceContours(mask).map(keyholeRing);
}

/**
 * One ring for the whole mask, for formats that allow an object no more: the parts' rings are joined by bridges, lines
 * of no width walked there and back, which no exact fill paints. Empty for an empty mask.
 */
export function outlineRing(mask: Mask): Ring {
  const rings = outlineRings(mask);
  return rings.length < 2 ? (rings[0] ?? []) : joinRings(rings);
}

/**
 * A chain: out along each ring from where it was entered to where its bridge to the next begins, and on the way back
 * along the rest of each.
 */
function joinRings(rings: readonly Ring[]): Ring {
  const entries = [0];
  const exits: number[] = [];
  for (let i = 0; i + 1 < rings.length; i++) {
    const [from, to] = [rings[i]!, rings[i + 1]!];
    const exit = nearestCorner(from, to[0]!, to[1]!);
    exits.push(exit);
    entries.push(nearestCorner(to, from[2 * exit]!, from[2 * exit + 1]!));
  }
  const out: number[] = [];
  const last = rings.length - 1;
  for (let i = 0; i < last; i++) walk(out, rings[i]!, entries[i]!, exits[i]!);
  walk(out, rings[last]!, entries[last]!, entries[last]!, true);
  for (let i = last - 1; i >= 0; i--) walk(out, rings[i]!, exits[i]!, entries[i]!, exits[i] === entries[i]);
  // The ring closes by itself.
  return out.slice(0, -2);
}

/** Appends corners `from` to `to` of a ring, both included; `round` goes once round when they are the same. */
function walk(out: number[], ring: Ring, from: number, to: number, round = false): void {
  const corners = ring.length / 2;
  const steps = round ? corners : (to - from + corners) % corners;
  for (let step = 0; step <= steps; step++) {
    const corner = (from + step) % corners;
    out.push(ring[2 * corner]!, ring[2 * corner + 1]!);
  }
}

function nearestCorner(ring: Ring, x: number, y: number): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < ring.length; i += 2) {
    const distance = (ring[i]! - x) ** 2 + (ring[i + 1]! - y) ** 2;
    if (distance < least) {
      least = distance;
      best = i / 2;
    }
  }
  return best;
}
