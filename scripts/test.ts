/**
 * The test command: types, lint, house rules, unit and property tests (some of them in a real Chromium, some judged by
 * real readers in Python), the model's tests, and the journeys on the built app. Sets up Python and a Chromium first.
 * Every step runs even if an earlier one failed; the last lines say which passed. `npm test -- unit e2e` runs only the
 * steps named.
 */
import { spawnSync } from 'node:child_process';
import { ensureChromium } from './chromium.ts';
import { ensurePython } from './python-environment.ts';

type Command = readonly [command: string, args: readonly string[]];
const node = process.execPath;
const bin = (file: string, ...args: string[]): Command => [node, [`node_modules/${file}`, ...args]];

const steps: readonly { readonly name: string; readonly run: (python: string) => Command }[] = [
  { name: 'types', run: () => bin('typescript/bin/tsc', '-b') },
  { name: 'lint', run: () => bin('@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.') },
  { name: 'house', run: () => [node, ['--import', 'tsx', 'scripts/house.ts']] },
  { name: 'unit', run: () => bin('vitest/vitest.mjs', 'run') },
  { name: 'fuzz', run: () => [node, ['--import', 'tsx', 'bench/grammar-fuzz.ts']] },
  { name: 'python-lint', run: (python) => [python, ['-m', 'ruff', 'check', 'models', 'e2e']] },
  { name: 'training', run: (python) => [python, ['-m', 'pytest', '-q', 'models/training']] },
  { name: 'exporter', run: (python) => [python, ['-m', 'pytest', '-q', 'models/exporter']] },
  { name: 'build', run: () => bin('vite/bin/vite.js', 'build') },
  { name: 'e2e', run: () => bin('@playwright/test/cli.js', 'test') },
];

const only = process.argv.slice(2);
const unknown = only.filter((name) => !steps.some((step) => step.name === name));
if (unknown.length) {
  console.error(`No such step: ${unknown.join(', ')}. Steps: ${steps.map((step) => step.name).join(', ')}`);
  process.exit(2);
}

const python = ensurePython();
const chromium = await ensureChromium();
// Tests that start Python or a browser of their own take these.
const environment = { ...process.env, PYTHON: python, ...(chromium ? { CHROMIUM_PATH: chromium } : {}) };

const results: { readonly name: string; readonly failure: string; readonly seconds: number }[] = [];
for (const step of steps) {
  if (only.length && !only.includes(step.name)) continue;
  console.log(`\n== ${step.name}`);
  const started = performance.now();
  let failure = '';
  try {
    const [command, args] = step.run(python);
    const done = spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'], env: environment });
    if (done.error) throw done.error;
    if (done.status !== 0) failure = `exit ${done.status ?? done.signal}`;
  } catch (error) {
    failure = error instanceof Error ? error.message : String(error);
    console.error(failure);
  }
  results.push({ name: step.name, failure, seconds: (performance.now() - started) / 1000 });
}

console.log('');
for (const { name, failure, seconds } of results)
  console.log(`${failure ? 'FAILED' : 'ok    '} ${name} ${seconds.toFixed(0)} s ${failure}`);
const failed = results.filter(({ failure }) => failure).length;
console.log(`steps: ${results.length - failed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
