import type { EyeColours } from './eye-colours.ts';

/** Where paths may go and what a step costs. Arrays are row-major; the outermost pixels must all be closed. */
export interface EdgeField {
  readonly width: number;
  /** 1 where paths may go. */
  readonly open: Uint8Array;
  readonly colours: EyeColours;
  /** How much a pixel looks like the thing, 0..1; a step pays for a change of it. */
  readonly belief?: Float32Array;
  readonly weights: EdgeWeights;
}

/** A step of length 1 costs `space`, plus `colour` for each unit by which colours differ beyond `noise`, ... */
export interface EdgeWeights {
  readonly space: number;
  readonly colour: number;
  readonly noise: number;
  /** ... plus this for a change of belief from 0 to 1. */
  readonly belief: number;
}

/** Where paths begin: a number from 1 to 255 for each seed pixel, else 0. */
export interface Seeds {
  readonly owner: Uint8Array;
  /** Costs with which they begin; 0 when left out. */
  readonly delay?: Float32Array;
}

/** Costs are counted in this many parts of a unit: whole numbers, so that the same path costs the same everywhere. */
const parts = 16;
/** The dearest step or delay; the queue needs a bucket for each part. */
const dearest = 4095;

/**
 * Paths grow from all seeds at once over 8 neighbours, the cheapest first, and each pixel gets the number of the seed
 * that reaches it first, 0 where none does within `limit` (Dijkstra with Dial's buckets: linear in the pixels). Since a
 * step across an edge of the photo is dear, fronts meet at edges (Bai and Sapiro, "A geodesic framework for fast
 * interactive image and video segmentation", ICCV 2007).
 */
export function edgeRace(field: EdgeField, seeds: Seeds, limit = Number.POSITIVE_INFINITY): Uint8Array {
  const { width, open } = field;
  const owner = new Uint8Array(open.length);
  const cost = new Uint32Array(open.length).fill(0xffffffff);
  const queue = new BucketQueue(dearest + 1, open.length);
  const most = limit * parts;
  for (let i = 0; i < open.length; i++) {
    if (open[i] === 0 || seeds.owner[i] === 0) continue;
    const delay = inParts(seeds.delay?.[i] ?? 0);
    if (delay > most) continue;
    owner[i] = seeds.owner[i]!;
    cost[i] = delay;
    queue.push(delay, i);
  }
  const offsets = [-width - 1, -width, -width + 1, -1, 1, width - 1, width, width + 1];
  const lengths = [Math.SQRT2, 1, Math.SQRT2, 1, 1, Math.SQRT2, 1, Math.SQRT2];
  for (let pixel = queue.pop(); pixel >= 0; pixel = queue.pop()) {
    const soFar = cost[pixel]!;
    // Queued again since, at a lower cost: done already.
    if (soFar !== queue.level) continue;
    for (let k = 0; k < 8; k++) {
      const next = pixel + offsets[k]!;
      if (open[next] === 0 || cost[next]! <= soFar) continue;
      const reached = soFar + inParts(stepCost(field, pixel, next, lengths[k]!));
      if (reached >= cost[next]! || reached > most) continue;
      cost[next] = reached;
      owner[next] = owner[pixel]!;
      queue.push(reached, next);
    }
  }
  return owner;
}

function inParts(cost: number): number {
  return Math.min(dearest, Math.round(cost * parts));
}

function stepCost({ colours, belief, weights }: EdgeField, from: number, to: number, length: number): number {
  const a = colours[3 * from]! - colours[3 * to]!;
  const b = colours[3 * from + 1]! - colours[3 * to + 1]!;
  const c = colours[3 * from + 2]! - colours[3 * to + 2]!;
  const difference = Math.sqrt(a * a + b * b + c * c) - weights.noise;
  const cost = length * weights.space + (difference > 0 ? weights.colour * difference : 0);
  return belief === undefined ? cost : cost + weights.belief * Math.abs(belief[from]! - belief[to]!);
}

/** Numbers by whole priorities that at any time span less than the number of buckets. */
class BucketQueue {
  readonly #heads: Int32Array;
  #items: Int32Array;
  #nexts: Int32Array;
  #used = 0;
  #waiting = 0;
  #level = 0;

  constructor(buckets: number, expected: number) {
    this.#heads = new Int32Array(buckets).fill(-1);
    this.#items = new Int32Array(expected + 16);
    this.#nexts = new Int32Array(expected + 16);
  }

  /** Priority of the number popped last. */
  get level(): number {
    return this.#level;
  }

  push(priority: number, item: number): void {
    if (this.#used === this.#items.length) this.#grow();
    const bucket = priority % this.#heads.length;
    this.#items[this.#used] = item;
    this.#nexts[this.#used] = this.#heads[bucket]!;
    this.#heads[bucket] = this.#used++;
    this.#waiting++;
  }

  /** The number of the least priority; -1 when there is none. */
  pop(): number {
    if (this.#waiting === 0) return -1;
    const buckets = this.#heads.length;
    while (this.#heads[this.#level % buckets] === -1) this.#level++;
    const bucket = this.#level % buckets;
    const entry = this.#heads[bucket]!;
    this.#heads[bucket] = this.#nexts[entry]!;
    this.#waiting--;
    return this.#items[entry]!;
  }

  #grow(): void {
    const items = new Int32Array(this.#items.length * 2);
    const nexts = new Int32Array(this.#items.length * 2);
    items.set(this.#items);
    nexts.set(this.#nexts);
    this.#items = items;
    this.#nexts = nexts;
  }
}
