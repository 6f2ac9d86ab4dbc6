import type { Pace } from './pace.ts';

/** Carries out steps that say how many are done, at the given pace. Rejects with what they or `pace` throw. */
export async function paceSteps<T>(steps: Generator<number, T>, total: number, pace: Pace): Promise<T> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    const wait = pace(step.value, total);
    if (wait) await wait;
  }
}
