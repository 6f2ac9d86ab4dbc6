/**
 * An immutable binary mask at image resolution, stored as row-major runs, so that its memory follows its boundary and
 * not its box. Never mutate the arrays: masks are shared by reference through the document and its history.
 *
 * `rows` has one entry more than there are stored rows: the runs of stored row j (image row `top + j`) are
 * `runs[2*i], runs[2*i+1]` (half-open start and end column) for i in rows[j] .. rows[j+1]-1, sorted, not touching (a
 * run ends before the next begins), never empty. Rows above `top` and after the last stored row are empty.
 *
 * The form is canonical: the first and the last stored row are not empty, and the empty mask has `top` 0, `rows` [0]
 * and no runs. Two masks are therefore equal exactly when their arrays are.
 */
export interface Mask {
  readonly width: number;
  readonly height: number;
  readonly top: number;
  readonly rows: Uint32Array;
  readonly runs: Uint32Array;
}
