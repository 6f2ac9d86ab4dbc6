import { StudioError } from '../errors/studio-error.ts';
import { checkPlan } from './check-plan.ts';
import type { ExportSummary } from './export-check.ts';
import type { ExportFile } from './export-file.ts';
import type { ExportHost, ExportJob } from './export-job.ts';
import { safePath } from './export-names.ts';
import { type ExportPlan, type PlannedImage, planExport, type Skipped } from './export-plan.ts';
import type { ExportDesk, Exporter, Format } from './format.ts';
import { gatherPieces } from './gather-pieces.ts';
import type { Pace } from './pace.ts';

/** An export under way. */
export interface ExportRun {
  readonly plan: ExportPlan;
  /**
   * The files, one after the other: read each to its end before the next. To cancel, stop reading. Throws StudioError
   * `format-invalid`, also while pieces are read.
   */
  readonly files: AsyncIterable<ExportFile>;
  /** What is left out and why; grows while the files are read, and is whole when they are. */
  readonly skipped: readonly Skipped[];
}

/** What an export will hold and what is wrong with it, before anything is written. */
export async function checkExport(format: Format, job: ExportJob, pace: Pace): Promise<ExportSummary> {
  const exporter = await exporterOf(format);
  const plan = planExport(completeJob(format, job), exporter.naming);
  return checkPlan(plan, exporter, pace);
}

/** Begins an export: nothing is made before its files are read. */
export async function startExport(format: Format, job: ExportJob, host: ExportHost): Promise<ExportRun> {
  const exporter = await exporterOf(format);
  const plan = planExport(completeJob(format, job), exporter.naming);
  const skipped: Skipped[] = [...plan.skipped];
  return { plan, skipped, files: exportFiles(exporter, plan, host, (item) => skipped.push(item)) };
}

async function* exportFiles(
  exporter: Exporter,
  plan: ExportPlan,
  host: ExportHost,
  skip: (item: Skipped) => void,
): AsyncGenerator<ExportFile, void> {
  const { pace, ...machine } = host;
  const paths = new Set<string>();
  const total = plan.images.length * (plan.job.copyImages ? 2 : 1);
  const written = new Set<PlannedImage>();
  const rest = () => pace(written.size, total);
  const desk: ExportDesk = { ...machine, skip, done: (image) => written.add(image) };
  for await (const file of exporter.write(plan, desk)) {
    checkPath(file.path, paths);
    yield file.kind === 'made' ? { ...file, pieces: gatherPieces(file.pieces, rest) } : file;
  }
  if (!plan.job.copyImages) return;
  for (const [index, image] of plan.images.entries()) {
    const wait = pace(plan.images.length + index, total);
    if (wait) await wait;
    const path = exporter.photoPath(plan, image);
    if (path === null) continue;
    checkPath(path, paths);
    yield { kind: 'photo', path, image: image.image.id };
  }
}

/** The last guard: no exporter may write outside the folder or one file twice. */
function checkPath(path: string, taken: Set<string>): void {
  if (path !== safePath(path)) {
    throw new StudioError('format-invalid', `"${path}" is no safe path for a file of an export.`);
  }
  if (taken.has(path.toLowerCase())) {
    throw new StudioError('format-invalid', `The export would write the file "${path}" twice.`);
  }
  taken.add(path.toLowerCase());
}

async function exporterOf(format: Format): Promise<Exporter> {
  if (format.exporter === null) {
    throw new StudioError('format-invalid', `${format.title} can only be imported.`);
  }
  return await format.exporter();
}

/** The job with every option of the format present and valid. Throws StudioError `format-invalid`. */
function completeJob(format: Format, job: ExportJob): ExportJob {
  const options = format.options.map(({ key, title, choices }): [string, string] => {
    const value = Object.hasOwn(job.options, key) ? job.options[key]! : choices[0]!.value;
    if (!choices.some((choice) => choice.value === value)) {
      throw new StudioError('format-invalid', `${format.title} has no "${value}" for "${title}".`);
    }
    return [key, value];
  });
  return { ...job, options: Object.fromEntries(options) };
}
