import { jumpTo } from '../../../document/history.ts';
import type { Pick } from '../../../document/testing/random-command.ts';
import { StudioError } from '../../../errors/studio-error.ts';
import { decodeRecord, encodeRecords, recordLength, type StoredRecord } from '../../journal/record.ts';
import { seededPick } from '../../testing/random-events.ts';
import { paths } from '../bundle-manifest.ts';
import { type OpenedBundle, readBundle } from '../read-bundle.ts';
import { sha256Hex } from '../sha256-hex.ts';
import { packZip, repackZip, unpackZip } from './repack-zip.ts';
import { bundleOf, projectBytes, sampleProject } from './sample-bundle.ts';

/** What a fuzz saw; what must never happen throws at once. */
export interface BundleFuzzReport {
  readonly files: number;
  readonly refused: number;
  /** Opened, with something named as missing or damaged. */
  readonly withProblems: number;
  /** Opened, and all was there. */
  readonly whole: number;
  /** Processor milliseconds of the slowest file, and how to make it again. */
  readonly slowest: { readonly ms: number; readonly case: string };
}

interface Original {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The same unpacked. */
  readonly files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
  readonly project: Buffer;
  readonly photos: number;
}

/**
 * Reads `count` spoiled bundles. Half are damaged as by a disk: cut, bits flipped, stretches overwritten, removed and
 * doubled, numbers of the zip changed. The others are forged: manifest and records are changed and packed again with
 * right checksums. Throws when reading throws anything but a StudioError in words; when a bundle that was damaged opens
 * to another project without saying so, a photo is wrong, or undo of what was opened fails.
 */
