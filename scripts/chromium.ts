/**
 * Finds a Chromium for the browser tests and benchmarks, and installs one if there is none: a system Chromium where
 * there is one (Playwright's own download is not reachable everywhere), else Debian's package, else Playwright's.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

function executable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Path of a system Chromium (or `CHROMIUM_PATH`), or undefined. */
export function systemChromium(): string | undefined {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  const candidates = [
    ...folders.flatMap((folder) => names.map((name) => path.join(folder, name))),
    ...places,
  ];
  return candidates.find(executable);
}

const run = (command: string, args: readonly string[]): boolean =>
  spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'] }).status === 0;

/** Path of a Chromium, or undefined for Playwright's own; installs one if the machine has none. */
export async function ensureChromium(): Promise<string | undefined> {
  const found = systemChromium();
  if (found) return found;
  if (process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('No Chromium here: installing the distribution’s');
    run('apt-get', ['update', '-qq']);
    if (run('apt-get', ['install', '-y', '-qq', 'chromium'])) {
      const installed = systemChromium();
      if (installed) return installed;
    }
  }
  const { chromium } = await import('@playwright/test');
  if (existsSync(chromium.executablePath())) return undefined;
  console.log('No Chromium here: installing Playwright’s');
  if (run(process.execPath, ['node_modules/@playwright/test/cli.js', 'install', 'chromium']))
    return undefined;
  throw new Error(
    'No Chromium was found or could be installed. Install one, or set CHROMIUM_PATH to its executable.',
  );
}

/** Flags for a headless run; `webgpu: 'software'` turns SwiftShader's WebGPU on: correctness only, never speed. */
export function chromiumFlags({ webgpu = 'off' }: { webgpu?: 'off' | 'software' } = {}): string[] {
  const flags = [
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ];
  if (process.platform === 'linux' && process.getuid?.() === 0) flags.push('--no-sandbox');
  if (webgpu === 'software')
    flags.push('--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader', '--enable-features=Vulkan');
  return flags;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  console.log((await ensureChromium()) ?? 'Playwright’s own');
