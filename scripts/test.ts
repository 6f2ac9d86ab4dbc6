/**
 * The test command: types, lint, house rules, unit and property tests, the model's tests in Python, the checks with
 * real readers and the journeys in a real browser. Every step runs even if an earlier one failed; the last lines say
 * which passed. `npm test -- unit e2e` runs only the steps named.
 */
import { spawnSync } from 'node:child_process';
import { ensureChromium } from './chromium.ts';
import { ensurePython } from './python-environment.ts';

const node = process.execPath;
type Command = readonly [command: string, args: readonly string[]];
const bin = (file: string, ...args: string[]): Command => [node, [`node_modules/${file}`, ...args]];
const steps: readonly { readonly name: string; readonly run: () => Command | Promise<Command> }[] = [
  { name: 'types', run: () => bin('typescript/bin/tsc', '-b') },
  { name: 'lint', run: () => bin('@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.') },
  { name: 'house', run: () => [node, ['--import', 'tsx', 'scripts/house.ts']] },
  { name: 'unit', run: () => bin('vitest/vitest.mjs', 'run') },
  { name: 'fuzz', run: () => [node, ['--import', 'tsx', 'bench/grammar-fuzz.ts']] },
  { name: 'python-lint', run: () => [ensurePython(), ['-m', 'ruff', 'check', 'models', 'e2e']] },
  { name: 'model', run: () => [ensurePython(), ['-m', 'pytest', '-q', 'models']] },
  { name: 'readers', run: () => [ensurePython(), ['e2e/readers/check_coco.py']] },
  { name: 'build', run: () => bin('vite/bin/vite.js', 'build') },
  {
    name: 'e2e',
    run: async () => {
      ensurePython();
      const chromium = await ensureChromium();
      if (chromium) process.env.CHROMIUM_PATH = chromium;
      return bin('@playwright/test/cli.js', 'test');
    },
  },
];

const only = process.argv.slice(2);
const unknown = only.filter((name) => !steps.some((step) => step.name === name));
if (unknown.length) {
  console.error(`No such step: ${unknown.join(', ')}. Steps: ${steps.map((step) => step.name).join(', ')}`);
  process.exit(2);
}

const results = [];
for (const step of steps) {
  if (only.length && !only.includes(step.name)) continue;
  console.log(`\n== ${step.name}`);
  const started = performance.now();
  let failure = '';
  try {
    const [command, args] = await step.run();
    const done = spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
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
