/** Paths that mean the same give the same key: no `./`, no doubled or back slashes, one case, one Unicode form. */
export function pathKey(path: string): string {
  const parts: string[] = [];
  for (const part of path.normalize('NFC').toLowerCase().replaceAll('\\', '/').split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

/** The last part of a path. */
export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Of items with the right file name, those whose folders agree longest with the key, counted from the end. */
export function longestAgreement<T>(
  items: readonly T[],
  key: string,
  pathOf: (item: T) => string,
): readonly T[] {
  if (items.length < 2) return items;
  const folders = key.split('/').slice(0, -1).reverse();
  const agreement = items.map((item) => {
    const theirs = pathKey(pathOf(item)).split('/').slice(0, -1).reverse();
    let same = 0;
    while (same < folders.length && folders[same] === theirs[same]) same++;
    return same;
  });
  const most = Math.max(...agreement);
  return items.filter((_, i) => agreement[i] === most);
}
