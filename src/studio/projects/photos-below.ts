export interface FolderFile {
  /** Forward-slash path in the folder. */
  readonly path: string;
  readonly handle: FileSystemFileHandle;
}

/** By name: opening thousands of files only to learn their type would take long. */
const photoName = /^[^.].*\.(?:jpe?g|png|webp|avif)$/iu;
const order = new Intl.Collator('en', { numeric: true });

/** The photos in a folder and its folders, hidden ones aside, in name order. */
export async function photosBelow(folder: FileSystemDirectoryHandle): Promise<readonly FolderFile[]> {
  const found: FolderFile[] = [];
  const folders: { readonly path: string; readonly handle: FileSystemDirectoryHandle }[] = [
    { path: '', handle: folder },
  ];
  for (let next = folders.pop(); next; next = folders.pop()) {
    for await (const [name, handle] of next.handle.entries()) {
      const path = `${next.path}${name}`;
      if (handle.kind === 'file') {
        if (photoName.test(name)) found.push({ path, handle: handle as FileSystemFileHandle });
      } else if (!name.startsWith('.'))
        folders.push({ path: `${path}/`, handle: handle as FileSystemDirectoryHandle });
    }
  }
  return found.sort((a, b) => order.compare(a.path, b.path));
}
