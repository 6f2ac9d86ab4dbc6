import { describe, expect, it } from 'vitest';
import { crc32c } from '../../document/crc32c.ts';
import { packValues } from '../../document/pack-values.ts';
import { migrations } from '../journal/format-migration.ts';
import { encodeRecords } from '../journal/record.ts';
import { bundleLimits } from './bundle-limits.ts';
import { type ReadBundleOptions, readBundle } from './read-bundle.ts';
import { fuzzBundles } from './testing/bundle-fuzz.ts';
import { repackZip, replaceText, type ZipFileContent } from './testing/repack-zip.ts';
import { bundleOf, noise, projectBytes, sampleProject } from './testing/sample-bundle.ts';

const { source } = await sampleProject(6);
const bundle = (await bundleOf(source)).file;
const bundleBytes = new Uint8Array(await bundle.arrayBuffer());

/** Opens all of it, photos too. */
async function open(file: Blob, options?: ReadBundleOptions) {
  const { photos, problems, project } = await readBundle(file, options);
  const images: string[] = [];
  for await (const photo of photos) images.push(...photo.images);
  return { images, problems, project };
}

const refusal = (file: Blob, options?: ReadBundleOptions) =>
  open(file, options).then(
    () => 'opened',
    (error: { code: string; message: string }) => `${error.code}: ${error.message}`,
  );

/** What the process holds beyond what it held before, at most, in mebibytes. */
async function memoryOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.memoryUsage().rss;
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 5);
  await work();
  clearInterval(timer);
  return (Math.max(most, process.memoryUsage().rss) - before) / (1 << 20);
}

const json = (bytes: Uint8Array | undefined) => JSON.parse(new TextDecoder().decode(bytes));
const utf8 = (text: string) => new TextEncoder().encode(text);

describe('a damaged bundle', () => {
  it('cut anywhere is refused in words', async () => {
    for (let length = 0; length < bundleBytes.length; length += 7)
      expect(await refusal(bundle.slice(0, length))).toMatch(
        /^format-invalid: The bundle cannot be opened: .+\. Nothing was changed\.$/u,
      );
  }, 60_000);

  it('spoiled in any of 2,000 ways is refused or opens to what is right, and says what is missing', async () => {
    const report = await fuzzBundles(11, 2000);
    expect(report.refused).toBeGreaterThan(700);
    expect(report.withProblems).toBeGreaterThan(60);
    expect(report.whole).toBeGreaterThan(50);
    expect(report.slowest.ms).toBeLessThan(5000);
  }, 300_000);

  it('loses the photos that are damaged, each by name, and nothing else', async () => {
    const photo = source.project.history.document.images[2]!;
    const content = Buffer.from(await (await source.photo(photo))!.arrayBuffer());
    const spoiled = bundleBytes.slice();
    spoiled[Buffer.from(bundleBytes).indexOf(content) + 100]! ^= 4;
    const opened = await open(new Blob([spoiled]));
    expect(opened.problems).toEqual([`${photo.name}: Its file is damaged in the bundle and was left out.`]);
    expect(opened.images).toHaveLength(5);
    expect(projectBytes(opened.project).equals(projectBytes(source.project))).toBe(true);
  });

  it('without some of its files opens and names them; what it does not need is passed over', async () => {
    const file = await repackZip(bundle, (files) => {
      files.delete('data/set 1/photo 1.jpg');
      files.delete('labels.json');
      return files.set('__MACOSX/._data', noise(1, 9));
    });
    expect((await open(file)).problems).toEqual(['set 1/photo 1.jpg: Its file is missing from the bundle.']);
    const told = await repackZip(bundle, (files) => {
      const manifest = json(files.get('manifest.json'));
      manifest.photos[1] = { ...manifest.photos[1], images: ['image-0', 'who'] };
      manifest.photos[3].path = manifest.photos[2].path;
      manifest.photos[4].bytes = 7;
      return files.set('manifest.json', utf8(JSON.stringify(manifest)));
    });
    expect((await open(told)).problems).toEqual([
      'set 1/photo 1.jpg: Its file belongs to no photo of the project and was left out.',
      'set 0/photo 3.jpg: Its file was named before.',
      'set 1/photo 4.jpg: Its file has another size than the bundle says and was left out.',
      'set 1/photo 1.jpg: The bundle does not tell of its file.',
    ]);
  });

  it('that is something else, or lacks the project, is refused', async () => {
    const coco = await repackZip(bundle, () => new Map([['a.json', utf8('{}')]]));
    expect(await refusal(coco)).toMatch(/it holds no project/);
    const stranger = await repackZip(bundle, (files) => files.set('manifest.json', utf8('{"name": "app"}')));
    expect(await refusal(stranger)).toMatch(/it holds no project/);
    const empty = await repackZip(bundle, (files) => {
      files.delete('project.t4s');
      return files;
    });
    expect(await refusal(empty)).toMatch(/the project itself is missing/);
    const named = new File([noise(3, 999)], 'holiday.zip');
    expect(await refusal(named)).toBe(
      'format-invalid: holiday.zip cannot be opened: it is damaged or no bundle. Nothing was changed.',
    );
  });

  it('whose steps do not fit is opened without them', async () => {
    const { history } = source.project;
    const undo = { kind: 'remove-objects', image: 'image-0', objects: ['nobody'] } as never;
    const steps = [{ ...history.steps[0]!, undo }, ...history.steps.slice(1)];
    const { file } = await bundleOf({
      ...source,
      project: { ...source.project, history: { ...history, steps } },
    });
    const opened = await open(file);
    expect(opened.problems).toEqual([
      'The steps of undo do not fit the project and were left out. Undo begins anew.',
      expect.stringMatching(/photo 5.jpg: Its file belongs to no photo/),
    ]);
    expect(opened.project.history).toMatchObject({ steps: [], position: 0, forgotten: true });
    expect(opened.project.history.document.images).toHaveLength(5);
  });
});

