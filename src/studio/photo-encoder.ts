import type { ImageId } from '../document/document.ts';
import { StudioError } from '../errors/studio-error.ts';
import type { InferenceClient } from '../worker/client/inference-client.ts';
import type { PixelClient } from '../worker/client/pixel-client.ts';

/** Brings photos into the model, each once: a question joins the encoding that began when its photo was shown. */
export class PhotoEncoder {
  readonly #inference: InferenceClient;
  readonly #pixels: PixelClient;
  readonly #running = new Map<ImageId, Promise<void>>();

  constructor(inference: InferenceClient, pixels: PixelClient) {
    this.#inference = inference;
    this.#pixels = pixels;
  }

  /**
   * Resolves when the model knows the photo, which must be open in the pixel worker. Aborting ends the waiting, not the
   * encoding, which the next question needs all the same. Rejects with StudioError.
   */
  async ensure(image: ImageId, signal?: AbortSignal): Promise<void> {
    if (this.#inference.hasImage(image)) return;
    let running = this.#running.get(image);
    if (!running) {
      running = this.#encode(image).finally(() => this.#running.delete(image));
      this.#running.set(image, running);
    }
    await (signal ? unlessAborted(running, signal) : running);
  }

  async #encode(image: ImageId): Promise<void> {
    const bitmap = await this.#pixels.modelInput(image);
    try {
      await this.#inference.encode(image, bitmap);
    } finally {
      // Moved to the worker by now, unless encoding failed before that.
      bitmap.close();
    }
  }
}

function unlessAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(new StudioError('aborted', 'Stopped.'));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
