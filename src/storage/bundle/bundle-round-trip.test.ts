import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import packageJson from '../../../package.json' with { type: 'json' };
import { rememberedFrom } from '../../document/apply-event.ts';
import type { ImageId } from '../../document/document.ts';
import { beginGesture, jumpTo, runCommand } from '../../document/history.ts';
import type { RememberedProject } from '../../document/project-event.ts';
import { randomEvents, stateText } from '../testing/random-events.ts';
import { normalForm, projectStep, takeSteps } from '../testing/random-project.ts';
import { isBundle, type OpenedBundle, readBundle } from './read-bundle.ts';
import { studioVersion } from './studio-version.ts';
import { FarBlob, packZip, unpackZip } from './testing/repack-zip.ts';
import { bundleOf, MemorySink, noise, projectBytes, sampleProject } from './testing/sample-bundle.ts';
import { type BundleProgress, type BundleSource, writeBundle } from './write-bundle.ts';

const photosOf = async ({ photos }: OpenedBundle) => {
  const found = new Map<string, { images: readonly string[]; bytes: Buffer }>();
  for await (const { sha256, images, bytes } of photos)
    found.set(sha256, { images, bytes: Buffer.from(bytes) });
  return found;
};

const bytesOf = async (blob: Blob) => Buffer.from(await blob.arrayBuffer());

const withoutPhotos = (project: RememberedProject): BundleSource => ({
  name: 'random',
  createdAt: 1,
  project,
  photo: async () => null,
});

async function expectSame(project: RememberedProject): Promise<void> {
  const { file } = await bundleOf(withoutPhotos(project));
  const opened = await readBundle(file);
  expect(projectBytes(opened.project).equals(projectBytes(project))).toBe(true);
  expect(stateText(opened.project)).toBe(stateText(project));
}

