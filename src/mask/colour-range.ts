/**
 * Colours that differ from one by no more than a tolerance in red, green and blue. Two channels of a pixel are compared
 * at once, each in half a word with room for a carry: adding `low` carries into bit 8 where a channel is large enough, and
 * taking it from `high` leaves that bit where it is small enough. Where a channel has no limit (alpha) both always do.
 */
export interface ColourRange {
  /** For red and blue, in the lower and the upper half. */
  readonly redBlueLow: number;
  readonly redBlueHigh: number;
  /** For green, and alpha, which is not compared. */
  readonly greenLow: number;
  readonly greenHigh: number;
}

const channels = 0x00ff00ff;
/** Bit 8 of both halves. */
const carries = 0x01000100;

/** Around a pixel (red in its lowest byte); fractions of the tolerance are cut off, and it is kept within 0..255. */
export function colourRange(word: number, tolerance: number): ColourRange {
  const reach = Math.max(0, Math.min(255, Math.floor(tolerance)));
  const low = (shift: number) => 256 - Math.max(0, ((word >>> shift) & 255) - reach);
  const high = (shift: number) => 256 + Math.min(255, ((word >>> shift) & 255) + reach);
  return {
    redBlueLow: low(0) | (low(16) << 16),
    redBlueHigh: high(0) | (high(16) << 16),
    greenLow: low(8) | (256 << 16),
    greenHigh: high(8) | (511 << 16),
  };
}

/** Both carries when the pixel is alike; less otherwise. */
function likeness(word: number, rbLow: number, rbHigh: number, gLow: number, gHigh: number): number {
  const rb = word & channels;
  const ga = (word >>> 8) & channels;
  return (rb + rbLow) & (rbHigh - rb) & (ga + gLow) & (gHigh - ga) & carries;
}

/** The first pixel from `from` on, before `to`, that is alike; `to` when there is none. */
export function nextAlike(pixels: Uint32Array, from: number, to: number, range: ColourRange): number {
  const { redBlueLow: rbLow, redBlueHigh: rbHigh, greenLow: gLow, greenHigh: gHigh } = range;
  const redLow = rbLow & 511;
  const redHigh = rbHigh & 511;
  for (let i = from; i < to; ) {
    if (i + 4 <= to) {
      // Four at once, by red alone: most pixels that are not alike differ there already.
      const a = pixels[i]! & 255;
      const b = pixels[i + 1]! & 255;
      const c = pixels[i + 2]! & 255;
      const d = pixels[i + 3]! & 255;
      const anyRed =
        ((a + redLow) & (redHigh - a)) |
        ((b + redLow) & (redHigh - b)) |
        ((c + redLow) & (redHigh - c)) |
        ((d + redLow) & (redHigh - d));
      if ((anyRed & 256) === 0) {
        i += 4;
        continue;
      }
    }
    for (const end = Math.min(i + 4, to); i < end; i++)
      if (likeness(pixels[i]!, rbLow, rbHigh, gLow, gHigh) === carries) return i;
  }
  return to;
}

/** The first pixel from `from` on, before `to`, that is not alike. */
export function endOfAlike(pixels: Uint32Array, from: number, to: number, range: ColourRange): number {
  const { redBlueLow: rbLow, redBlueHigh: rbHigh, greenLow: gLow, greenHigh: gHigh } = range;
  for (let i = from; i < to; ) {
    if (i + 4 <= to) {
      const all =
        likeness(pixels[i]!, rbLow, rbHigh, gLow, gHigh) &
        likeness(pixels[i + 1]!, rbLow, rbHigh, gLow, gHigh) &
        likeness(pixels[i + 2]!, rbLow, rbHigh, gLow, gHigh) &
        likeness(pixels[i + 3]!, rbLow, rbHigh, gLow, gHigh);
      if (all === carries) {
        i += 4;
        continue;
      }
    }
    for (const end = Math.min(i + 4, to); i < end; i++)
      if (likeness(pixels[i]!, rbLow, rbHigh, gLow, gHigh) !== carries) return i;
  }
  return to;
}

/** The first of the alike pixels that end before `to`, not before `from`. */
export function startOfAlike(pixels: Uint32Array, from: number, to: number, range: ColourRange): number {
  const { redBlueLow, redBlueHigh, greenLow, greenHigh } = range;
  for (let i = to - 1; i >= from; i--)
    if (likeness(pixels[i]!, redBlueLow, redBlueHigh, greenLow, greenHigh) !== carries) return i + 1;
  return from;
}