describe('a bundle of another version', () => {
  const newer = /^storage-newer: This project was saved by a newer version .+ Nothing was changed\.$/u;

  it('that is newer is refused politely, whether its layout or its records are', async () => {
    const layout = await repackZip(bundle, (files) => {
      const manifest = { ...json(files.get('manifest.json')), version: 2, photos: 'elsewhere' };
      return files.set('manifest.json', utf8(JSON.stringify(manifest)));
    });
    expect(await refusal(layout)).toMatch(newer);
    const records = await bundleOf(source, { migrations: [...migrations, (content) => content] });
    expect(await refusal(records.file)).toMatch(newer);
  });

  it('that is older is brought up to date by the steps in between', async () => {
    const steps = [
      ...migrations,
      (content: unknown) => content,
      (content: unknown) => {
        const part = content as { kind: string; categories: { name: string }[] };
        if (part.kind !== 'project') return content;
        return { ...part, categories: part.categories.map((item) => ({ ...item, name: `${item.name}!` })) };
      },
    ];
    const bundleMigrations = [
      (content: unknown) => ({ ...(content as object), name: 'first' }),
      (content: unknown) => {
        const { name, ...rest } = content as { name: string };
        return { ...rest, name: `${name}, then second` };
      },
    ];
    const opened = await readBundle(bundle, { migrations: steps, bundleMigrations });
    expect(opened.name).toBe('first, then second');
    expect(opened.project.history.document.categories.map(({ name }) => name)).toEqual(['dog!', 'cat!']);
  });
});

