/** Runs of neighbouring lines: those of line j are edges[2*i], edges[2*i+1] for i in offsets[j] .. offsets[j+1]-1. */
export interface Lines {
  readonly offsets: Uint32Array;
  readonly edges: Uint32Array;
}

/**
 * Runs along rows turned into runs along columns (or back): `across` is how long the lines are, and so how many lines
 * the result has. A column has an edge between two rows where they differ, so each stretch of difference between
 * neighbouring rows gives one edge to each of its columns, in order; nothing else is visited.
 */
export function transposeLines(lines: Lines, across: number): Lines {
  const differences = differencesBetween(lines);
  const offsets = new Uint32Array(across + 1);
  const { starts, edges: spans } = differences;
  // Edges per column by a difference array: +1 where a stretch begins, -1 where it ends.
  const change = new Int32Array(across + 1);
  for (let i = 0; i < spans.length; i += 2) {
    change[spans[i]!]!++;
    change[spans[i + 1]!]!--;
  }
  const next = new Uint32Array(across + 1);
  let here = 0;
  for (let x = 0; x < across; x++) {
    here += change[x]!;
    next[x + 1] = next[x]! + here;
    offsets[x + 1] = next[x + 1]! / 2;
  }
  const edges = new Uint32Array(next[across]!);
  for (let line = 0; line + 1 < starts.length; line++) {
    for (let i = starts[line]!; i < starts[line + 1]!; i += 2) {
      for (let x = spans[i]!; x < spans[i + 1]!; x++) edges[next[x]!++] = line;
    }
  }
  return { offsets, edges };
}

/** For each border between lines (before the first to after the last), where exactly one of both is set. */
function differencesBetween({ offsets, edges }: Lines): { starts: Uint32Array; edges: Uint32Array } {
  const count = offsets.length - 1;
  const starts = new Uint32Array(count + 2);
  const out = new Uint32Array(edges.length * 2);
  let n = 0;
  for (let line = 0; line <= count; line++) {
    starts[line] = n;
    let i = line > 0 ? 2 * offsets[line - 1]! : 0;
    const iEnd = line > 0 ? 2 * offsets[line]! : 0;
    let j = line < count ? 2 * offsets[line]! : 0;
    const jEnd = line < count ? 2 * offsets[line + 1]! : 0;
    while (i < iEnd && j < jEnd) {
      const a = edges[i]!;
      const b = edges[j]!;
      if (a < b) {
        out[n++] = a;
        i++;
      } else if (b < a) {
        out[n++] = b;
        j++;
      } else {
        i++;
        j++;
      }
    }
    while (i < iEnd) out[n++] = edges[i++]!;
    while (j < jEnd) out[n++] = edges[j++]!;
  }
  starts[count + 1] = n;
  return { starts, edges: out.subarray(0, n) };
}
