/**
 * House rules: the import table (.dependency-cruiser.cjs) holds over all sources, and every one of its rules still
 * catches its deliberate violation in scripts/house/violations. A check that can't fail is no check.
 */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const config = path.join(root, '.dependency-cruiser.cjs');
const { forbidden } = createRequire(import.meta.url)(config) as {
  readonly forbidden: readonly { readonly name: string }[];
};

interface Summary {
  readonly violations: readonly {
    readonly rule: { readonly name: string };
    readonly from: string;
    readonly to: string;
  }[];
  readonly totalCruised: number;
  readonly totalDependenciesCruised: number;
}

/** What dependency-cruiser says of the paths in a folder, which stands for the repository's. */
function cruise(folder: string, ...paths: string[]): Summary {
  const program = path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const run = spawnSync(process.execPath, [program, '--config', config, '--output-type', 'json', ...paths], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
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

const sources = cruise(root, 'src', 'cli');
for (const { rule, from, to } of sources.violations) fail(`${rule.name}: ${from} -> ${to}`);
if (sources.totalCruised < 50)
  fail(`Only ${sources.totalCruised} modules were read: the check sees too little.`);

const violations = cruise(path.join(root, 'scripts/house/violations'), 'src', 'cli').violations;
const caught = new Set(violations.map(({ rule }) => rule.name));
for (const { name } of forbidden)
  if (!caught.has(name)) fail(`The rule ${name} did not catch its violation in scripts/house/violations.`);

if (!process.exitCode)
  console.log(
    `House rules hold: ${sources.totalCruised} modules, ${sources.totalDependenciesCruised} imports; ` +
      `all ${forbidden.length} rules catch their violations.`,
  );
