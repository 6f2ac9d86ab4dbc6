/** The reduced copy whose pixels are the next larger ones to the screen's; 0 is the photo itself. */
function photoLevel(deviceScale: number, width: number, height: number): number {
  if (Math.min(width, height) < 512) return 0;
  return Math.max(0, Math.min(5, Math.floor(Math.log2(1 / deviceScale) + 0.01)));
}

/**
 * Copies of one photo at a half, a quarter and so on, made when a zoom first needs them: drawing 50 megapixels into a
 * small stage at every paint is what makes panning slow. Owns its copies, not the photo.
 */
export class PhotoLevels {
  readonly #changed: () => void;
  #photo: ImageBitmap | null = null;
  #copies = new Map<number, ImageBitmap | 'making' | 'none'>();

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get held(): number {
    return [...this.#copies.values()].filter((copy) => typeof copy !== 'string').length;
  }

  /** The best bitmap that is ready for `deviceScale` device pixels a photo pixel. */
  get(photo: ImageBitmap, deviceScale: number): ImageBitmap {
    if (photo !== this.#photo) this.#reset(photo);
    const level = photoLevel(deviceScale, photo.width, photo.height);
    if (level === 0) return photo;
    const copy = this.#copies.get(level);
    if (copy === undefined) void this.#make(photo, level);
    return copy === undefined || typeof copy === 'string' ? photo : copy;
  }

  dispose(): void {
    this.#reset(null);
  }

  #reset(photo: ImageBitmap | null): void {
    for (const copy of this.#copies.values()) if (typeof copy !== 'string') copy.close();
    this.#copies = new Map();
    this.#photo = photo;
  }

  async #make(photo: ImageBitmap, level: number): Promise<void> {
    const copies = this.#copies;
    copies.set(level, 'making');
    const resizeWidth = Math.max(1, Math.round(photo.width / 2 ** level));
    const resizeHeight = Math.max(1, Math.round(photo.height / 2 ** level));
    try {
      const copy = await createImageBitmap(photo, { resizeWidth, resizeHeight, resizeQuality: 'medium' });
      if (copies === this.#copies) {
        copies.set(level, copy);
        this.#changed();
      } else copy.close();
    } catch {
      // Without memory for a copy the photo itself is drawn, which is slower and looks the same.
      copies.set(level, 'none');
    }
  }
}
