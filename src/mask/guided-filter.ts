/**
 * Planes of one size, row-major. Everything here is plain arithmetic in a fixed order, so results are the same on
 * every machine.
 */
export interface PlaneSize {
  readonly width: number;
  readonly height: number;
}

/** A photo as three planes of 0..1. */
export interface ColourPlanes extends PlaneSize {
  readonly red: Float32Array;
  readonly green: Float32Array;
  readonly blue: Float32Array;
}

/** The mean over a window of (2 radiusX + 1) x (2 radiusY + 1), cut at the border, in time independent of its size. */
export function boxMean(
  plane: Float32Array,
  size: PlaneSize,
  radiusX: number,
  radiusY: number,
): Float32Array {
  const { width, height } = size;
  const rows = rowMeans(plane, size, radiusX);
  const out = new Float32Array(plane.length);
  const sums = new Float64Array(width);
  const nothing = new Float32Array(width);
  for (let y = -radiusY; y < height; y++) {
    const entering = y + radiusY;
    const leaving = y - radiusY - 1;
    const added = entering < height ? rows.subarray(entering * width, entering * width + width) : nothing;
    const taken = leaving >= 0 ? rows.subarray(leaving * width, leaving * width + width) : nothing;
    if (y < 0) {
      for (let x = 0; x < width; x++) sums[x]! += added[x]!;
      continue;
    }
    const share = 1 / (Math.min(height - 1, entering) - Math.max(-1, leaving));
    const base = y * width;
    for (let x = 0; x < width; x++) {
      const sum = sums[x]! + added[x]! - taken[x]!;
      sums[x] = sum;
      out[base + x] = sum * share;
    }
  }
  return out;
}

/** The mean over 2 radius + 1 pixels of each row, cut at the border. */
function rowMeans(plane: Float32Array, { width, height }: PlaneSize, radius: number): Float32Array {
  const out = new Float32Array(plane.length);
  const shares = Float64Array.from(
    { length: width },
    (_, x) => 1 / (Math.min(width - 1, x + radius) - Math.max(0, x - radius) + 1),
  );
  for (let y = 0; y < height; y++) {
    const base = y * width;
    let sum = 0;
    for (let x = 0; x < Math.min(radius, width); x++) sum += plane[base + x]!;
    for (let x = 0; x < width; x++) {
      if (x + radius < width) sum += plane[base + x + radius]!;
      if (x > radius) sum -= plane[base + x - radius - 1]!;
      out[base + x] = sum * shares[x]!;
    }
  }
  return out;
}

/** The linear model of a guided filter: what it gives at a pixel is red * r + green * g + blue * b + offset. */
export interface GuidedModel extends PlaneSize {
  readonly red: Float32Array;
  readonly green: Float32Array;
  readonly blue: Float32Array;
  readonly offset: Float32Array;
}

/**
 * Fits the guided filter with a colour guide (He, Sun and Tang, "Guided image filtering", TPAMI 2013, section 3.5):
 * in each window the input is explained as a linear function of the photo's colour, and each pixel takes the mean of
 * the models of all windows that hold it. `epsilon` is the variance of colour (0..1 squared) below which a window
 * counts as flat. The model can be applied to a finer copy of the photo (He and Sun, "Fast guided filter", 2015).
 */
export function fitGuided(
  guide: ColourPlanes,
  input: Float32Array,
  radiusX: number,
  radiusY: number,
  epsilon: number,
): GuidedModel {
  const { width, height, red: r, green: g, blue: b } = guide;
  const mean = (plane: Float32Array) => boxMean(plane, guide, radiusX, radiusY);
  const meanOf = (x: Float32Array, y: Float32Array) => mean(product(x, y));
  const [mr, mg, mb, mp] = [mean(r), mean(g), mean(b), mean(input)];
  const [rp, gp, bp] = [meanOf(r, input), meanOf(g, input), meanOf(b, input)];
  const [rr, rg, rb] = [meanOf(r, r), meanOf(r, g), meanOf(r, b)];
  const [gg, gb, bb] = [meanOf(g, g), meanOf(g, b), meanOf(b, b)];
  for (let i = 0; i < input.length; i++) {
    const ar = mr[i]!;
    const ag = mg[i]!;
    const ab = mb[i]!;
    const ap = mp[i]!;
    const xx = rr[i]! - ar * ar + epsilon;
    const xy = rg[i]! - ar * ag;
    const xz = rb[i]! - ar * ab;
    const yy = gg[i]! - ag * ag + epsilon;
    const yz = gb[i]! - ag * ab;
    const zz = bb[i]! - ab * ab + epsilon;
    const px = rp[i]! - ar * ap;
    const py = gp[i]! - ag * ap;
    const pz = bp[i]! - ab * ap;
    // The symmetric 3 x 3 system by cofactors.
    const cxx = yy * zz - yz * yz;
    const cxy = xz * yz - xy * zz;
    const cxz = xy * yz - xz * yy;
    const cyy = xx * zz - xz * xz;
    const cyz = xy * xz - xx * yz;
    const czz = xx * yy - xy * xy;
    const scale = 1 / (xx * cxx + xy * cxy + xz * cxz);
    const wr = (cxx * px + cxy * py + cxz * pz) * scale;
    const wg = (cxy * px + cyy * py + cyz * pz) * scale;
    const wb = (cxz * px + cyz * py + czz * pz) * scale;
    rr[i] = wr;
    rg[i] = wg;
    rb[i] = wb;
    gg[i] = ap - wr * ar - wg * ag - wb * ab;
  }
  return { width, height, red: mean(rr), green: mean(rg), blue: mean(rb), offset: mean(gg) };
}

function product(a: Float32Array, b: Float32Array): Float32Array {
  const out = new Float32Array(a.length);
  for (let i = 0; i < a.length; i++) out[i] = a[i]! * b[i]!;
  return out;
}
