import { StudioError } from '../errors/studio-error.ts';
import type { Mask } from '../mask/mask.ts';
import { polygonMask, type Ring } from '../mask/polygon.ts';

/**
 * The pixels whose centres lie inside a ring, by the even-odd rule. Throws StudioError `format-invalid` for a ring whose
 * filling could take memory without bound.
 */
export function ringMask(ring: Ring, width: number, height: number): Mask {
  checkOutline([ring], width, height);
  return polygonMask([ring], width, height, 'even-odd');
}

/**
 * An outline that crosses more rows and columns than the photo has room for edges is no outline of a mask. Throws
 * StudioError `format-invalid`.
 */
export function checkOutline(rings: readonly Ring[], width: number, height: number): void {
  const most = 10_000 + 8 * (width + 1) * (height + 1);
  // No step crosses more than the longer side: most outlines need not be followed to know.
  const corners = rings.reduce((sum, ring) => sum + ring.length, 0);
  if (corners * Math.max(width, height) <= most) return;
  let crossed = 0;
  for (const ring of rings) {
    for (let i = 0; i < ring.length; i++) {
      const side = i % 2 === 0 ? width : height;
      const before = ring[i < 2 ? ring.length - 2 + i : i - 2]!;
      crossed += Math.abs(clamp(ring[i]!, side) - clamp(before, side));
    }
  }
  if (crossed > most) {
    throw new StudioError(
      'format-invalid',
      'Its outline is longer than any outline on a photo of this size.',
    );
  }
}

function clamp(value: number, side: number): number {
  return Math.min(side, Math.max(0, value));
}
