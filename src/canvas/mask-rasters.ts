import type { Mask } from '../mask/mask.ts';
import { maskBox } from '../mask/measure.ts';
import { paintMask } from '../mask/paint-mask.ts';
import type { Box } from '../mask/space.ts';
import { outlinePath } from './outline-path.ts';
import { objectRgb } from './palette.ts';
import { boxesMeet, planRaster, planServes, type RasterPlan } from './raster-plan.ts';
import { traceOutline } from './trace-outline.ts';

/** A mask as the stage draws it: an opaque bitmap in its colour and its outline, both in bitmap pixels. */
export interface MaskRaster {
  readonly plan: RasterPlan;
  readonly bitmap: OffscreenCanvas;
  readonly outline: Path2D;
}

/** What the stage looks at. `level` and `sharp` follow from the zoom. */
export interface RasterView {
  /** Image pixels on the stage. */
  readonly box: Box<'image'>;
  readonly level: number;
  /** Outlines follow the pixels instead of being rounded. */
  readonly sharp: boolean;
}

interface Entry {
  readonly mask: Mask;
  readonly colour: number;
  readonly sharp: boolean;
  readonly raster: MaskRaster;
  lastUse: number;
}

const byteLimit = 192 * 1024 * 1024;

/**
 * Bitmaps and outlines of masks at the size the screen needs, by a key of the caller's (an object's id). A bitmap is
 * made again only when its mask, colour or level of detail changes or the view leaves it. Owns the bitmaps.
 */
export class MaskRasters {
  readonly #entries = new Map<string, Entry>();
  readonly #boxes = new WeakMap<Mask, { readonly box: Box<'image'> | null }>();
  #bytes = 0;
  #frame = 0;

  /** Number and size of the bitmaps held, for tests and figures. */
  get held(): { readonly bitmaps: number; readonly bytes: number } {
    return { bitmaps: this.#entries.size, bytes: this.#bytes };
  }

  /** The mask's tight box, remembered; null when it is empty. */
  boxOf(mask: Mask): Box<'image'> | null {
    let known = this.#boxes.get(mask);
    if (known === undefined) {
      known = { box: maskBox(mask) };
      this.#boxes.set(mask, known);
    }
    return known.box;
  }

  /** Null when the mask is empty or wholly outside the view. */
  get(key: string, mask: Mask, colour: number, view: RasterView): MaskRaster | null {
    const box = this.boxOf(mask);
    if (box === null || !boxesMeet(box, view.box)) return null;
    const entry = this.#entries.get(key);
    if (entry !== undefined) {
      const same = entry.mask === mask && entry.colour === colour && entry.sharp === view.sharp;
      if (same && planServes(entry.raster.plan, box, view.box, view.level)) {
        entry.lastUse = this.#frame;
        return entry.raster;
      }
      this.#drop(key, entry);
    }
    const plan = planRaster(box, view.box, view.level);
    if (plan === null) return null;
    const raster = makeRaster(mask, colour, plan, view.sharp);
    this.#entries.set(key, { mask, colour, sharp: view.sharp, raster, lastUse: this.#frame });
    this.#bytes += bytesOf(raster);
    return raster;
  }

  /** Call after a paint: forgets bitmaps that the paint did not use when they are too many. */
  endFrame(): void {
    if (this.#bytes > byteLimit) {
      for (const [key, entry] of this.#entries) if (entry.lastUse < this.#frame) this.#drop(key, entry);
    }
    this.#frame++;
  }

  /** Forgets everything whose key is not wanted any more. */
  keepOnly(wanted: ReadonlySet<string>): void {
    for (const [key, entry] of this.#entries) if (!wanted.has(key)) this.#drop(key, entry);
  }

  dispose(): void {
    this.keepOnly(new Set());
  }

  #drop(key: string, entry: Entry): void {
    this.#bytes -= bytesOf(entry.raster);
    // A canvas holds its pixels until it is collected, which may be long; a canvas without size holds none.
    entry.raster.bitmap.width = 0;
    entry.raster.bitmap.height = 0;
    this.#entries.delete(key);
  }
}

function bytesOf({ plan }: MaskRaster): number {
  return plan.width * plan.height * 4;
}

function makeRaster(mask: Mask, colour: number, plan: RasterPlan, sharp: boolean): MaskRaster {
  const bitmap = new OffscreenCanvas(plan.width, plan.height);
  const context = bitmap.getContext('2d');
  const image = new ImageData(plan.width, plan.height);
  const [red, green, blue] = objectRgb(colour);
  paintMask(mask, image, { x: plan.box.x1, y: plan.box.y1, scale: plan.scale }, [red, green, blue, 255]);
  context?.putImageData(image, 0, 0);
  const rings = traceOutline(padAlpha(image), plan.width, plan.height);
  return { plan, bitmap, outline: outlinePath(rings, !sharp) };
}

/** The opaque pixels as one byte each with an empty border, as `traceOutline` wants them. */
function padAlpha({ data, width, height }: ImageData): Uint8Array {
  const words = new Uint32Array(data.buffer);
  const cells = new Uint8Array((width + 2) * (height + 2));
  for (let y = 0; y < height; y++) {
    const to = (y + 1) * (width + 2) + 1;
    const from = y * width;
    for (let x = 0; x < width; x++) if (words[from + x] !== 0) cells[to + x] = 1;
  }
  return cells;
}
