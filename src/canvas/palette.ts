/**
 * Colours of classes on the photo, the same in both themes because the photo is. Found by farthest-point search in
 * OKLab under normal, protan, deutan and tritan vision; past the first 8 the number and the label carry the meaning.
 */
export const objectColours: readonly string[] = [
  '#49d1fd',
  '#fd5b0b',
  '#d7fb2f',
  '#b56eff',
  '#f8b694',
  '#ec6dab',
  '#a5fce6',
  '#97d703',
  '#83a0d9',
  '#20b561',
  '#f1e09b',
  '#fd93a7',
  '#49eae5',
  '#63ca65',
  '#d38dfd',
  '#f83dbd',
  '#a2be22',
  '#fe72e1',
  '#d1d86e',
  '#9be2bb',
];

/** The CSS colour of a palette index; indices past the end start over. */
export function objectColour(index: number): string {
  return objectColours[paletteIndex(index)]!;
}

/** Red, green and blue of a palette index, 0..255. */
export function objectRgb(index: number): readonly [red: number, green: number, blue: number] {
  const value = Number.parseInt(objectColour(index).slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

function paletteIndex(index: number): number {
  const whole = Number.isFinite(index) ? Math.floor(index) : 0;
  return ((whole % objectColours.length) + objectColours.length) % objectColours.length;
}
