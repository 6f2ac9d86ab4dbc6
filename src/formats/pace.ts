/**
 * Called between small pieces of long work, with how much of it is done. It gives a promise when the work should wait
 * (to let the screen draw), and throws StudioError `aborted` when it should stop: `const wait = pace(done, total); if
 * (wait) await wait;`. Pure code has no clock of its own, so its caller decides how often to give way.
 */
export type Pace = (done: number, total: number) => Promise<void> | undefined;

/** Never waits, never stops: for tests and for workers that nothing else runs in. */
export const noPace: Pace = () => undefined;
