import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { type BrowserContext, chromium } from '@playwright/test';
import { chromiumFlags, systemChromium } from '../scripts/chromium.ts';

/** A browser whose profile is on the disk, so that it still has its projects after it was closed or killed. */
export function openKeptBrowser(profile: string, baseURL: string | undefined): Promise<BrowserContext> {
  // What a killed browser leaves behind keeps the profile locked.
  for (const name of ['SingletonLock', 'SingletonSocket', 'SingletonCookie'])
    rmSync(path.join(profile, name), { force: true });
  const executablePath = systemChromium();
  return chromium.launchPersistentContext(profile, {
    args: chromiumFlags({ webgpu: 'off' }),
    viewport: { width: 1440, height: 900 },
    acceptDownloads: true,
    ...(baseURL && { baseURL }),
    ...(executablePath && { executablePath }),
  });
}

/** Kills all processes of that browser at once, as a crash does. */
export async function killBrowser(profile: string, context: BrowserContext): Promise<void> {
  const gone = new Promise((resolve) => context.once('close', resolve));
  execFileSync('pkill', ['-KILL', '-f', profile]);
  await gone;
}
