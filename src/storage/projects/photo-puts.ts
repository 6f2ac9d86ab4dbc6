import { StudioError } from '../../errors/studio-error.ts';
import type { ProjectFolder } from './project-folder.ts';

/**
 * Stores photos in projects' folders, each once. The same photo may come twice at a time; were both written at once, the
 * second, should it fail, would take away what the first has stored.
 */
export class PhotoPuts {
  /** The last that was begun of each file. */
  readonly #running = new Map<string, Promise<void>>();

  /** Durable when it resolves. Rejects with what the disk throws; only that the project was taken it never says. */
  async put(project: string, folder: ProjectFolder, sha256: string, file: Blob): Promise<void> {
    const key = `${project} ${sha256}`;
    const before = this.#running.get(key)?.catch(() => undefined);
    const running = (before ?? Promise.resolve()).then(() => putOnce(folder, sha256, file));
    this.#running.set(key, running);
    try {
      await running;
    } finally {
      if (this.#running.get(key) === running) this.#running.delete(key);
    }
  }
}

async function putOnce(folder: ProjectFolder, sha256: string, file: Blob): Promise<void> {
  if ((await folder.get('photos', sha256))?.size === file.size) return;
  try {
    await folder.put('photos', sha256, file);
  } catch (error) {
    if (!(error instanceof StudioError) || error.code !== 'storage-taken') throw error;
    throw new StudioError(
      'storage-failed',
      'A photo could not be stored, as another tab holds its file. It is kept in this tab and tried again.',
      { cause: error },
    );
  }
}
