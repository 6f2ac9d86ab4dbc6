/**
 * The project's own Python: a virtual environment in `.venv` with the pinned requirements of the model's code and of
 * the checks with real readers. Made anew only when one of the requirement files changed.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const folder = path.join(root, '.venv');
const windows = process.platform === 'win32';
const packages = ['models/training', 'models/exporter'];
const requirements = ['e2e/readers/requirements.txt'];
/** Installed without their own requirements. */
const alone = ['e2e/readers/requirements-alone.txt'];

/** The interpreter inside the environment; it exists after `ensurePython()`. */
export const python = path.join(folder, windows ? 'Scripts/python.exe' : 'bin/python');

function run(command: string, args: readonly string[]): void {
  const done = spawnSync(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  if (done.error) throw done.error;
  if (done.status !== 0)
    throw new Error(`${path.basename(command)} ${args.join(' ')} ended with ${done.status}`);
}

/** Path of the interpreter; sets the environment up first if it is missing or out of date. */
export function ensurePython(): string {
  const files = [...packages.map((name) => `${name}/pyproject.toml`), ...requirements, ...alone];
  const stamp = files
    .reduce((hash, file) => hash.update(readFileSync(path.join(root, file))), createHash('sha256'))
    .digest('hex');
  const stampFile = path.join(folder, 'requirements.sha256');
  if (existsSync(python) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return python;

  console.log('Setting up Python in .venv (torch is large; this happens once)');
  if (!existsSync(python))
    run(process.env.PYTHON ?? (windows ? 'python' : 'python3'), ['-m', 'venv', folder]);
  const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
  run(python, [
    ...install,
    ...packages.flatMap((name) => ['-e', `${name}[test]`]),
    ...requirements.flatMap((file) => ['-r', file]),
  ]);
  run(python, [...install, '--no-deps', ...alone.flatMap((file) => ['-r', file])]);
  writeFileSync(stampFile, stamp);
  return python;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(ensurePython());
