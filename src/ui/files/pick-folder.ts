/** Only some browsers let a page read or write a folder that people choose. */
export const canPickFolders = (): boolean => 'showDirectoryPicker' in globalThis;

/** The folder that the person chooses, or null when they change their mind. */
export async function pickFolder(mode: 'read' | 'readwrite'): Promise<FileSystemDirectoryHandle | null> {
  const { showDirectoryPicker } = window as Window & {
    readonly showDirectoryPicker?: (options: object) => Promise<FileSystemDirectoryHandle>;
  };
  try {
    return (await showDirectoryPicker?.call(window, { mode })) ?? null;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return null;
    throw error;
  }
}