describe('a bundle', () => {
  it('gives any project back, byte for byte, with its steps of undo', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.integer({ min: 0, max: 80 }), async (seed, count) => {
        const { states } = randomEvents(seed, count);
        await expectSame(states.at(-1)!);
      }),
      { numRuns: 40 },
    );
  });

  it('gives conversations and objects of every kind back', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(projectStep, { maxLength: 40 }), async (steps) => {
        const saved = takeSteps(steps).at(-1);
        if (saved) await expectSame(rememberedFrom(normalForm(saved)));
      }),
      { numRuns: 40 },
    );
  });

  it('undoes and redoes after it was opened as before', async () => {
    const { source } = await sampleProject(6);
    const { project } = await readBundle((await bundleOf(source)).file);
    const { history } = source.project;
    for (let position = 0; position <= history.steps.length; position++) {
      const was = { ...source.project, history: jumpTo(history, position) };
      const is = { ...project, history: jumpTo(project.history, position) };
      expect(projectBytes(is).equals(projectBytes(was))).toBe(true);
    }
  });

  it('leaves a gesture that is open out, as a reload does', async () => {
    const { source } = await sampleProject(2);
    const { project } = source;
    const [image] = project.history.document.images;
    const open = runCommand(beginGesture(project.history, 'Draw'), '', {
      kind: 'update-image',
      image: image!.id,
      patch: { credit: 'half done' },
    });
    const { file } = await bundleOf({ ...source, project: { ...project, history: open } });
    expect(projectBytes((await readBundle(file)).project).equals(projectBytes(project))).toBe(true);
  });

  it('holds each photo once, also those that undo brings back', async () => {
    const { source, files } = await sampleProject(12);
    const { file, summary } = await bundleOf(source);
    expect(summary).toEqual({ bytes: file.size, photos: 12, missing: [] });
    const opened = await readBundle(file);
    expect(opened).toMatchObject({ name: 'Dogs & cats', createdAt: 1234, photosIncluded: true });
    const photos = await photosOf(opened);
    expect(opened.problems).toEqual([]);
    expect(photos.size).toBe(12);
    for (const { images, bytes } of photos.values())
      expect(bytes.equals(await bytesOf(files.get(images[0] as ImageId)!))).toBe(true);
    expect(opened.project.history.document.images).toHaveLength(11);
  });

  it('writes a file that two photos share once, also when the hash of one is not known yet', async () => {
    const { source, files } = await sampleProject(5);
    const [a, b, c] = source.project.history.document.images;
    const patch = (image: ImageId, facts: object) => ({ kind: 'update-image', image, patch: facts }) as const;
    let history = runCommand(source.project.history, 'a', patch(b!.id, { sha256: a!.sha256 }));
    history = runCommand(history, 'b', patch(c!.id, { sha256: '' }));
    const project = { ...source.project, history };
    const photo = async (image: { id: ImageId }) =>
      files.get([b!.id, c!.id].includes(image.id) ? a!.id : image.id)!;
    const { file, summary } = await bundleOf({ ...source, project, photo });
    expect(summary).toMatchObject({ photos: 3, missing: [] });
    const opened = await readBundle(file);
    const photos = await photosOf(opened);
    expect(opened.problems).toEqual([]);
    expect(photos.get(a!.sha256)?.images).toEqual([a!.id, b!.id, c!.id]);
    expect(projectBytes(opened.project).equals(projectBytes(project))).toBe(true);
  });

  it('names each photo that is not there, and why', async () => {
    const { source, files } = await sampleProject(6);
    const [a, b, c] = source.project.history.document.images;
    const photo: BundleSource['photo'] = async (image) => {
      if (image.id === a!.id) return null;
      if (image.id === b!.id) throw new Error('The folder is gone.');
      if (image.id === c!.id) return new Blob([noise(99, 500)]);
      return files.get(image.id)!;
    };
    const { file, summary } = await bundleOf({ ...source, photo });
    const reasons = [
      'Its file is not there.',
      'Its file cannot be read: The folder is gone.',
      'Its file is not the one that was added: it was changed since.',
    ];
    expect(summary.photos).toBe(3);
    expect(summary.missing).toEqual(
      [a!, b!, c!].map(({ id, name }, i) => ({ name, images: [id], reason: reasons[i] })),
    );
    const opened = await readBundle(file);
    expect((await photosOf(opened)).size).toBe(3);
    expect(opened.problems).toEqual([a!, b!, c!].map(({ name }, i) => `${name}: ${reasons[i]}`));
  });

  it('without photos tells of each, and none is a problem', async () => {
    const { source } = await sampleProject(6, 5000);
    const { file, summary } = await bundleOf(
      { ...source, photo: () => Promise.reject() },
      { photos: 'referenced' },
    );
    expect(summary).toMatchObject({ photos: 0, missing: [] });
    expect(file.size).toBeLessThan(20_000);
    const opened = await readBundle(file);
    expect((await photosOf(opened)).size).toBe(0);
    expect(opened).toMatchObject({ photosIncluded: false, problems: [] });
    expect(projectBytes(opened.project).equals(projectBytes(source.project))).toBe(true);
  });

  it('opens when it lies beyond what 32 bits can count, photos too', async () => {
    const { source, files } = await sampleProject(4);
    const { file } = await bundleOf(source);
    const before = 5_000_000_000;
    for (const level of [0, 6]) {
      const far = new FarBlob(before, await packZip(await unpackZip(file), level, before));
      const opened = await readBundle(far);
      expect(projectBytes(opened.project).equals(projectBytes(source.project))).toBe(true);
      const photos = await photosOf(opened);
      expect(opened.problems).toEqual([]);
      expect(photos.size).toBe(files.size);
    }
  });

  it('is known by its manifest, and no other zip is', async () => {
    const { source } = await sampleProject(2);
    const { file } = await bundleOf(source);
    expect(await isBundle(file)).toBe(true);
    expect(await isBundle(file.slice(0, file.size - 30))).toBe(false);
    expect(await isBundle(new Blob(['PK', noise(4, 300)]))).toBe(false);
  });

  it('says by which version of the studio it was written', () => {
    expect(studioVersion).toBe(packageJson.version);
  });

  it('tells how far it is, and stops when asked, leaving nothing', async () => {
    const { source } = await sampleProject(8, 20_000);
    const told: BundleProgress[] = [];
    const { file, summary } = await bundleOf(source, { onProgress: (progress) => told.push(progress) });
    expect(told.at(-1)).toEqual({ photos: 8, of: 8, bytes: summary.bytes });
    expect(told.map(({ photos }) => photos)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);

    for (const after of [0, 1, 3, 7]) {
      const stop = new AbortController();
      const sink = new MemorySink();
      const onProgress = ({ photos }: BundleProgress) => photos >= after && stop.abort();
      const writing = writeBundle(source, sink, { photos: 'copied', signal: stop.signal, onProgress });
      await expect(writing).rejects.toMatchObject({ code: 'aborted' });
      expect(sink.end).toBe('aborted');
      expect(sink.parts).toHaveLength(0);

      const halt = new AbortController();
      const reading = readBundle(file, {
        signal: halt.signal,
        onProgress: ({ photos }) => photos >= after && halt.abort(),
      }).then(photosOf);
      await expect(reading).rejects.toMatchObject({ code: 'aborted' });
    }
    const gone = AbortSignal.abort();
    await expect(readBundle(file, { signal: gone })).rejects.toMatchObject({ code: 'aborted' });
  });

  it('that does not fit on the disk leaves nothing, and says so', async () => {
    const { source } = await sampleProject(4, 5000);
    let room = 12_000;
    const sink = new MemorySink((bytes) => {
      room -= bytes;
      if (room < 0) throw new DOMException('full', 'QuotaExceededError');
    });
    await expect(writeBundle(source, sink, { photos: 'copied' })).rejects.toMatchObject({
      code: 'storage-full',
      message: expect.stringMatching(/storage is full/),
    });
    expect(sink.parts.length).toBeLessThan(20);
    expect(sink.end).not.toBe('closed');
  });

  it('holds one photo at a time, and waits for a slow disk', async () => {
    const { source, files } = await sampleProject(6, 50_000);
    let written = 0;
    let most = 0;
    let asked = 0;
    const sink = new MemorySink(async (bytes) => {
      await new Promise((resolve) => setTimeout(resolve, 2));
      written += bytes;
    });
    const photo: BundleSource['photo'] = async (image) => {
      asked += 50_000;
      most = Math.max(most, asked - written);
      return files.get(image.id)!;
    };
    await writeBundle({ ...source, photo }, sink, { photos: 'copied' });
    expect(written).toBeGreaterThan(300_000);
    expect(most).toBeLessThan(120_000);
  });
});