export async function fuzzBundles(seed: number, count: number): Promise<BundleFuzzReport> {
  const originals = await originalBundles();
  const report = { files: count, refused: 0, withProblems: 0, whole: 0, slowest: { ms: 0, case: '' } };
  for (let i = 0; i < count; i++) {
    const pick = seededPick(seed * 1_000_003 + i);
    const original = originals[pick(originals.length)]!;
    const forged = i % 2 === 1;
    const name = `seed ${seed}, file ${i}`;
    const file = forged ? await forge(original.files, pick) : damage(original.bytes, pick);
    const started = process.cpuUsage();
    try {
      report[await outcomeOf(file, forged ? null : original)] += 1;
    } catch (cause) {
      throw new Error(`${name}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    }
    const { user, system } = process.cpuUsage(started);
    const ms = (user + system) / 1000;
    if (ms > report.slowest.ms) report.slowest = { ms, case: name };
  }
  return report;
}

async function originalBundles(): Promise<readonly Original[]> {
  const { source } = await sampleProject(4, 300);
  const copied = (await bundleOf(source)).file;
  const referenced = (await bundleOf(source, { photos: 'referenced' })).file;
  const packedAgain = await repackZip(copied, (files) => files);
  const project = projectBytes(source.project);
  return await Promise.all(
    [copied, packedAgain, referenced].map(async (file) => ({
      bytes: new Uint8Array(await file.arrayBuffer()),
      files: await unpackZip(file),
      project,
      photos: file === referenced ? 0 : 4,
    })),
  );
}

/** What became of a spoiled bundle. `original` when it can only have been damaged. */
async function outcomeOf(
  file: Blob,
  original: Original | null,
): Promise<'refused' | 'withProblems' | 'whole'> {
  let opened: OpenedBundle;
  let photos = 0;
  try {
    opened = await readBundle(file);
    for await (const { sha256, bytes } of opened.photos) {
      if ((await sha256Hex(bytes)) !== sha256) throw new Error('A photo is not its own.');
      photos += 1;
    }
  } catch (error) {
    if (!(error instanceof StudioError)) throw error;
    if (!/^(?:The bundle|This project|Stopped)[\s\S]*Nothing was changed\.$/u.test(error.message))
      throw new Error(`No words for people: ${error.message}`, { cause: error });
    return 'refused';
  }
  const { project, problems } = opened;
  const bytes = projectBytes(project);
  const { history } = project;
  projectBytes({ ...project, history: jumpTo(jumpTo(history, 0), history.steps.length) });
  if ('polluted' in {}) throw new Error('A prototype was changed.');
  if (original && !bytes.equals(original.project)) throw new Error('It opened to another project.');
  if (problems.length > 0) return 'withProblems';
  if (original && photos !== original.photos) throw new Error('Photos are missing without a word.');
  return 'whole';
}

const odd = [0, 1, 8, 0x7fff, 0xffff, 0x7fffffff, 0xfffffffe, 0xffffffff];

function damage(bytes: Uint8Array<ArrayBuffer>, pick: Pick): Blob {
  const at = pick(bytes.length);
  const length = pick(pick(2) ? 8 : 400);
  const stretch = bytes.slice(at, at + length);
  const other = pick(bytes.length);
  const copy = bytes.slice();
  switch (pick(7)) {
    case 0:
      return new Blob([bytes.slice(0, at)]);
    case 1:
      for (let i = 0; i <= pick(6); i++) copy[pick(copy.length)]! ^= 1 << pick(8);
      return new Blob([copy]);
    case 2:
      copy.fill([0, 255, pick(256)][pick(3)]!, at, at + length);
      return new Blob([copy]);
    case 3:
      return new Blob([bytes.slice(0, at), bytes.slice(at + length)]);
    case 4:
      return new Blob([bytes.slice(0, other), stretch, bytes.slice(other)]);
    case 5:
      return new Blob([bytes.slice(pick(60))]);
    default: {
      const places = signatures(copy);
      const place = places[pick(places.length)]! + 4 + pick(42);
      const view = new DataView(copy.buffer);
      if (place + 4 > copy.length) return new Blob([copy]);
      if (pick(2)) view.setUint16(place, odd[pick(odd.length)]! & 0xffff, true);
      else view.setUint32(place, odd[pick(odd.length)]!, true);
      return new Blob([copy]);
    }
  }
}

/** Where headers of the zip begin. */
function signatures(bytes: Uint8Array): readonly number[] {
  const places: number[] = [];
  for (let i = 0; i + 4 <= bytes.length; i++)
    if (bytes[i] === 0x50 && bytes[i + 1] === 0x4b && bytes[i + 2]! < 9 && bytes[i + 3]! < 9) places.push(i);
  return places;
}

async function forge(original: Original['files'], pick: Pick): Promise<Blob> {
  const files = new Map(original);
  for (let i = 0; i <= pick(3); i++) {
    const name = pick(3) === 0 ? paths.manifest : paths.state;
    const file = files.get(name)!;
    files.set(name, name === paths.manifest ? forgeJson(file, pick) : forgeState(file, pick));
  }
  return await packZip(files, pick(2) * 6);
}

function forgeState(bytes: Uint8Array<ArrayBuffer>, pick: Pick): Uint8Array<ArrayBuffer> {
  const records: StoredRecord[] = [];
  for (let at = 0; at < bytes.length; ) {
    const record = decodeRecord(bytes, at);
    // An earlier change may have left no record whole.
    if (!record) return bytes;
    records.push(record);
    at += recordLength(record);
  }
  const index = pick(records.length);
  const record = records[index];
  if (!record) return bytes;
  const { payload } = record;
  switch (pick(12)) {
    case 0:
      records.splice(index, 1);
      break;
    case 1:
      records.splice(pick(records.length), 0, record);
      break;
    case 2:
      records[index] = { ...record, version: [0, 2, 65_535][pick(3)]! };
      break;
    case 3: {
      const raw = payload.slice();
      for (let i = 0; i <= pick(5); i++) raw[pick(raw.length)] = pick(256);
      records[index] = { ...record, payload: raw };
      break;
    }
    case 4:
      records[index] = { ...record, payload: payload.slice(0, pick(payload.length)) };
      break;
    default:
      records[index] = { ...record, payload: forgePacked(payload, pick) };
  }
  const renumber = pick(10) > 0;
  const text = (content: string) => new TextEncoder().encode(content);
  const numbered = records.map((item, sequence) => {
    if (!renumber) return item;
    const end = sequence === records.length - 1;
    if (!end || pick(4) === 0) return { ...item, sequence };
    const json = text(`{"parts":[],"value":{"kind":"end","records":${records.length}}}`);
    return { ...item, sequence, payload: packed(json, new Uint8Array()) };
  });
  return new Uint8Array(encodeRecords(numbered));
}

/** Packed values with another text; their parts stay. */
function forgePacked(payload: Uint8Array, pick: Pick): Uint8Array {
  const length = new DataView(payload.buffer, payload.byteOffset).getUint32(4, true);
  const text = payload.slice(8, 8 + length);
  return packed(forgeJson(text, pick), payload.subarray(8 + length));
}

function packed(text: Uint8Array, parts: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(8 + text.length + parts.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x54345331);
  view.setUint32(4, text.length, true);
  bytes.set(text, 8);
  bytes.set(parts, 8 + text.length);
  return bytes;
}

const values: readonly unknown[] = [
  null,
  true,
  -1,
  0,
  0.5,
  1e308,
  2 ** 31,
  2 ** 53,
  '',
  '__proto__',
  '../../x',
  'C:\\x',
  '<b>x</b>',
  '\ud800',
  'x'.repeat(5000),
  [],
  {},
  [[[[[[1]]]]]],
  { $mask: 0 },
  { $mask: 1e9 },
  { $mask: { valueOf: 1, toString: 1 } },
  { $bytes: 0 },
  { $bytes: -1 },
  { kind: 'batch', commands: [] },
  { constructor: { prototype: { polluted: 1 } } },
];

function forgeJson(bytes: Uint8Array<ArrayBuffer>, pick: Pick): Uint8Array<ArrayBuffer> {
  let data: unknown;
  try {
    data = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return bytes;
  }
  const places: { holder: Record<string, unknown>; key: string }[] = [];
  const walk = (value: unknown) => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, item] of Object.entries(value)) {
      places.push({ holder: value as Record<string, unknown>, key });
      walk(item);
    }
  };
  walk(data);
  const place = places[pick(places.length)];
  if (!place) return bytes;
  const other = places[pick(places.length)]!;
  const { holder, key } = place;
  const value = holder[key];
  const changes = [
    () => (Array.isArray(holder) ? holder.splice(Number(key), 1) : delete holder[key]),
    () => Array.isArray(holder) && holder.splice(Number(key), 0, ...Array(1 + pick(300)).fill(value)),
    () => Object.assign(holder, { [key]: values[pick(values.length)] }),
    () => Object.assign(holder, { [key]: structuredClone(other.holder[other.key]) }),
    () => typeof value === 'number' && Object.assign(holder, { [key]: value + pick(5) - 2 }),
    () => Object.defineProperty(holder, '__proto__', { value: { polluted: 1 }, enumerable: true }),
    () => Object.assign(holder, { [key]: nested(pick(2) ? 150 : 900, value) }),
  ];
  changes[pick(changes.length)]!();
  const text = JSON.stringify(data).replace(
    /[\u0080-\uffff]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return new TextEncoder().encode(text);
}

function nested(depth: number, value: unknown): unknown {
  let outer = value;
  for (let i = 0; i < depth; i++) outer = i % 2 ? [outer] : { kind: 'batch', commands: [outer] };
  return outer;
}
