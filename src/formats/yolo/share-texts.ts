/**
 * Places along a side of a photo as YOLO writes them: shares of the side, of at most eight decimals, which give corners
 * back on photos of up to a million pixels a side. Corners lie on whole pixels, so that the texts of a few hundred places
 * serve all outlines of photos of one size; writing a number takes longer than everything else about a corner.
 */
export class ShareTexts {
  /** In pixels. */
  readonly side: number;
  readonly #texts: (string | undefined)[] = [];

  constructor(side: number) {
    this.side = side;
  }

  /** The share of a place, in pixels from where the side begins. */
  of(place: number): string {
    if (!Number.isInteger(place) || place < 0 || place > this.side) return this.#write(place);
    const known = this.#texts[place];
    if (known !== undefined) return known;
    const text = this.#write(place);
    this.#texts[place] = text;
    return text;
  }

  #write(place: number): string {
    return String(Number((place / this.side).toFixed(8)));
  }
}
