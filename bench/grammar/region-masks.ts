import { readFileSync } from 'node:fs';
import { decode } from 'fast-png';
import { tarFiles } from './tar-files.ts';

/** One object of the photo collection: its bitmap at the photo's resolution, anything but 0 foreground. */
export interface RegionMask {
  readonly label: string;
  readonly width: number;
  readonly height: number;
  readonly bitmap: Uint8Array;
}

interface PhotoRecord {
  readonly key: string;
  readonly inst: readonly { readonly id: number; readonly cls: string; readonly q: string }[];
}

/** Regions that are one thing each; the others may hold several or parts. */
const oneThing = new Set(['inst', 'clean', 'single']);
const archives = ['voc', 'coco', 'ccp', 'facade'].map((name) => `photos-${name}.tar`);

/** The objects of every `every`-th photo under `data`, in the order of the archives. */
export function* regionMasks(data: string, every: number): Generator<RegionMask> {
  const index = JSON.parse(readFileSync(`${data}/index.json`, 'utf8')) as readonly PhotoRecord[];
  const records = new Map(index.map((record) => [record.key, record]));
  let photos = 0;
  for (const archive of archives) {
    for (const { name, bytes } of tarFiles(readFileSync(`${data}/${archive}`))) {
      const record = records.get(/^inst\/(.+)\.png$/.exec(name)?.[1] ?? '');
      if (record === undefined || photos++ % every !== 0) continue;
      const { width, height, data: ids } = decode(bytes);
      for (const { id, cls, q } of record.inst) {
        if (!oneThing.has(q)) continue;
        const bitmap = Uint8Array.from(ids, (value) => (value === id ? 1 : 0));
        yield { label: cls, width, height, bitmap };
      }
    }
  }
}
