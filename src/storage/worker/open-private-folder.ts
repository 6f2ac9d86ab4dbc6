import type { Folder } from '../folder.ts';

const folderName = 'projects';

/**
 * The folder of the projects in the origin's private file system; null where the browser keeps no files for the page, as
 * in some private windows. Where there is one, nothing is tried out: on a full disk that would fail, and all projects
 * would seem to be gone.
 * @param openRoot rejects where there is no private file system
 * @param probe a name that no other tab takes
 */
export async function openPrivateFolder(
  openRoot: () => Promise<Folder>,
  probe: string,
): Promise<Folder | null> {
  try {
    const root = await openRoot();
    const known = await root.folder(folderName);
    if (known) return known;
    // Some browsers refuse only when a file is opened to be written in place.
    (await root.openFile(probe)).close();
    await root.remove(probe);
    return await root.folder(folderName, { create: true });
  } catch (error) {
    console.warn('This browser keeps no files for the page.', error);
    return null;
  }
}
