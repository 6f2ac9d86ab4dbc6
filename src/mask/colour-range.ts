/**
 * Colours that differ from one by no more than a tolerance in red, green and blue. A channel is shifted to the top of a
 * word; what lies below it then is less than one step of it, so that taking `low` away and comparing with `span`, both
 * without a sign, tells whether it is neither too small nor too large. Alpha is not compared.
 */
export interface ColourRange {
  readonly red: ChannelRange;
  readonly green: ChannelRange;
  readonly blue: ChannelRange;
}

/** Of a channel at the top of a word: the least value that is alike, and how far above it the last one is. */
interface ChannelRange {
  readonly low: number;
  readonly span: number;
}

/** Around a pixel (red in its lowest byte); fractions of the tolerance are cut off, and it is kept within 0..255. */
export function colourRange(word: number, tolerance: number): ColourRange {
  const reach = Math.max(0, Math.min(255, Math.floor(tolerance)));
  const channel = (shift: number): ChannelRange => {
    const value = (word >>> shift) & 255;
    const low = Math.max(0, value - reach);
    return { low: low << 24, span: (((Math.min(255, value + reach) - low) << 24) | 0xffffff) >>> 0 };
  };
  return { red: channel(0), green: channel(8), blue: channel(16) };
}

/** The first pixel from `from` on, before `to`, that is alike; `to` when there is none. */
export function nextAlike(pixels: Uint32Array, from: number, to: number, range: ColourRange): number {
  const low = range.red.low;
  // Shifted by 0 an engine knows it for a word, and compares words instead of fractions.
  const span = range.red.span >>> 0;
  for (let i = from; i < to; ) {
    // Four at once, by red alone: most pixels that are not alike differ there already.
    while (
      i + 4 <= to &&
      ((pixels[i]! << 24) - low) >>> 0 > span &&
      ((pixels[i + 1]! << 24) - low) >>> 0 > span &&
      ((pixels[i + 2]! << 24) - low) >>> 0 > span &&
      ((pixels[i + 3]! << 24) - low) >>> 0 > span
    )
      i += 4;
    for (const end = Math.min(i + 4, to); i < end; i++) if (isAlike(pixels[i]!, range)) return i;
  }
  return to;
}

/** The first pixel from `from` on, before `to`, that is not alike. */
export function endOfAlike(pixels: Uint32Array, from: number, to: number, range: ColourRange): number {
  const { red, green, blue } = range;
  const [redLow, greenLow, blueLow] = [red.low, green.low, blue.low];
  const redSpan = red.span >>> 0;
  const greenSpan = green.span >>> 0;
  const blueSpan = blue.span >>> 0;
  for (let i = from; i < to; i++) {
    const word = pixels[i]!;
    if (
      ((word << 24) - redLow) >>> 0 > redSpan ||
      ((word << 16) - greenLow) >>> 0 > greenSpan ||
      ((word << 8) - blueLow) >>> 0 > blueSpan
    )
      return i;
  }
  return to;
}

/** The first of the alike pixels that end before `to`, not before `from`. */
export function startOfAlike(pixels: Uint32Array, from: number, to: number, range: ColourRange): number {
  for (let i = to - 1; i >= from; i--) if (!isAlike(pixels[i]!, range)) return i + 1;
  return from;
}

function isAlike(word: number, { red, green, blue }: ColourRange): boolean {
  return (
    ((word << 24) - red.low) >>> 0 <= red.span &&
    ((word << 16) - green.low) >>> 0 <= green.span &&
    ((word << 8) - blue.low) >>> 0 <= blue.span
  );
}
