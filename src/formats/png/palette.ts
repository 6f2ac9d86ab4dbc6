/**
 * The colour of each index 0..255 as Pascal VOC's development kit defines it: the bits of the index are dealt out to
 * red, green and blue, the highest bits of the colours first. Readers that go by colour know these.
 */
export const vocPalette: readonly (readonly [red: number, green: number, blue: number])[] = Array.from(
  { length: 256 },
  (_, index) => {
    let [red, green, blue] = [0, 0, 0];
    for (let bit = 0, rest = index; bit < 8; bit++, rest >>= 3) {
      red |= (rest & 1) << (7 - bit);
      green |= ((rest >> 1) & 1) << (7 - bit);
      blue |= ((rest >> 2) & 1) << (7 - bit);
    }
    return [red, green, blue] as const;
  },
);

/** Index that means "don't count this pixel" in Pascal VOC and in most that followed it. */
export const voidIndex = 255;
