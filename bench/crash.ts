/**
 * Kills the browser at random moments while a project is edited, and opens it again: every change that had been
 * reported as saved must be there, and the project must always open. Exits with 1 when one was not. Build first.
 *
 *   node --import tsx bench/crash.ts [--kills 200] [--seed 1]
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { crashRun } from '../e2e/crash-run.ts';
import { createAppServer, listen } from '../scripts/serve.mjs';
import { allowTsxNames } from './allow-tsx-names.ts';

const { values } = parseArgs({
  options: { kills: { type: 'string', default: '200' }, seed: { type: 'string', default: '1' } },
});
const dist = path.resolve(import.meta.dirname, '../dist');
if (!existsSync(path.join(dist, 'index.html'))) {
  console.error('There is no built app. Run: npm run build');
  process.exit(1);
}
const server = createAppServer(dist);
const port = await listen(server, 0, { host: '127.0.0.1', strict: false });
const profile = mkdtempSync(path.join(os.tmpdir(), 'crash-profile-'));
try {
  const { faults, ...figures } = await crashRun({
    url: `http://localhost:${port}/`,
    profile,
    kills: Number(values.kills),
    seed: Number(values.seed),
    prepare: allowTsxNames,
    log: (line) => console.log(line),
  });
  console.log(figures);
  for (const fault of faults) console.error(fault);
  process.exitCode = faults.length > 0 ? 1 : 0;
} finally {
  server.close();
  rmSync(profile, { recursive: true, force: true });
}
