/**
 * How many menus, lists and dialogs are open. While one is, it owns the keyboard: the key table stays silent, so that
 * Escape closes it and does nothing else.
 */
class OpenLayers {
  #count = 0;

  get any(): boolean {
    return this.#count > 0;
  }

  /** Counts one layer in; the returned function counts it out, once. */
  enter(): () => void {
    this.#count += 1;
    let left = false;
    return () => {
      if (left) return;
      left = true;
      this.#count -= 1;
    };
  }
}

export const layers = new OpenLayers();
