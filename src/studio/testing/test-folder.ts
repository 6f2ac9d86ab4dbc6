const missing = () => new DOMException('There is no such file.', 'NotFoundError');

/** A folder on a disk in memory, as a person would choose one; files can be changed behind the studio's back. */
export class TestFolder {
  readonly kind = 'directory';
  readonly name: string;
  permission: PermissionState = 'granted';
  /** What the person answers when asked. */
  answer: PermissionState = 'granted';
  readonly #entries = new Map<string, TestFolder | File>();

  constructor(name: string, files: readonly File[] = []) {
    this.name = name;
    for (const file of files) this.put(file.name, file);
  }

  /** The same object, as the code under test knows it. */
  get handle(): FileSystemDirectoryHandle {
    return this as unknown as FileSystemDirectoryHandle;
  }

  put(path: string, file: File): void {
    const [first = '', ...rest] = path.split('/');
    if (rest.length === 0) {
      this.#entries.set(first, file);
      return;
    }
    const inside = this.#entries.get(first);
    const folder = inside instanceof TestFolder ? inside : new TestFolder(first);
    this.#entries.set(first, folder);
    folder.put(rest.join('/'), file);
  }

  remove(name: string): void {
    this.#entries.delete(name);
  }

  async queryPermission(): Promise<PermissionState> {
    return this.permission;
  }

  async requestPermission(): Promise<PermissionState> {
    this.permission = this.answer;
    return this.permission;
  }

  async isSameEntry(other: unknown): Promise<boolean> {
    return other === this;
  }

  async *entries(): AsyncGenerator<[string, unknown]> {
    for (const [name, entry] of this.#entries)
      yield [name, entry instanceof TestFolder ? entry : fileHandle(name, entry)];
  }

  async getDirectoryHandle(name: string): Promise<TestFolder> {
    const folder = this.#entries.get(name);
    if (folder instanceof TestFolder) return folder;
    throw missing();
  }

  async getFileHandle(name: string): Promise<unknown> {
    const file = this.#entries.get(name);
    if (file instanceof File) return fileHandle(name, file);
    throw missing();
  }
}

function fileHandle(name: string, file: File) {
  return { kind: 'file', name, getFile: async () => file };
}
