import type { StudioDocument } from '../../document/document.ts';
import type { ExportHost, ExportJob } from '../export-job.ts';
import type { Skipped } from '../export-plan.ts';
import type { Format } from '../format.ts';
import type { ImportFile } from '../import-file.ts';
import { noPace } from '../pace.ts';
import { startExport } from '../start-export.ts';
import { memoryFile } from './memory-file.ts';

/** A job that writes the whole document, on a fixed day. */
export function exportJob(document: StudioDocument, more: Partial<ExportJob> = {}): ExportJob {
  return {
    document,
    conversations: new Map(),
    images: null,
    categories: null,
    split: null,
    copyImages: false,
    options: {},
    description: 'Test',
    createdAt: Date.UTC(2026, 10, 23),
    ...more,
  };
}

/** For formats that ask for no pixels. */
export const bareHost: ExportHost = {
  pace: noPace,
  readPhoto: () => Promise.reject(new Error('This format should not read photos.')),
};

export interface Exported {
  /** The annotation files in the order in which they were written. */
  readonly files: readonly ImportFile[];
  /** Paths of the copies of photos. */
  readonly photos: readonly string[];
  readonly skipped: readonly Skipped[];
}

/** Runs a whole export into memory. */
export async function runExport(format: Format, job: ExportJob, host = bareHost): Promise<Exported> {
  const run = await startExport(format, job, host);
  const files: ImportFile[] = [];
  const photos: string[] = [];
  for await (const file of run.files) {
    if (file.kind === 'photo') {
      photos.push(file.path);
      continue;
    }
    const parts: Uint8Array[] = [];
    for await (const piece of file.pieces) parts.push(typeof piece === 'string' ? Buffer.from(piece) : piece);
    files.push(memoryFile(file.path, new Uint8Array(Buffer.concat(parts))));
  }
  return { files, photos, skipped: run.skipped };
}
