import type { HeaderSize } from './image-size.ts';
import { textAt } from './text-at.ts';

interface Box {
  readonly type: string;
  /** First byte of what is in it. */
  readonly from: number;
  readonly to: number;
}

/**
 * By the properties of the primary item: `ispe`, turned by `irot` (ISO/IEC 23008-12, 6.5; MIAF). Cropped pictures and
 * sequences are left to the decoder.
 */
export function avifSize(view: DataView): HeaderSize {
  const unknown = { kind: 'unknown' } as const;
  const file = { from: 0, to: Number.MAX_SAFE_INTEGER };
  const brands = find(view, file, 'ftyp');
  if (brands && textAt(view, brands.from, 4) === 'avis') return unknown;
  const meta = find(view, file, 'meta');
  // A version and flags come first in it.
  const inMeta = meta && { from: meta.from + 4, to: meta.to };
  const primary = inMeta && find(view, inMeta, 'pitm');
  const properties = inMeta && find(view, inMeta, 'iprp');
  const list = properties && find(view, properties, 'ipco');
  const uses = properties && find(view, properties, 'ipma');
  if (!primary || !list || !uses) return unknown;
  const id =
    view.getUint8(primary.from) === 0 ? view.getUint16(primary.from + 4) : view.getUint32(primary.from + 4);
  const all = [...boxes(view, list)];
  const own = propertiesOf(view, uses, id).flatMap((index) => all[index - 1] ?? []);
  const size = own.find(({ type }) => type === 'ispe');
  if (!size || own.some(({ type }) => type === 'clap')) return unknown;
  const turn = own.find(({ type }) => type === 'irot');
  const onItsSide = turn !== undefined && view.getUint8(turn.from) % 2 === 1;
  const [width, height] = [view.getUint32(size.from + 4), view.getUint32(size.from + 8)];
  return { kind: 'size', width: onItsSide ? height : width, height: onItsSide ? width : height };
}

/** Numbers, from 1, of an item's properties in `ipco`. */
function propertiesOf(view: DataView, { from }: Box, item: number): readonly number[] {
  const version = view.getUint8(from);
  const wide = (view.getUint8(from + 3) & 1) === 1;
  const items = view.getUint32(from + 4);
  let at = from + 8;
  for (let i = 0; i < items; i++) {
    const id = version < 1 ? view.getUint16(at) : view.getUint32(at);
    at += version < 1 ? 2 : 4;
    const count = view.getUint8(at);
    at += 1;
    const step = wide ? 2 : 1;
    if (id === item)
      return Array.from({ length: count }, (_, n) =>
        wide ? view.getUint16(at + 2 * n) & 0x7fff : view.getUint8(at + n) & 0x7f,
      );
    at += count * step;
  }
  return [];
}

function find(view: DataView, within: Pick<Box, 'from' | 'to'>, type: string): Box | null {
  for (const box of boxes(view, within)) if (box.type === type) return box;
  return null;
}

/** The boxes side by side in a range; throws RangeError where the bytes at hand end before it. */
function* boxes(view: DataView, { from, to }: Pick<Box, 'from' | 'to'>): Generator<Box> {
  for (let at = from; at + 8 <= to; ) {
    const length = view.getUint32(at);
    // 0 and 1 stand for "to the end" and a length of 64 bits, which small boxes have no use for.
    if (length < 8) return;
    yield { type: textAt(view, at + 4, 4), from: at + 8, to: Math.min(to, at + length) };
    at += length;
  }
}
