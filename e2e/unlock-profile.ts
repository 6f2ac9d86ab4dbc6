import { rmSync } from 'node:fs';
import path from 'node:path';

/** Takes away what a killed browser leaves behind in its profile: it would keep the profile locked. */
export function unlockProfile(profile: string): void {
  for (const name of ['SingletonLock', 'SingletonSocket', 'SingletonCookie'])
    rmSync(path.join(profile, name), { force: true });
}
