import type { ImageId } from '../document/document.ts';
import { StudioError } from '../errors/studio-error.ts';
import type { InferenceClient } from '../worker/client/inference-client.ts';
import type { PixelClient } from '../worker/client/pixel-client.ts';

/** A photo that is to be encoded, or is at the moment. */
interface Encoding {
  readonly image: ImageId;
  readonly done: Promise<void>;
  readonly settle: (work: Promise<void>) => void;
  /** A question needs it; else it was only shown. */
  asked: boolean;
  /** The photo was removed meanwhile. */
  forgotten: boolean;
}

/**
 * Brings photos into the model, each once: a question joins the encoding that began when its photo was shown. One photo
 * goes to the worker at a time; of those that were only shown the last one waits and the others are passed over, so that
 * going through many photos leaves no work behind and a question waits for no more than one encoding besides its own.
 */
export class PhotoEncoder {
  readonly #inference: InferenceClient;
  readonly #pixels: PixelClient;
  #running: Encoding | null = null;
  /** In the order in which they will be encoded. */
  #waiting: readonly Encoding[] = [];

  constructor(inference: InferenceClient, pixels: PixelClient) {
    this.#inference = inference;
    this.#pixels = pixels;
  }

  /**
   * For a question: resolves when the model knows the photo, which must be open in the pixel worker. Aborting ends the
   * waiting, not the encoding, which the next question needs all the same. Rejects with StudioError.
   */
  async ensure(image: ImageId, signal?: AbortSignal): Promise<void> {
    if (this.#inference.hasImage(image)) return;
    const encoding = this.#encodingOf(image);
    encoding.asked = true;
    const others = this.#waiting.filter((other) => other !== encoding);
    if (others.length < this.#waiting.length) this.#waiting = [encoding, ...others];
    await (signal ? unlessAborted(encoding.done, signal) : encoding.done);
  }

  /** For a photo that is shown: as `ensure`, but rejects with `aborted` when another one is shown before its turn. */
  async prepare(image: ImageId): Promise<void> {
    this.#passOver((other) => !other.asked && other.image !== image);
    if (this.#inference.hasImage(image)) return;
    await this.#encodingOf(image).done;
  }

  /** The photo was removed: the model forgets it, and does not learn it if it waits. */
  forget(image: ImageId): void {
    this.#passOver((other) => other.image === image);
    if (this.#running?.image === image) this.#running.forgotten = true;
    this.#inference.forget(image);
  }

  #encodingOf(image: ImageId): Encoding {
    const running = this.#running?.image === image && !this.#running.forgotten ? this.#running : null;
    const known = running ?? this.#waiting.find((waiting) => waiting.image === image);
    if (known) return known;
    let settle: Encoding['settle'] = () => undefined;
    const done = new Promise<void>((resolve) => {
      settle = resolve;
    });
    const encoding = { image, done, settle, asked: false, forgotten: false };
    this.#waiting = [...this.#waiting, encoding];
    void this.#work();
    return encoding;
  }

  #passOver(which: (encoding: Encoding) => boolean): void {
    const dropped = this.#waiting.filter(which);
    this.#waiting = this.#waiting.filter((encoding) => !dropped.includes(encoding));
    const reason = new StudioError('aborted', 'Another photo is shown.');
    for (const { settle } of dropped) settle(Promise.reject(reason));
  }

  async #work(): Promise<void> {
    if (this.#running) return;
    for (;;) {
      const [next, ...others] = this.#waiting;
      if (!next) return;
      this.#waiting = others;
      this.#running = next;
      const work = this.#encode(next);
      next.settle(work);
      await work.catch(() => undefined);
      this.#running = null;
    }
  }

  async #encode(encoding: Encoding): Promise<void> {
    const { image } = encoding;
    const bitmap = await this.#pixels.modelInput(image);
    try {
      await this.#inference.encode(image, bitmap);
      if (encoding.forgotten) this.#inference.forget(image);
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
