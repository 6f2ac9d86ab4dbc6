import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { chromiumFlags, systemChromium } from '../scripts/chromium.ts';
import { unlockProfile } from './unlock-profile.ts';

/**
 * A Chromium of our own that can be killed as a crash or a power button does: all its processes at once, without a word.
 * Its profile outlives it. (Playwright's contexts keep the private file system in memory, or give no process to kill.)
 */
export class KilledBrowser {
  readonly #child: ChildProcess;
  readonly #browser: Browser;
  readonly page: Page;

  private constructor(child: ChildProcess, browser: Browser, page: Page) {
    this.#child = child;
    this.#browser = browser;
    this.page = page;
  }

  static async start(profile: string): Promise<KilledBrowser> {
    mkdirSync(profile, { recursive: true });
    const portFile = path.join(profile, 'DevToolsActivePort');
    unlockProfile(profile);
    // The one before would name its port.
    rmSync(portFile, { force: true });
    const child = spawn(
      systemChromium() ?? chromium.executablePath(),
      [
        ...chromiumFlags({ webgpu: 'off' }),
        '--headless=new',
        '--remote-debugging-port=0',
        `--user-data-dir=${profile}`,
        '--no-first-run',
        'about:blank',
      ],
      { detached: true, stdio: 'ignore' },
    );
    const port = await portIn(portFile);
    const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
    const context = browser.contexts()[0];
    const page = context?.pages()[0] ?? (await context?.newPage());
    if (!page) throw new Error('The browser has no page.');
    return new KilledBrowser(child, browser, page);
  }

  /** Resolves when no process of it is left. */
  async kill(): Promise<void> {
    const { pid, exitCode, signalCode } = this.#child;
    if (pid === undefined || exitCode !== null || signalCode !== null) return;
    const gone = new Promise((resolve) => this.#child.once('exit', resolve));
    process.kill(-pid, 'SIGKILL');
    await gone;
    await this.#browser.close().catch(() => undefined);
  }
}

async function portIn(file: string): Promise<number> {
  const end = Date.now() + 30_000;
  while (Date.now() < end) {
    const [port] = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
    if (port) return Number(port);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('The browser did not start within 30 seconds.');
}
