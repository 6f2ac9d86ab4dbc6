import type { RememberedProject } from '../../document/project-event.ts';
import { StudioError } from '../../errors/studio-error.ts';
import { noPace, type Pace } from '../../formats/pace.ts';
import { type Migration, migrate, migrations } from '../journal/format-migration.ts';
import { newerVersion } from '../journal/head-file.ts';
import { type BundleLimits, bundleLimits } from './bundle-limits.ts';
import {
  type BundleManifest,
  bundleMigrations,
  bundleVersion,
  manifestHeadSchema,
  manifestSchema,
  paths,
} from './bundle-manifest.ts';
import { StateReader, withSoundHistory } from './bundle-state.ts';
import { requireModestJson } from './modest-text.ts';
import { openZip, type ZipFile } from './open-zip.ts';
import { type Guard, type UnpackedPhoto, unpackPhotos } from './unpack-photos.ts';
import type { BundleProgress } from './write-bundle.ts';

export interface OpenedBundle {
  readonly name: string;
  /** When the project was begun, milliseconds since 1970. */
  readonly createdAt: number;
  readonly project: RememberedProject;
  /** Whether the bundle was saved with its photos. Without, none of them is a problem. */
  readonly photosIncluded: boolean;
  /**
   * The photos' files; to be read once, in order. The next is not read before it is asked for, so that one at a time is
   * in memory. Rejects as `readBundle` does; a photo that is damaged or missing is left out and named in `problems`.
   */
  readonly photos: AsyncIterable<UnpackedPhoto>;
  /** Photos' files that it tells of. */
  readonly files: number;
  /** What is not here, in words for people; grows while the photos are read and is whole when they are. */
  readonly problems: readonly string[];
}

export interface ReadBundleOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: BundleProgress) => void;
  /** Called between pieces of work on this thread. */
  readonly pace?: Pace;
  readonly limits?: Partial<BundleLimits>;
  readonly migrations?: readonly Migration[];
  readonly bundleMigrations?: readonly Migration[];
}

/** Whether a file is a bundle of any version, by its list of files and its manifest. */
export async function isBundle(file: Blob): Promise<boolean> {
  try {
    const manifest = (await openZip(file, bundleLimits)).get(paths.manifest);
    return (
      manifest !== undefined && manifestHeadSchema.safeParse(await readJson(manifest, bundleLimits)).success
    );
  } catch {
    return false;
  }
}

/**
 * Opens a bundle; nothing is written anywhere. Everything that it says is checked before it is believed (bundle-limits.ts
 * says how much it may ask for). Rejects with StudioError: `format-invalid` for what is no bundle, damaged or made to
 * hurt, `storage-newer` for one of a later version, `storage-failed` when the file can't be read, `aborted`.
 */
export async function readBundle(file: Blob, options: ReadBundleOptions = {}): Promise<OpenedBundle> {
  const { signal, onProgress } = options;
  const limits = { ...bundleLimits, ...options.limits };
  const guard: Guard = (work) => inWords(work, file, signal);
  return await guard(async () => {
    const files = await openZip(file, limits);
    stopIfAsked(signal);
    const manifest = await readManifest(files, limits, options);
    const { project, problems: known } = withSoundHistory(await readState(files, limits, options));
    stopIfAsked(signal);
    const problems = [...known];
    const problem = (text: string) => problems.push(text);
    const photos = unpackPhotos({ files, manifest, project, limits, guard, problem, signal, onProgress });
    const { name, createdAt, photosIncluded } = manifest;
    return { name, createdAt, photosIncluded, project, photos, files: manifest.photos.length, problems };
  });
}

async function readManifest(
  files: ReadonlyMap<string, ZipFile>,
  limits: BundleLimits,
  { bundleMigrations: steps = bundleMigrations }: ReadBundleOptions,
): Promise<BundleManifest> {
  const file = files.get(paths.manifest);
  if (!file) throw invalid('it holds no project');
  const content = await readJson(file, limits);
  const head = manifestHeadSchema.safeParse(content);
  if (!head.success) throw invalid('it holds no project');
  if (head.data.version > bundleVersion(steps)) throw newerVersion();
  const manifest = manifestSchema.safeParse(migrate(content, head.data.version, steps));
  if (manifest.success) return manifest.data;
  const [issue] = manifest.error.issues;
  throw invalid(`the "${issue?.path.join('.')}" of its manifest cannot be read`);
}

async function readJson(file: ZipFile, limits: BundleLimits): Promise<unknown> {
  if (file.size > limits.manifestBytes) throw invalid('its manifest is too long');
  const bytes = new Uint8Array(file.size);
  let at = 0;
  await file.stream((chunk) => {
    bytes.set(chunk, at);
    at += chunk.length;
  });
  requireModestJson(bytes, limits);
  return JSON.parse(new TextDecoder().decode(bytes));
}

async function readState(
  files: ReadonlyMap<string, ZipFile>,
  limits: BundleLimits,
  { signal, pace = noPace, migrations: steps = migrations }: ReadBundleOptions,
): Promise<RememberedProject> {
  const file = files.get(paths.state);
  if (!file) throw invalid('the project itself is missing from it');
  const { size, packedSize } = file;
  const swollen = size > limits.roomyBytes && size > limits.ratio * packedSize;
  if (size > limits.stateBytes || swollen)
    throw invalid(`the project in it claims to unpack to ${size} bytes`);
  const reader = new StateReader(size, limits, steps);
  let done = 0;
  await file.stream(async (chunk) => {
    stopIfAsked(signal);
    reader.write(chunk);
    done += chunk.length;
    await pace(done, size);
  }, signal);
  return reader.finish();
}

/** What goes wrong with a file of unknown origin, in words: what reads zips throws errors of many kinds. */
async function inWords<T>(work: () => Promise<T>, file: Blob, signal: AbortSignal | undefined): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (signal?.aborted) throw new StudioError('aborted', 'Stopped. Nothing was changed.');
    const name = file instanceof File ? file.name : 'The bundle';
    if (error instanceof DOMException && /^Not(?:Found|Readable|Allowed)Error$/u.test(error.name))
      throw new StudioError('storage-failed', `${name} cannot be read from the disk. Nothing was changed.`, {
        cause: error,
      });
    if (error instanceof StudioError && error.code === 'storage-newer') throw error;
    const why =
      error instanceof StudioError ? error.message.replace(/[.]$/u, '') : 'it is damaged or no bundle';
    throw new StudioError('format-invalid', `${name} cannot be opened: ${why}. Nothing was changed.`, {
      cause: error,
    });
  }
}

function stopIfAsked(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new StudioError('aborted', 'Stopped. Nothing was changed.');
}

function invalid(why: string): StudioError {
  return new StudioError('format-invalid', why);
}
