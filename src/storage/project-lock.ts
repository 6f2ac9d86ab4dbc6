/**
 * One tab writes a project, never two (Web Locks). A tab that finds the project taken works on in memory and may take
 * over; the tab that loses it is told at once and must stop saving.
 */
export interface ProjectLock {
  /**
   * True when this tab may write. `onLost` is called if another tab takes over later; when it gives a promise, the other
   * tab waits for it (not forever), so that last changes can still be saved.
   */
  acquire(onLost: () => void | Promise<void>): Promise<boolean>;
  /** Takes the lock from the other tab. */
  takeOver(onLost: () => void | Promise<void>): Promise<void>;
  release(): void;
}
