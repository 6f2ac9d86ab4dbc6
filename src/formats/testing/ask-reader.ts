import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { StudioDocument } from '../../document/document.ts';
import { objectsOf } from '../../document/lookup.ts';
import { bitmapFromMask } from '../../mask/bitmap.ts';
import { splitEnding } from '../export-names.ts';
import type { Format } from '../format.ts';
import { exportJob, runExport } from './export-job.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const python = process.env.PYTHON ?? join(root, '.venv/bin/python');

/**
 * Exports a document to a folder, blank photos included, and gives what a script in `e2e/readers` reports about it. The
 * script gets the folder and a JSON file with each photo's objects, `{class, bits}`.
 */
export async function askReader(
  script: string,
  format: Format,
  document: StudioDocument,
  options: Readonly<Record<string, string>> = {},
): Promise<unknown> {
  if (!existsSync(python))
    throw new Error(`There is no Python with the readers at ${python}; set PYTHON or make .venv.`);
  const folder = mkdtempSync(join(tmpdir(), 'reader-'));
  try {
    const { files, photos } = await runExport(format, exportJob(document, { options, copyImages: true }));
    for (const file of files) put(join(folder, 'export', file.path), await file.bytes());
    for (const [i, path] of photos.entries()) blankPhoto(join(folder, 'export', path), document, i);
    put(join(folder, 'masks.json'), Buffer.from(JSON.stringify(truthOf(document))));
    const run = spawnSync(
      python,
      [join(root, 'e2e/readers', script), join(folder, 'export'), join(folder, 'masks.json')],
      { encoding: 'utf8' },
    );
    if (run.status !== 0) throw new Error(run.stderr);
    return JSON.parse(run.stdout);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function put(path: string, bytes: Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
}

function blankPhoto(path: string, { images }: StudioDocument, i: number): void {
  const { width, height } = images[i]!;
  mkdirSync(dirname(path), { recursive: true });
  const code =
    'import sys; from PIL import Image; Image.new("RGB", (int(sys.argv[2]), int(sys.argv[3]))).save(sys.argv[1])';
  const run = spawnSync(python, ['-c', code, path, String(width), String(height)], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(run.stderr);
}

function truthOf(document: StudioDocument): Record<string, readonly { class: string; bits: string }[]> {
  return Object.fromEntries(
    document.images.map(({ id, name }) => [
      splitEnding(name)[0],
      objectsOf(document, id).map(({ category, mask }) => ({
        class: document.categories.find((known) => known.id === category)!.name,
        bits: Array.from(bitmapFromMask(mask)).join(''),
      })),
    ]),
  );
}
