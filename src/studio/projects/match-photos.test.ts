import { describe, expect, it } from 'vitest';
import { sampleImage } from '../../document/testing/sample-document.ts';
import { sha256Hex } from '../../exchange/sha256-hex.ts';
import { type FoundFile, matchPhotos } from './match-photos.ts';

const file = (path: string, content: string): FoundFile => ({ path, file: new File([content], path) });
const photo = async (id: string, content: string, more = {}) =>
  sampleImage(id, 8, 6, { bytes: content.length, sha256: await sha256Hex(new Blob([content])), ...more });

/** What was found, and the files that were read for it. */
async function match(
  lost: Parameters<typeof matchPhotos>[0],
  files: readonly FoundFile[],
  signal?: AbortSignal,
) {
  const read: string[] = [];
  const paths = new Map(files.map(({ path, file }) => [file, path]));
  const finds = await matchPhotos(lost, files, {
    hash: async (found) => {
      read.push(paths.get(found) ?? '');
      return found.name.includes('locked') ? null : sha256Hex(found);
    },
    measure: async (found) =>
      found.map(({ name }) => (name.includes('other') ? null : { width: 8, height: 6 })),
    onProgress: () => undefined,
    signal: signal ?? new AbortController().signal,
  });
  const found = [...finds].map(([id, { path, by }]) => [id, path, by]);
  return { found, read };
}

describe('photos that are looked for', () => {
  it('are found by their content, whatever their files are called, and only files of their size are read', async () => {
    const lost = [await photo('a', 'AAAA'), await photo('b', 'BBBB'), await photo('c', 'CCCCC')];
    const files = [
      file('x/1.jpg', 'BBBB'),
      file('a.jpg', 'AAA'),
      file('2.jpg', 'AAAA'),
      file('c.jpg', 'C....'),
    ];
    expect(await match(lost, files)).toEqual({
      found: [
        ['a', '2.jpg', 'content'],
        ['b', 'x/1.jpg', 'content'],
      ],
      read: ['x/1.jpg', '2.jpg', 'c.jpg'],
    });
  });

  it('share no file while there is one for each, and take the one that is named like them', async () => {
    const lost = [
      await photo('1', 'same', { name: 'day/a.jpg' }),
      await photo('2', 'same', { name: 'night/a.jpg' }),
      await photo('3', 'same', { name: 'c.jpg' }),
    ];
    const files = [file('x/night/a.jpg', 'same'), file('x/day/a.jpg', 'same')];
    expect((await match(lost, files)).found).toEqual([
      ['1', 'x/day/a.jpg', 'content'],
      ['2', 'x/night/a.jpg', 'content'],
      ['3', 'x/night/a.jpg', 'content'],
    ]);
  });

  it('without a hash are found by name, bytes and pixels together', async () => {
    const unread = { sha256: '', bytes: 4 };
    const lost = ['a', 'b', 'other'].map((id) => sampleImage(id, 8, 6, unread));
    const files = [file('x/A.JPG', '....'), file('b.jpg', '.....'), file('other.jpg', '....')];
    expect(await match(lost, files)).toEqual({ found: [['a', 'x/A.JPG', 'name']], read: [] });
  });

  it('are passed over where a file can’t be read, and when the search is stopped', async () => {
    const lost = [await photo('a', 'AAAA')];
    expect((await match(lost, [file('locked.jpg', 'AAAA')])).found).toEqual([]);
    const stopped = AbortSignal.abort();
    expect(await match(lost, [file('a.jpg', 'AAAA')], stopped)).toEqual({ found: [], read: [] });
  });
});
