import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { BlobReader, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { ZipWriter, type ZipWriterOptions } from './zip-writer.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'zip-writer-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

const modified = new Date(2024, 4, 6, 7, 8, 10);
const bytesOf = (text: string) => new TextEncoder().encode(text);

/** What is written into it, as one file. */
function zipInMemory(options: Partial<ZipWriterOptions> = {}) {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const put = async (bytes: Uint8Array<ArrayBuffer>) => void parts.push(bytes.slice());
  return { zip: new ZipWriter({ put, modified, ...options }), file: () => new Blob(parts) };
}

async function filesOf(file: Blob): Promise<[string, Uint8Array][]> {
  const files: [string, Uint8Array][] = [];
  for (const entry of await new ZipReader(new BlobReader(file)).getEntries())
    if (!entry.directory) {
      const target = new Uint8ArrayWriter();
      files.push([
        entry.filename,
        await entry.getData(target, { checkSignature: true, useWebWorkers: false }),
      ]);
    }
  return files;
}

describe('a zip', () => {
  it('gives back every file, stored or packed, of any name and content', async () => {
    const file = fc.record({
      path: fc
        .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
        .map((name) => `f${name.replace(/[\\/\0]/gu, '_')}`),
      pieces: fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 5 }),
      stored: fc.boolean(),
    });
    const files = fc.uniqueArray(file, { maxLength: 6, selector: ({ path: name }) => name });
    await fc.assert(
      fc.asyncProperty(files, async (list) => {
        const { zip, file: written } = zipInMemory();
        for (const { path: name, pieces, stored } of list)
          if (stored) await zip.store(name, new Uint8Array(Buffer.concat(pieces)));
          else await zip.deflate(name, pieces);
        await zip.finish();
        const read = await filesOf(written());
        expect(read.map(([name, content]) => [name, Buffer.from(content)])).toEqual(
          list.map(({ path: name, pieces }) => [name, Buffer.concat(pieces)]),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('gives way while it makes checksums, and ends with what asks it to stop', async () => {
    let rests = 0;
    const content = new Uint8Array(5 << 20);
    const { zip } = zipInMemory({
      rest: () => {
        if (++rests === 5) throw new Error('Stopped.');
        return Promise.resolve();
      },
    });
    await expect(zip.store('a', content)).rejects.toThrow('Stopped.');
    expect(rests).toBe(5);
  });

  it('holds no more than a piece of what is packed, and waits for a slow disk', async () => {
    let made = 0;
    let written = 0;
    let most = 0;
    const pieces = (function* () {
      for (let i = 0; i < 60; i++) {
        made += 1 << 16;
        most = Math.max(most, made - written);
        yield crypto.getRandomValues(new Uint8Array(1 << 16));
      }
    })();
    const put = async (bytes: Uint8Array) => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      written += bytes.length;
    };
    const zip = new ZipWriter({ put, modified });
    await zip.deflate('noise', pieces);
    expect(written).toBeGreaterThan(60 << 16);
    expect(most).toBeLessThan(1 << 20);
  });

  it.each(['disk', 'content'])('fails with what the %s failed with', async (what) => {
    let puts = 0;
    const put = async () => {
      if (what === 'disk' && ++puts === 3) throw new DOMException('full', 'QuotaExceededError');
    };
    const zip = new ZipWriter({ put, modified });
    const pieces = (function* () {
      for (let i = 0; i < 40; i++) {
        if (what === 'content' && i === 30) throw new RangeError('gone');
        yield crypto.getRandomValues(new Uint8Array(1 << 16));
      }
    })();
    await expect(zip.deflate('a', pieces)).rejects.toMatchObject({
      name: what === 'disk' ? 'QuotaExceededError' : 'RangeError',
    });
  });

  it('refuses a path twice, and one that no zip can hold', async () => {
    const { zip } = zipInMemory();
    await zip.store('a', bytesOf('1'));
    await expect(zip.deflate('a', [])).rejects.toMatchObject({ code: 'format-invalid' });
    await expect(zip.store('b'.repeat(70_000), bytesOf('1'))).rejects.toMatchObject({
      code: 'format-invalid',
    });
  });
});

describe('other programs read it:', () => {
  const root = path.resolve(import.meta.dirname, '../../..');
  const python = process.env.PYTHON ?? path.join(root, '.venv/bin/python');
  const code = `
import json, sys, zipfile
z = zipfile.ZipFile(sys.argv[1])
infos = z.infolist()
print(json.dumps({
  'bad': z.testzip(),
  'count': len(infos),
  'first': [[i.filename, z.read(i).decode(), i.compress_type, i.flag_bits & 8, i.header_offset, list(i.date_time), oct(i.external_attr >> 16)] for i in infos[:3]],
  'version': max(i.extract_version for i in infos),
}))`;

  function readInPython(file: string) {
    const run = spawnSync(python, ['-c', code, file], { encoding: 'utf8' });
    expect(run.stderr).toBe('');
    return JSON.parse(run.stdout);
  }

  /** Written to a file with `offset` bytes of nothing before it. */
  async function zipOnDisk(name: string, work: (zip: ZipWriter) => Promise<void>, offset = 0) {
    const file = path.join(folder, name);
    const handle = fs.openSync(file, 'w');
    let at = offset;
    const put = async (bytes: Uint8Array) => {
      fs.writeSync(handle, bytes, 0, bytes.length, at);
      at += bytes.length;
    };
    const zip = new ZipWriter({ put, modified, offset });
    await work(zip);
    await zip.finish();
    fs.closeSync(handle);
    return file;
  }

  const twoFiles = async (zip: ZipWriter) => {
    await zip.store('é/photo ü.txt', bytesOf('stored'));
    await zip.deflate('labels.txt', [bytesOf('packed '.repeat(9000))]);
  };
  const date = [2024, 5, 6, 7, 8, 10];

  it('names, sizes, dates, rights and checksums, without Zip64', async () => {
    const file = await zipOnDisk('plain.zip', twoFiles);
    const stored = ['é/photo ü.txt', 'stored', 0, 0, 0, date, '0o100644'];
    const packed = ['labels.txt', 'packed '.repeat(9000), 8, 8, 51, date, '0o100644'];
    expect(readInPython(file)).toEqual({ bad: null, count: 2, first: [stored, packed], version: 20 });
    const unzip = spawnSync('unzip', ['-tq', file], { encoding: 'utf8' });
    // Not every machine has it.
    if (!unzip.error) expect(unzip.stdout).toMatch(/No errors detected/);
  });

  it('an empty one', async () => {
    const file = await zipOnDisk('empty.zip', async () => undefined);
    expect(fs.readFileSync(file)).toHaveLength(22);
  });

  it('one that lies beyond what 32 bits can count', async () => {
    const offset = 5_000_000_000;
    const file = await zipOnDisk('far.zip', twoFiles, offset);
    const said = readInPython(file);
    expect(said).toMatchObject({ bad: null, count: 2, version: 45 });
    expect(said.first.map((row: unknown[]) => row[4])).toEqual([offset, offset + 51]);
  });

  it('one with more files than 16 bits can count', async () => {
    const count = 70_000;
    const file = await zipOnDisk('many.zip', async (zip) => {
      for (let i = 0; i < count; i++) await zip.store(`f${i}`, bytesOf(`${i}`));
    });
    expect(readInPython(file)).toMatchObject({ bad: null, count });
  }, 60_000);
});