describe('a hostile bundle', () => {
  const unsafe = ['../evil.jpg', '/evil/a.jpg', 'C:/evil.jpg', '..\\evil.jpg', 'a/./b/c.jpg', 'data//a.jpg'];

  it.each(unsafe)('that names a file %s is refused', async (name) => {
    const plain = 'x'.repeat(name.length);
    const file = await repackZip(bundle, (files) => files.set(plain, noise(1, 9)));
    const renamed = replaceText(new Uint8Array(await file.arrayBuffer()), plain, name);
    expect(await refusal(new Blob([renamed]))).toMatch(
      /^format-invalid: .+(leads out of it|damaged or no bundle)/u,
    );
  });

  it('that names a file twice is refused', async () => {
    const file = await repackZip(bundle, (files) => files.set('project.xxx', noise(1, 9)));
    const bytes = replaceText(new Uint8Array(await file.arrayBuffer()), 'project.xxx', 'project.t4s');
    expect(await refusal(new Blob([bytes]))).toMatch(/"project.t4s" is in it twice/);
  });

  it('with more files than anybody has is refused', async () => {
    expect(await refusal(bundle, { limits: { entries: 5 } })).toMatch(/holds more than 5 files/);
  });

  it('whose list of files is too long is refused before it is read', async () => {
    expect(await refusal(bundle, { limits: { directoryBytes: 300 } })).toMatch(/list of files is too long/);
  });

  it('whose files share their bytes is refused', async () => {
    const count = 60;
    const file = await repackZip(
      bundle,
      (files) => {
        files.set('big', noise(5, 60_000));
        for (let i = 0; i < count; i++) files.set(`b${String(i).padStart(2, '0')}`, noise(i + 9, 9));
        return files;
      },
      0,
    );
    const bytes = Buffer.from(await file.arrayBuffer());
    const central = (name: string) => bytes.indexOf(Buffer.from(name), bytes.lastIndexOf('labels.json')) - 46;
    const big = central('big');
    for (let i = 0; i < count; i++)
      bytes.copy(bytes, central(`b${String(i).padStart(2, '0')}`) + 20, big + 20, big + 28);
    expect(await refusal(new Blob([bytes]))).toMatch(/take more room than it has/);
  });

  it('that unpacks to far more than it holds is refused, and takes no memory', async () => {
    const zeros = (size: number) => {
      let left = size;
      return new ReadableStream<Uint8Array>({
        pull: (controller) => {
          if (left > 0) controller.enqueue(new Uint8Array(Math.min(left, 1 << 20)));
          else controller.close();
          left -= 1 << 20;
        },
      });
    };
    const state = await repackZip(
      bundle,
      (files) => new Map<string, ZipFileContent>([...files, ['project.t4s', zeros(400 << 20)]]),
    );
    expect(state.size).toBeLessThan(1 << 20);
    const memory = await memoryOf(async () => {
      expect(await refusal(state)).toMatch(/the project in it claims to unpack to 419430400 bytes/);
      // Within what may be: read, and refused at its first record.
      expect(await refusal(state, { limits: { roomyBytes: 1 << 30 } })).toMatch(
        /a checksum is wrong|out of order/,
      );
      const manifest = await repackZip(
        bundle,
        (files) => new Map<string, ZipFileContent>([...files, ['manifest.json', zeros(70 << 20)]]),
      );
      expect(await refusal(manifest)).toMatch(/its manifest is too long/);
    });
    expect(memory).toBeLessThan(300);
  }, 60_000);

  it('that unpacks to more than it says is refused', async () => {
    const file = await repackZip(bundle, (files) => files.set('project.t4s', new Uint8Array(3 << 20)));
    const bytes = Buffer.from(await file.arrayBuffer());
    const at = bytes.lastIndexOf('project.t4s') - 46;
    expect(bytes.readUInt32LE(at)).toBe(0x02014b50);
    bytes.writeUInt32LE(1000, at + 24);
    expect(await refusal(new Blob([bytes]))).toMatch(/unpacks to more than it states|is damaged/);
  });

  it('whose records ask for more than there is, or for too many values, is refused', async () => {
    const record = (payload: Uint8Array) => encodeRecords([{ version: 1, epoch: 0, sequence: 0, payload }]);
    const withState = (state: Uint8Array) =>
      repackZip(bundle, (files) => files.set('project.t4s', new Uint8Array(state)));
    const long = record(new Uint8Array(4));
    new DataView(long.buffer).setUint32(4, 0xffffff00, true);
    new DataView(long.buffer).setUint32(0, crc32c(long.subarray(4)), true);
    expect(await refusal(await withState(long))).toMatch(/ends too soon/);

    const many = record(packValues({ kind: 'snapshot', list: Array(bundleLimits.textValues).fill(0) }));
    const memory = await memoryOf(async () =>
      expect(await refusal(await withState(many))).toMatch(/holds more at once than this page can take/),
    );
    expect(memory).toBeLessThan(600);

    // The same bytes a hundred thousand times.
    const again = Array.from({ length: 100_000 }, () => '{"$bytes":0}').join();
    const head = utf8(`{"parts":[100000],"value":[${again}]}`);
    const payload = new Uint8Array(8 + head.length + 100_000);
    payload.set(packValues(0).subarray(0, 4));
    new DataView(payload.buffer).setUint32(4, head.length, true);
    payload.set(head, 8);
    const file = await withState(record(payload));
    expect(
      await memoryOf(async () => expect(await refusal(file)).toMatch(/beginning is missing/)),
    ).toBeLessThan(300);
  }, 60_000);

  it('with keys of prototypes changes none', async () => {
    const file = await repackZip(bundle, (files) => {
      const text = new TextDecoder().decode(files.get('manifest.json'));
      const forged = text.replace(
        '{',
        '{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}},',
      );
      return files.set('manifest.json', utf8(forged));
    });
    expect((await open(file)).problems).toEqual([]);
    expect('polluted' in {}).toBe(false);
  });

  it('that is locked is refused', async () => {
    const { BlobWriter, Uint8ArrayReader, ZipWriter } = await import('@zip.js/zip.js');
    const writer = new ZipWriter(new BlobWriter(), { password: 'x' });
    await writer.add('manifest.json', new Uint8ArrayReader(utf8('{}')));
    expect(await refusal(await writer.close())).toMatch(/locked with a password/);
  });
});
