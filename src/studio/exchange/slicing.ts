import { StudioError } from '../../errors/studio-error.ts';
import type { Pace } from '../../formats/pace.ts';

/** Work on the main thread gives way to the screen this often, in milliseconds. */
const slice = 8;

/**
 * Gives way to the screen whenever the work since it last did has taken a slice of time, tells how far it is, and stops
 * with StudioError `aborted` once the signal is given.
 */
export function slicing(signal?: AbortSignal, progress?: (done: number, total: number) => void): Pace {
  let began = performance.now();
  return (done, total) => {
    if (signal?.aborted) throw new StudioError('aborted', 'Stopped. Nothing was changed.');
    if (performance.now() - began < slice) return undefined;
    progress?.(done, total);
    return new Promise((resolve) => {
      setTimeout(() => {
        began = performance.now();
        resolve();
      });
    });
  };
}
