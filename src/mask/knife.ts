import { labelRuns } from './components.ts';
import { KnifeLinks } from './knife-links.ts';
import type { Mask } from './mask.ts';
import { RunBuilder } from './run-builder.ts';
import type { Point } from './space.ts';

/**
 * The mask cut along a line of straight pieces (image pixels, rounded to 1/16), largest piece first; at least two, or
 * the mask alone where the line cuts nothing off. Neighbours (8) whose centres lie on different sides of the line are
 * parted and no pixel is lost: pieces are disjoint and their union is the mask. Parts of the mask that the line does
 * not divide stay with the largest piece. Throws StudioError `mask-invalid` for points that are no numbers.
 */
export function knifeMask(mask: Mask, line: readonly Point<'image'>[]): readonly [Mask, ...Mask[]] {
  const links = new KnifeLinks(mask, line);
  if (links.empty) return [mask];
  const cut = cutRuns(mask, links);
  const pieceOf = joinPieces(cut, links);
  const { pieces, areas } = assignUndivided(mask, cut, pieceOf);
  const order = Array.from(areas, (_, piece) => piece)
    .filter((piece) => areas[piece]! > 0)
    .sort((a, b) => areas[b]! - areas[a]! || a - b);
  if (order.length < 2) return [mask];
  const builders = new Map(order.map((piece) => [piece, new RunBuilder(mask.width, mask.height, 16)]));
  for (let row = 0; row + 1 < cut.rows.length; row++) {
    for (let i = cut.rows[row]!; i < cut.rows[row + 1]!; i++) {
      builders.get(pieces[i]!)!.add(mask.top + row, cut.runs[2 * i]!, cut.runs[2 * i + 1]!);
    }
  }
  const [first, ...rest] = order.map((piece) => builders.get(piece)!.finish());
  return [first!, ...rest];
}

/** A mask's runs, cut where the line passes between two pixels of a row; so unlike a mask's they may touch. */
interface CutRuns {
  readonly top: number;
  readonly rows: Uint32Array;
  readonly runs: Uint32Array;
  /** Index of the mask's run that each came from. */
  readonly parents: Uint32Array;
}

function cutRuns({ top, rows, runs }: Mask, links: KnifeLinks): CutRuns {
  const cutRows = new Uint32Array(rows.length);
  const edges: number[] = [];
  const parents: number[] = [];
  for (let row = 0; row + 1 < rows.length; row++) {
    const cuts = links.cutsOfRow(top + row);
    let next = 0;
    for (let i = rows[row]!; i < rows[row + 1]!; i++) {
      let start = runs[2 * i]!;
      const end = runs[2 * i + 1]!;
      while (next < cuts.length && cuts[next]! <= start) next++;
      for (; next < cuts.length && cuts[next]! < end; next++) {
        edges.push(start, cuts[next]!);
        parents.push(i);
        start = cuts[next]!;
      }
      edges.push(start, end);
      parents.push(i);
    }
    cutRows[row + 1] = parents.length;
  }
  return { top, rows: cutRows, runs: Uint32Array.from(edges), parents: Uint32Array.from(parents) };
}

/** For each cut run the first run of its piece: runs of neighbouring rows go together where an uncut link joins them. */
function joinPieces({ top, rows, runs }: CutRuns, links: KnifeLinks): Uint32Array {
  const roots = Uint32Array.from({ length: runs.length / 2 }, (_, i) => i);
  for (let row = 1; row + 1 < rows.length; row++) {
    let first = rows[row - 1]!;
    for (let here = rows[row]!; here < rows[row + 1]!; here++) {
      const start = runs[2 * here]!;
      const end = runs[2 * here + 1]!;
      while (first < rows[row]! && runs[2 * first + 1]! < start) first++;
      for (let above = first; above < rows[row]! && runs[2 * above]! <= end; above++) {
        const a = rootOf(roots, above);
        const b = rootOf(roots, here);
        if (a === b || !links.joins(top + row - 1, runs[2 * above]!, runs[2 * above + 1]!, start, end))
          continue;
        roots[Math.max(a, b)] = Math.min(a, b);
      }
    }
  }
  for (let i = 0; i < roots.length; i++) roots[i] = rootOf(roots, i);
  return roots;
}

function rootOf(roots: Uint32Array, start: number): number {
  let i = start;
  while (roots[i] !== i) {
    roots[i] = roots[roots[i]!]!;
    i = roots[i]!;
  }
  return i;
}

/** Gives the parts that stayed whole to the largest piece of those that did not; areas are by piece. */
function assignUndivided(
  mask: Mask,
  { runs, parents }: CutRuns,
  pieceOf: Uint32Array,
): { readonly pieces: Uint32Array; readonly areas: Float64Array } {
  const { labels, areas: partAreas } = labelRuns(mask, 8);
  const areas = new Float64Array(pieceOf.length);
  for (let i = 0; i < pieceOf.length; i++) areas[pieceOf[i]!]! += runs[2 * i + 1]! - runs[2 * i]!;
  const whole = (i: number) => areas[pieceOf[i]!] === partAreas[labels[parents[i]!]!];
  let largest = -1;
  for (let i = 0; i < pieceOf.length; i++) {
    if (whole(i)) continue;
    if (largest < 0 || areas[pieceOf[i]!]! > areas[largest]!) largest = pieceOf[i]!;
  }
  if (largest < 0) return { pieces: pieceOf, areas: areas.fill(0) };
  const pieces = Uint32Array.from(pieceOf, (piece, i) => (whole(i) ? largest : piece));
  areas.fill(0);
  for (let i = 0; i < pieces.length; i++) areas[pieces[i]!]! += runs[2 * i + 1]! - runs[2 * i]!;
  return { pieces, areas };
}
