import { execFileSync } from 'node:child_process';
import { type BrowserContext, chromium } from '@playwright/test';
import { chromiumFlags, systemChromium } from '../scripts/chromium.ts';
import { unlockProfile } from './unlock-profile.ts';

/** A browser whose profile is on the disk, so that it still has its projects after it was closed or killed. */
export function openKeptBrowser(profile: string, baseURL: string | undefined): Promise<BrowserContext> {
  unlockProfile(profile);
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
