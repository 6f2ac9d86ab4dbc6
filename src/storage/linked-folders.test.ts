import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { expect, it, vi } from 'vitest';
import type { ProjectId } from '../document/project-summary.ts';
import { createLinkedFolders } from './linked-folders.ts';

const street = 'street' as ProjectId;
const copy = 'copy' as ProjectId;
const other = 'other' as ProjectId;
/** What IndexedDB stores of a handle is the browser's affair; here it is its name. */
const handle = (name: string) => ({ name }) as FileSystemDirectoryHandle;
let databases = 0;
const freshName = () => `folders-${databases++}`;

it('keeps a folder over restarts, as long as one of the projects that have it', async () => {
  const name = freshName();
  const folders = createLinkedFolders(name);
  await folders.keep('a', handle('holiday'), street);
  await folders.keep('b', handle('work'), other);
  await folders.share(street, copy);
  await folders.release(street);
  const again = createLinkedFolders(name);
  expect(await again.find('a', copy)).toMatchObject({ name: 'holiday' });
  await again.release(copy);
  expect(await again.find('a', copy)).toBeNull();
  expect(await again.find('b', other)).toMatchObject({ name: 'work' });
  const database = await openDB(name);
  expect(await database.getAllKeys('folders')).toEqual(['b']);
  database.close();
});

it('keeps a folder for a project that came to it in another way, once it has read it', async () => {
  const folders = createLinkedFolders(freshName());
  await folders.keep('a', handle('holiday'), street);
  await folders.find('a', other);
  await folders.find('a', other);
  await folders.release(street);
  expect(await folders.find('a', other)).toMatchObject({ name: 'holiday' });
  await folders.release(other);
  expect(await folders.find('a', other)).toBeNull();
});

it('never forgets a folder of which it was not noted whose it is', async () => {
  const name = freshName();
  const database = await openDB(name, 1, { upgrade: (made) => void made.createObjectStore('folders') });
  await database.put('folders', handle('holiday'), 'a');
  database.close();
  const folders = createLinkedFolders(name);
  expect(await folders.find('a', street)).toMatchObject({ name: 'holiday' });
  await folders.release(street);
  expect(await folders.find('a', other)).toMatchObject({ name: 'holiday' });
});

it('tells in words what fails, and tries again', async () => {
  const folders = createLinkedFolders(freshName());
  vi.spyOn(indexedDB, 'open').mockImplementationOnce(() => {
    throw new DOMException('denied', 'SecurityError');
  });
  await expect(folders.find('a', street)).rejects.toMatchObject({
    code: 'storage-failed',
    message: expect.stringMatching(/linked folder could not be found.*private window/),
  });
  expect(await folders.find('a', street)).toBeNull();
});
