import type { ProjectContent } from '../../document/serialize-project.ts';
import { serializeMask } from '../../mask/serialize-mask.ts';
import { openOldDatabase } from '../old-project/old-database.ts';

/** Writes a project as versions with one project in IndexedDB left it there. `photos` by lower-case hex SHA-256. */
export async function writeOldProject(
  name: string,
  { document, conversations, currentImage }: ProjectContent,
  photos: ReadonlyMap<string, Blob> = new Map(),
): Promise<void> {
  const database = await openOldDatabase(name);
  await database.put('project', document.images, 'images');
  await database.put('project', document.categories, 'categories');
  await database.put('project', currentImage, 'current');
  for (const [image, objects] of document.objects) {
    const ids = objects.map(({ id }) => id);
    await database.put('orders', ids, image);
    for (const object of objects)
      await database.put('objects', { ...object, mask: serializeMask(object.mask) }, [image, object.id]);
  }
  for (const [image, turns] of conversations) {
    const ids = turns.map(({ id }) => id);
    await database.put('conversations', ids, image);
    for (const turn of turns) await database.put('turns', turn, [image, turn.id]);
  }
  for (const [sha256, photo] of photos) await database.put('photos', photo, sha256);
  await database.put('project', 'first', 'revision');
  database.close();
}
