import { rememberedFrom } from '../../document/apply-event.ts';
import { projectHoldings } from '../../document/project-holdings.ts';
import type { ProjectId } from '../../document/project-summary.ts';
import { serializeProject } from '../../document/serialize-project.ts';
import { StudioError } from '../../errors/studio-error.ts';
import { type SnapshotPart, snapshotParts } from '../journal/snapshot-parts.ts';
import type { ProjectStore } from '../project-store.ts';
import type { OldProject } from './old-project.ts';
import type { LoadedProject } from './read-old-project.ts';

const nameOfOld = 'My project';

/**
 * Brings the one project that earlier versions kept in IndexedDB among the projects; null when there is none. It is
 * taken out of there only when all of it can be read back. Rejects with StudioError; the old one is then still there.
 */
export async function moveOldProject(old: OldProject, store: ProjectStore): Promise<ProjectId | null> {
  const loaded = await old.load();
  if (!loaded) return null;
  const id = await store.create(nameOfOld);
  try {
    await store.open(id, 'write');
    await writeWhole(store, id, snapshotParts(rememberedFrom(loaded)));
    const photosWhole = await movePhotos(old, store, id, loaded);
    await store.append(id, [], projectHoldings(loaded.document, loaded.currentImage));
    await store.close(id);
    const { project } = await store.open(id, 'read');
    const before = serializeProject(loaded);
    const after = serializeProject({ ...project, document: project.history.document });
    if (!sameBytes(before, after))
      throw new StudioError('storage-failed', 'The project of an earlier version could not be brought over.');
    // What could not be read today may be readable one day: it stays where it is, and is asked for no more.
    await old.retire(photosWhole && loaded.problems.length === 0);
    return id;
  } catch (error) {
    await store.remove(id).catch(() => undefined);
    throw error;
  }
}

async function writeWhole(store: ProjectStore, id: ProjectId, parts: Iterable<SnapshotPart>): Promise<void> {
  await store.beginSnapshot(id);
  for (const part of parts) await store.addToSnapshot(id, [part]);
  await store.finishSnapshot(id);
}

/** True when every photo is there. */
async function movePhotos(
  old: OldProject,
  store: ProjectStore,
  id: ProjectId,
  { document }: LoadedProject,
): Promise<boolean> {
  let whole = true;
  for (const { sha256 } of document.images) {
    const photo = await old.getPhoto(sha256);
    if (photo) await store.putPhoto(id, sha256, photo);
    else whole = false;
  }
  return whole;
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