describe('another program', () => {
  const root = path.resolve(import.meta.dirname, '../../..');
  const python = process.env.PYTHON ?? path.join(root, '.venv/bin/python');
  const code = `
import json, sys, zipfile
z = zipfile.ZipFile(sys.argv[1])
bad = z.testzip()
labels = json.loads(z.read('labels.json'))
names = set(z.namelist())
infos = z.infolist()
print(json.dumps({
  'bad': bad,
  'names': sorted(names),
  'streamed': [i.filename for i in infos if i.flag_bits & 8 and i.compress_type == 0],
  'packed': [i.filename for i in infos if i.compress_type != 0],
  'version': max(i.extract_version for i in infos),
  'photos': [i['file_name'] for i in labels['images'] if 'data/' + i['file_name'] not in names],
  'annotations': len(labels['annotations']),
  'manifest': json.loads(z.read('manifest.json')),
}))`;

  it('reads it: Python unpacks every file, finds the photos that the annotations name, and no Zip64', async () => {
    const { source } = await sampleProject(9);
    const { file } = await bundleOf(source);
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bundle-'));
    try {
      const name = path.join(folder, 'project.zip');
      fs.writeFileSync(name, await bytesOf(file));
      const run = spawnSync(python, ['-c', code, name], { encoding: 'utf8' });
      expect(run.stderr).toBe('');
      const said = JSON.parse(run.stdout);
      expect(said).toMatchObject({ bad: null, streamed: [], photos: [], annotations: 8, version: 20 });
      expect(said.packed).toEqual(['project.t4s', 'labels.json', 'manifest.json']);
      expect(said.names).toContain('data/set 0/photo 0.jpg');
      expect(said.names).toContain('removed/set 2/photo 8.jpg');
      expect(said.manifest).toMatchObject({
        format: 'text4seg-bundle',
        version: 1,
        studio: studioVersion,
        name: 'Dogs & cats',
        savedAt: '2001-09-09T01:46:40.000Z',
        counts: {
          photos: 8,
          objects: 8,
          classes: 2,
          questions: 1,
          steps: source.project.history.steps.length,
        },
      });
      expect(said.manifest.photos[0]).toEqual({
        name: 'set 0/photo 0.jpg',
        sha256: source.project.history.document.images[0]!.sha256,
        bytes: 500,
        images: ['image-0'],
        path: 'data/set 0/photo 0.jpg',
      });
    } finally {
      fs.rmSync(folder, { recursive: true });
    }
  });
});
