/**
 * House rules: the import table (.dependency-cruiser.cjs) holds over all sources, and still catches a deliberate
 * violation. A check that can't fail is no check.
 */
import { spawnSync } from 'node:child_process';

interface Summary {
  readonly violations: readonly {
    readonly rule: { readonly name: string };
    readonly from: string;
    readonly to: string;
  }[];
  readonly totalCruised: number;
  readonly totalDependenciesCruised: number;
}

function cruise(...paths: string[]): Summary {
  const run = spawnSync(
    'npx',
    ['--no-install', 'depcruise', '--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...paths],
    {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    },
  );
  if (run.error) throw run.error;
  try {
    return JSON.parse(run.stdout).summary;
  } catch {
    throw new Error(`dependency-cruiser gave no report:\n${run.stderr || run.stdout}`);
  }
}

const fail = (message: string) => {
  console.error(message);
  process.exitCode = 1;
};

const sources = cruise('src', 'cli');
for (const { rule, from, to } of sources.violations) fail(`${rule.name}: ${from} -> ${to}`);
if (sources.totalCruised < 50)
  fail(`Only ${sources.totalCruised} modules were read: the check sees too little.`);

const fixture = cruise('scripts/house/violations/src');
if (!fixture.violations.some(({ rule }) => rule.name === 'room-text4seg'))
  fail('The deliberate violation in scripts/house/violations was not caught.');

if (!process.exitCode)
  console.log(
    `House rules hold: ${sources.totalCruised} modules, ${sources.totalDependenciesCruised} imports.`,
  );
