import type { Manifest } from '../model/manifest.ts';

/** A token's place: t counts time, (h, w) is a row and column of the canvas, in cells; images stand between cells. */
export interface TokenPlace {
  readonly t: number;
  readonly h: number;
  readonly w: number;
}

/** Text tokens count on from here, after the times that image tokens may take. */
export const firstTextTime = 64;
/** Words and tags stand in the middle: a fixed place lets attention ask for "left" or "above". */
export const textPlace = 32;

/**
 * cos and sin of the rotation angles for each token, float32 [count, pairs] each: the angles of a token are t, h and w
 * times the package's frequencies, in this order (M-RoPE, half-split pairs).
 */
export function rotaryTable(
  places: readonly TokenPlace[],
  rotary: Manifest['rotary'],
): { readonly cos: Float32Array; readonly sin: Float32Array; readonly pairs: number } {
  const { t, h, w } = rotary;
  const pairs = t.length + h.length + w.length;
  const cos = new Float32Array(places.length * pairs);
  const sin = new Float32Array(places.length * pairs);
  let at = 0;
  const put = (angle: number) => {
    cos[at] = Math.cos(angle);
    sin[at] = Math.sin(angle);
    at += 1;
  };
  for (const place of places) {
    for (const frequency of t) put(place.t * frequency);
    for (const frequency of h) put(place.h * frequency);
    for (const frequency of w) put(place.w * frequency);
  }
  return { cos, sin, pairs };
}
