import type { ProjectLock } from './project-lock.ts';

/** How long the tab that holds the project may take to save its last changes before it loses it anyway. */
const patience = 2000;

export interface ProjectLockOptions {
  readonly name?: string;
  /** The browser's Web Locks; null where there are none. */
  readonly locks?: Pick<LockManager, 'request'> | null;
  readonly patience?: number;
}

/** The lock on this browser's project by Web Locks. Where there are none, every tab is an owner. */
export function createProjectLock(options: ProjectLockOptions = {}): ProjectLock {
  const locks = options.locks === undefined ? (globalThis.navigator?.locks ?? null) : options.locks;
  const name = options.name ?? 'text4seg-project';
  return locks ? new WebProjectLock(locks, name, options.patience ?? patience) : freeLock;
}

/** Storage itself refuses to write over what another tab has saved, so that no harm is done without the lock. */
const freeLock: ProjectLock = {
  acquire: async () => true,
  takeOver: async () => undefined,
  release: () => undefined,
};

/** What a tab asks the holder for, on the channel of the lock's name. */
const handOver = 'hand-over';

class WebProjectLock implements ProjectLock {
  readonly #locks: Pick<LockManager, 'request'>;
  readonly #name: string;
  readonly #patience: number;
  /** Lets the lock go; null while this tab doesn't hold it. */
  #letGo: (() => void) | null = null;

  constructor(locks: Pick<LockManager, 'request'>, name: string, patience: number) {
    this.#locks = locks;
    this.#name = name;
    this.#patience = patience;
  }

  async acquire(onLost: () => void | Promise<void>): Promise<boolean> {
    if (this.#letGo) return true;
    try {
      return await this.#request({ ifAvailable: true }, onLost);
    } catch {
      // Locks are refused to pages of no origin, and there the project can't be shared with another tab either.
      return true;
    }
  }

  async takeOver(onLost: () => void | Promise<void>): Promise<void> {
    if (this.#letGo) return;
    this.#askHolder();
    try {
      await this.#request({ signal: AbortSignal.timeout(this.#patience) }, onLost);
    } catch {
      // The holder is frozen or older than the hand-over; storage keeps it from writing over what this tab saves.
      await this.#request({ steal: true }, onLost);
    }
  }

  release(): void {
    this.#letGo?.();
  }

  /** Resolves once it is known whether the lock is held; it is then held until it is let go or stolen. */
  #request(options: LockOptions, onLost: () => void | Promise<void>): Promise<boolean> {
    return new Promise((resolve, reject) => {
      let told = false;
      const lose = async () => {
        if (told) return;
        told = true;
        await onLost();
      };
      this.#locks
        .request(this.#name, options, (lock) => {
          resolve(lock !== null);
          return lock ? this.#hold(lose) : undefined;
        })
        .catch((error: unknown) => {
          // After the lock was held this means that it was stolen; before, that it was never given.
          if (this.#letGo) {
            this.#letGo();
            void lose();
          }
          reject(error);
        });
    });
  }

  #hold(lose: () => Promise<void>): Promise<void> {
    const channel = openChannel(this.#name);
    return new Promise((resolve) => {
      const letGo = () => {
        channel?.close();
        if (this.#letGo === letGo) this.#letGo = null;
        resolve();
      };
      this.#letGo = letGo;
      if (!channel) return;
      channel.onmessage = ({ data }) => {
        // The last changes are saved first; failing at that must not keep the other tab waiting.
        if (data === handOver) void lose().then(letGo, letGo);
      };
    });
  }

  #askHolder(): void {
    const channel = openChannel(this.#name);
    channel?.postMessage(handOver);
    channel?.close();
  }
}

function openChannel(name: string): BroadcastChannel | null {
  return typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(name);
}
