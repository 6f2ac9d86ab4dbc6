import type { ImageId, ImageRecord } from '../document/document.ts';
import { StudioError } from '../errors/studio-error.ts';
import { type SplitName, type SplitRequest, splitNames } from './export-job.ts';

/** A set of photos that stay together. */
interface Unit {
  readonly images: readonly ImageId[];
  /** Photos of the unit in which each label occurs. */
  readonly labels: ReadonlyMap<string, number>;
}

/**
 * Divides photos into train, val and test so that each class keeps its share in every part, as far as groups allow:
 * the rarest class is dealt out first, each time to the part that lacks it most. (Iterative stratification, Sechidis
 * et al. 2011, with whole groups as examples.) Photos without objects count as a class of their own. Equal input gives
 * an equal split. Throws StudioError `format-invalid` when no share is above zero.
 *
 * @param labelsOf names of the classes on a photo, each once
 */
export function splitImages(
  images: readonly ImageRecord[],
  request: SplitRequest,
  labelsOf: (image: ImageId) => ReadonlySet<string>,
): ReadonlyMap<ImageId, SplitName> {
  const parts = splitNames.filter((name) => request.shares[name] > 0);
  if (parts.length === 0) {
    throw new StudioError('format-invalid', 'The split leaves no photos to any part. Give one part a share.');
  }
  const total = parts.reduce((sum, name) => sum + request.shares[name], 0);
  const shares = parts.map((name) => request.shares[name] / total);
  const units = shuffled(unitsOf(images, request, labelsOf), request.seed);
  // Large units first: small ones can still fill what is left.
  units.sort((a, b) => b.images.length - a.images.length);
  const result = new Map<ImageId, SplitName>();
  const room = shares.map((share) => share * images.length);
  const wanted = new Map<string, number[]>();
  for (const [label, count] of countLabels(units))
    wanted.set(
      label,
      shares.map((share) => share * count),
    );
  const place = (unit: Unit, label: string) => {
    const lacks = wanted.get(label)!;
    let best = 0;
    for (let i = 1; i < parts.length; i++) {
      const lacking = lacks[i]! - lacks[best]!;
      // Shares are fractions: what differs by rounding alone is equal.
      const ahead = Math.abs(lacking) > 1e-9 ? lacking : room[i]! - room[best]!;
      if (ahead > 1e-9) best = i;
    }
    for (const image of unit.images) result.set(image, parts[best]!);
    room[best]! -= unit.images.length;
    for (const [name, count] of unit.labels) wanted.get(name)![best]! -= count;
  };
  let waiting = units;
  while (waiting.length > 0) {
    const label = rarestLabel(waiting);
    const rest: Unit[] = [];
    for (const unit of waiting) {
      if (unit.labels.has(label)) place(unit, label);
      else rest.push(unit);
    }
    waiting = rest;
  }
  return result;
}

/** Stands for "no objects"; no class can have this name, since names are trimmed. */
const bare = ' ';

function unitsOf(
  images: readonly ImageRecord[],
  { groupBy }: SplitRequest,
  labelsOf: (image: ImageId) => ReadonlySet<string>,
): Unit[] {
  const groups = new Map<string, ImageId[]>();
  for (const { id, name } of images) {
    const key = groupKey(id, name, groupBy);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [id]);
    else group.push(id);
  }
  return [...groups.values()].map((group) => {
    const labels = new Map<string, number>();
    for (const image of group) {
      const names = labelsOf(image);
      for (const label of names.size === 0 ? [bare] : names) labels.set(label, (labels.get(label) ?? 0) + 1);
    }
    return { images: group, labels };
  });
}

function groupKey(id: ImageId, name: string, groupBy: SplitRequest['groupBy']): string {
  if (groupBy === 'none') return `photo ${id}`;
  if (groupBy === 'folder') return `folder ${name.slice(0, Math.max(0, name.lastIndexOf('/')))}`;
  const group = groupBy.get(id);
  return group === undefined ? `photo ${id}` : `group ${group}`;
}

function countLabels(units: readonly Unit[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { labels } of units) {
    for (const [label, count] of labels) counts.set(label, (counts.get(label) ?? 0) + count);
  }
  return counts;
}

function rarestLabel(units: readonly Unit[]): string {
  let rarest = bare;
  let fewest = Number.POSITIVE_INFINITY;
  for (const [label, count] of countLabels(units)) {
    if (count < fewest || (count === fewest && label < rarest)) {
      rarest = label;
      fewest = count;
    }
  }
  return rarest;
}

/** Fisher-Yates with mulberry32, a generator of 32 bits of state by T. Ettinger (public domain). */
function shuffled<T>(items: readonly T[], seed: number): T[] {
  let state = seed >>> 0;
  const random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const list = [...items];
  for (let i = list.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [list[i], list[j]] = [list[j]!, list[i]!];
  }
  return list;
}
