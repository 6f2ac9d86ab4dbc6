/** The photos among the files of a folder, in name order; what else lies there is nobody's mistake and stays unsaid. */
export function photosIn(files: readonly File[]): readonly File[] {
  return files
    .filter(({ type, name }) => /^image\/(?:jpeg|png|webp|avif)$/.test(type) && !name.startsWith('.'))
    .sort((a, b) => order.compare(a.webkitRelativePath || a.name, b.webkitRelativePath || b.name));
}

const order = new Intl.Collator('en', { numeric: true });
