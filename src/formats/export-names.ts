import type { ImageId, ImageRecord } from '../document/document.ts';

/** What a format asks of the names of photos. */
export interface NamingRules {
  /** Whether all photos lie in one folder: `set/a.jpg` becomes `set_a.jpg`. */
  readonly flat: boolean;
  /**
   * Whether files are found by the photo's name without its ending (`a.txt` for `a.jpg`), so that `a.jpg` and `a.png`
   * may not lie side by side.
   */
  readonly uniqueStems: boolean;
}

/**
 * The path of each photo in an export: relative, with forward slashes, without parts that lead out of the folder or
 * that Windows refuses, of a length that every disk takes, and unique without regard to case and to how accents are
 * written, which disks of a Mac don't tell apart. Names that are fine already stay as they are; equal input gives equal
 * names.
 */
export function exportNames(
  images: readonly ImageRecord[],
  rules: NamingRules,
): ReadonlyMap<ImageId, string> {
  const taken = new Set<string>();
  const names = new Map<ImageId, string>();
  const keyOf = (path: string) =>
    (rules.uniqueStems ? splitEnding(path)[0] : path).normalize('NFC').toLowerCase();
  const wanted = images.map((image) => {
    const path = safePath(image.name);
    return { image, path: rules.flat ? shortPart(path.replaceAll('/', '_')) : path };
  });
  // Names that need no change come first, so that none of them has to make way for one that does.
  const untouched = wanted.filter(({ image, path }) => path === image.name);
  const changed = wanted.filter(({ image, path }) => path !== image.name);
  for (const { image, path } of [...untouched, ...changed]) {
    const [stem, ending] = splitEnding(path);
    let name = path;
    for (let i = 2; taken.has(keyOf(name)); i++) name = `${stem}_${i}${ending}`;
    taken.add(keyOf(name));
    names.set(image.id, name);
  }
  return names;
}

/** A relative forward-slash path made from any name; what cannot stand in a file name becomes `_`. */
export function safePath(name: string): string {
  const parts = name
    .replaceAll('\\', '/')
    .replace(/^[a-z]:/iu, '')
    .split('/')
    .filter((part) => !['', '.', '..'].includes(part))
    .map(safePart);
  return parts.length === 0 ? 'photo' : parts.join('/');
}

/** Device names that Windows does not allow for files, with any ending. */
const reserved = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[\d¹²³])(?: *\.| *$)/iu;

function safePart(part: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must go
  const plain = part.replace(/[\u0000-\u001f\u007f<>:"|?*]/gu, '_').replace(/[. ]+$/u, '_');
  return shortPart(reserved.test(plain) ? `_${plain}` : plain);
}

/** Disks take 255 bytes of a name, some 255 of UTF-16; what is added to tell names apart needs some of them. */
const longestPart = 200;

/** Cut before its ending, between characters. */
function shortPart(part: string): string {
  const length = (text: string) => new TextEncoder().encode(text).length;
  if (length(part) <= longestPart) return part;
  const [stem, ending] = splitEnding(part);
  const kept = length(ending) <= 20 ? ending : '';
  let short = '';
  let left = longestPart - length(kept);
  for (const character of kept === '' ? part : stem) {
    left -= length(character);
    if (left < 0) break;
    short += character;
  }
  return short.replace(/[. ]+$/u, '_') + kept;
}

/** `set/a.tar.gz` to `set/a.tar` and `.gz`; a name that only begins with a dot has no ending. */
export function splitEnding(path: string): readonly [stem: string, ending: string] {
  const file = path.lastIndexOf('/') + 1;
  const dot = path.lastIndexOf('.');
  return dot > file ? [path.slice(0, dot), path.slice(dot)] : [path, ''];
}
