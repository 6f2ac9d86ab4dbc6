const block = 512;

/** The plain files of a tar archive (ustar, names of at most 100 characters). */
export function* tarFiles(archive: Buffer): Generator<{ readonly name: string; readonly bytes: Buffer }> {
  for (let at = 0; at + block <= archive.length && archive[at] !== 0; ) {
    const field = (from: number, length: number) =>
      archive.toString('latin1', at + from, at + from + length).replace(/\0.*$/s, '');
    const size = Number.parseInt(field(124, 12), 8);
    const type = field(156, 1);
    if (!Number.isInteger(size)) throw new Error(`The archive is broken at byte ${at}.`);
    const start = at + block;
    if (type === '0' || type === '')
      yield { name: field(0, 100), bytes: archive.subarray(start, start + size) };
    at = start + Math.ceil(size / block) * block;
  }
}
