import type { ImportFile } from './import-file.ts';
import { fileName, longestAgreement, pathKey } from './path-match.ts';

/** Finds, among files that came together, the one that another names by a path from some folder of theirs. */
export class FileIndex {
  readonly #byName = new Map<string, ImportFile[]>();

  constructor(files: readonly ImportFile[]) {
    for (const file of files) {
      const name = fileName(pathKey(file.path));
      const list = this.#byName.get(name);
      if (list === undefined) this.#byName.set(name, [file]);
      else list.push(file);
    }
  }

  /** The file of that name whose folders agree longest with the path; null when there is none or they tie. */
  find(path: string): ImportFile | null {
    const key = pathKey(path);
    const nearest = longestAgreement(this.#byName.get(fileName(key)) ?? [], key, (file) => file.path);
    return nearest.length === 1 ? nearest[0]! : null;
  }
}
