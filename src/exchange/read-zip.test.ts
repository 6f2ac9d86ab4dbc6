import { BlobWriter, TextReader, ZipWriter } from '@zip.js/zip.js';
import { describe, expect, it } from 'vitest';
import { StudioError } from '../errors/studio-error.ts';
import { SeededRandom } from '../mask/testing/seeded-random.ts';
import { importSources } from './import-sources.ts';

const text = JSON.stringify({ images: [], annotations: [], note: 'x'.repeat(3000) });

async function sampleZip(...more: readonly string[]): Promise<Uint8Array> {
  const writer = new ZipWriter(new BlobWriter(), { useWebWorkers: false });
  for (const path of ['coco.json', 'set/labels/a.txt', '__MACOSX/a.json', 'images/a.jpg', ...more])
    await writer.add(path, new TextReader(text));
  return new Uint8Array(await (await writer.close()).arrayBuffer());
}

/** A copy with up to four things wrong: bytes and sizes changed, pieces cut out, repeated or cut off. */
function spoiled(zip: Uint8Array, random: SeededRandom): Uint8Array {
  let bytes = Uint8Array.from(zip);
  for (let i = random.below(4); i >= 0 && bytes.length > 40; i--) {
    const at = random.below(bytes.length - 8);
    const length = random.below(bytes.length - at);
    const kinds = [
      () => bytes.set([random.below(256)], at),
      () => new DataView(bytes.buffer).setUint32(at, random.pick([0, 1, 0xffffffff, 0x7fffffff, 20]), true),
      () => bytes.fill(0, at, at + Math.min(length, 8)),
      () => {
        bytes = bytes.slice(0, at);
      },
      () => {
        bytes = Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(at + length)]);
      },
      () => {
        bytes = Uint8Array.from([...bytes.subarray(0, at + length), ...bytes.subarray(at)]);
      },
    ];
    random.pick(kinds)();
  }
  return bytes;
}

describe('zips', () => {
  it('give their files, hidden ones left out', async () => {
    const file = new Blob([Uint8Array.from(await sampleZip())]);
    const { annotations, photos } = await importSources([{ path: 'set.zip', file }]);
    expect(photos.map(({ path }) => path)).toEqual(['images/a.jpg']);
    expect(annotations.map(({ path }) => path)).toEqual(['coco.json', 'set/labels/a.txt']);
    expect(await annotations[0]!.text()).toBe(text);
  });

  it('with a name that leads out of them are refused', async () => {
    const file = new Blob([Uint8Array.from(await sampleZip('../../up.json'))]);
    await expect(importSources([{ path: 'set.zip', file }])).rejects.toMatchObject({
      code: 'format-invalid',
      message: 'set.zip cannot be unpacked: a name in it leads out of its folder.',
    });
  });

  it('that are spoiled are refused in words, as a whole or file by file, and unpack to no more than they state', async () => {
    const zip = await sampleZip();
    let refused = 0;
    let read = 0;
    for (let i = 0; i < 300; i++) {
      const file = new Blob([Uint8Array.from(spoiled(zip, new SeededRandom(i)))]);
      try {
        const { annotations } = await importSources([{ path: 'set.zip', file }]);
        for (const { size, bytes } of annotations) {
          expect((await bytes()).length).toBeLessThanOrEqual(size);
          read++;
        }
      } catch (error) {
        expect(error, `zip ${i}`).toBeInstanceOf(StudioError);
        expect((error as StudioError).code).toBe('format-invalid');
        expect((error as StudioError).message).toMatch(/^set\.zip cannot be unpacked: .*\.$/s);
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(50);
    expect(read).toBeGreaterThan(50);
  });
});
