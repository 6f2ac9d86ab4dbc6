import { describe, expect, it } from 'vitest';
import {
  sampleCategory,
  sampleDocument,
  sampleImage,
  sampleObject,
} from '../../document/testing/sample-document.ts';
import { StudioError } from '../../errors/studio-error.ts';
import { boxMask } from '../../mask/create-mask.ts';
import type { ExportHost } from '../export-job.ts';
import { noPace } from '../pace.ts';
import { readPng } from '../png/read-png.ts';
import { exportJob, runExport } from '../testing/export-job.ts';
import { cutOutsFormat } from './cut-outs-format.ts';

const mask = boxMask(6, 4, { x1: 1, y1: 1, x2: 4, y2: 3 });
const document = sampleDocument(
  [sampleCategory('a/b: "dog"')],
  [
    [sampleImage('i', 6, 4, { name: 'set/i.jpg' }), [sampleObject('1', 'a/b: "dog"', mask)]],
    [sampleImage('j', 6, 4, { name: 'j.jpg' }), [sampleObject('2', 'a/b: "dog"', mask)]],
  ],
);
const photo = {
  width: 6,
  height: 4,
  data: Uint8Array.from({ length: 96 }, (_, i) => (i % 4 === 3 ? 255 : i)),
};
const host: ExportHost = {
  pace: noPace,
  readPhoto: async (image) => {
    if (image === 'j') throw new StudioError('image-unreadable', 'j.jpg is gone.');
    return photo;
  },
};

describe('cut-outs', () => {
  it('are the photo within the mask and nothing outside it', async () => {
    const { files, skipped } = await runExport(cutOutsFormat, exportJob(document), host);
    expect(files.map(({ path }) => path)).toEqual(['set/i/1_a_b_ _dog_.png']);
    const png = readPng(await files[0]!.bytes(), 3, 2);
    expect(png.color).toBe('rgba');
    expect([...png.data.slice(0, 4)]).toEqual([28, 29, 30, 255]);
    expect(skipped).toEqual([{ image: 'j', object: '2', reason: 'j.jpg is gone.' }]);
  });

  it('may have the size of the photo', async () => {
    const { files } = await runExport(
      cutOutsFormat,
      exportJob(document, { options: { frame: 'photo' } }),
      host,
    );
    const png = readPng(await files[0]!.bytes(), 6, 4);
    expect([...png.data.slice(0, 4)]).toEqual([0, 0, 0, 0]);
    expect([...png.data.slice(28, 32)]).toEqual([28, 29, 30, 255]);
  });

  it('are WebP where the runtime can write it, and PNG where it cannot', async () => {
    const job = exportJob(document, { options: { picture: 'webp' } });
    const webp = await runExport(cutOutsFormat, job, {
      ...host,
      encodeWebp: async ({ width }) => Uint8Array.of(width),
    });
    expect(webp.files[0]?.path).toMatch(/\.webp$/);
    expect(await webp.files[0]!.bytes()).toEqual(Uint8Array.of(3));
    expect((await runExport(cutOutsFormat, job, host)).files[0]?.path).toMatch(/\.png$/);
  });
});
