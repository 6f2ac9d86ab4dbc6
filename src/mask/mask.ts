/**
 * An immutable binary mask at image resolution, stored as row-major runs, so that its memory follows its boundary and
 * not its box. Never mutate the arrays: masks are shared by reference through the document and its history.
 *
 * `rows` has height + 1 entries: the runs of row y are `runs[2*i], runs[2*i+1]` (half-open start and end column) for
 * i in rows[y] .. rows[y+1]-1, sorted, not touching (a run ends before the next begins), never empty.
 * `top` offsets rows: only rows top .. top + rows.length - 2 are stored; all others are empty.
 */
export interface Mask {
  readonly width: number;
  readonly height: number;
  readonly top: number;
  readonly rows: Uint32Array;
  readonly runs: Uint32Array;
}
