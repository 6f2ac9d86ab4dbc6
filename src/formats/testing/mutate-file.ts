import { deflateSync } from 'node:zlib';
import type { SeededRandom } from '../../mask/testing/seeded-random.ts';

/** Pieces that hurt some reader somewhere, put anywhere into text. */
const shards = [
  'NaN',
  '-Infinity',
  'null',
  'true',
  '""',
  '-1',
  '0',
  '1e999',
  '-1e308',
  '4294967296',
  '99999999999999999999',
  '0.5',
  '1048576',
  '"__proto__"',
  '"constructor"',
  '{"__proto__": {"polluted": 1}}',
  '"../../../etc/passwd"',
  '"C:\\\\windows\\\\x.jpg"',
  '<img src=x onerror=alert(1)>',
  '<script>alert(1)</script>',
  '"\\ud800"',
  '\u0000',
  '\ufeff',
  '&lol;',
  '<!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
  ']]>',
  '<a>',
  '</a>',
  '*a *a *a',
  '&a [x, x]',
  '? - : ! | >',
  '<ref>x</ref><box>[[0 0 63 63]]</box><seg>fg63</seg>',
  ',',
  ':',
  '"',
  "'",
  '\\',
  '\n',
  '\t',
  ' ',
];

/** Signs that nest, opened many times. */
const nests = ['[', '{"a":', '(', '<a>', '- ', '? ', '"', '[[', '<seg>', '&a '];

/** Values for any place in a JSON tree. */
const values: readonly unknown[] = [
  null,
  true,
  -1,
  0,
  0.5,
  1e308,
  -1e9,
  2 ** 31,
  2 ** 53,
  '',
  '__proto__',
  '../../x',
  '<b>x</b>',
  'x'.repeat(5000),
  [],
  {},
  [[]],
  [[[[[[[[1]]]]]]]],
  [1, 2, 3, 4, 5, 6],
  [-1e9, -1e9, 1e9, 1e9, 1e9, -1e9],
  { size: [1048576, 1048576], counts: [0, 2 ** 40] },
  { size: [17, 24], counts: 'ooooooooooooooooooo' },
  { constructor: { prototype: { polluted: 1 } } },
];

/** A copy of a file with one to three things wrong; what is wrong follows from the random numbers alone. */
export function mutateFile(path: string, bytes: Uint8Array, random: SeededRandom): Uint8Array {
  let mutated = bytes;
  const times = 1 + random.below(3);
  for (let i = 0; i < times; i++) {
    if (/\.png$/iu.test(path)) mutated = mutatePng(mutated, random);
    else if (/\.json$/iu.test(path) && random.chance(0.5)) mutated = mutateJson(mutated, random);
    else mutated = mutateText(mutated, random);
  }
  return mutated;
}

/** A name that leads out of the folder, is another's, or is none. */
export function mutatePath(path: string, random: SeededRandom): string {
  const names = [
    `../../${path}`,
    `/etc/${path}`,
    path.replaceAll('/', '\\'),
    path.toUpperCase(),
    `__proto__/${path}`,
    `${'a/'.repeat(3000)}${path}`,
    path.replace(/[^/]*(?=\.[a-z]+$)/iu, 'constructor'),
    path.replace(/[^/]*(?=\.[a-z]+$)/iu, '<img src=x>'),
    path.replace(/[^/]*(?=\.[a-z]+$)/iu, '\u0000'),
  ];
  return random.pick(names);
}

function mutateText(bytes: Uint8Array, random: SeededRandom): Uint8Array {
  const text = Buffer.from(bytes).toString('utf8');
  const at = random.below(text.length + 1);
  const length = random.chance(0.5) ? random.below(8) : random.below(text.length / 2);
  const slice = text.slice(at, at + length);
  const kinds = [
    () => text.slice(0, at) + text.slice(at + length),
    () => text.slice(0, at),
    () => text.slice(0, at) + random.pick(shards) + text.slice(at),
    () => text.slice(0, at) + random.pick(shards) + text.slice(at + length),
    () => text.slice(0, at) + slice + text.slice(at),
    () => text.slice(0, at) + random.pick(nests).repeat(1 + random.below(20_000)) + text.slice(at),
    () =>
      text.slice(0, at) +
      slice.repeat(1 + random.below(Math.min(50, 200_000 / (slice.length + 1)))) +
      text.slice(at),
    () => replaceNumber(text, random),
    () => text.slice(0, at) + text.slice(at).replace(/"[^"]{0,60}"/u, random.pick(shards)),
  ];
  return new Uint8Array(Buffer.from(random.pick(kinds)()));
}

function replaceNumber(text: string, random: SeededRandom): string {
  const numbers = [...text.matchAll(/-?\d+(?:\.\d+)?/gu)];
  if (numbers.length === 0) return text;
  const chosen = random.pick(numbers);
  const value = random.pick([
    '-1',
    '0',
    '1',
    '7',
    '1e999',
    '-1e300',
    'NaN',
    '2147483648',
    '1048577',
    '0.0001',
    '999999',
  ]);
  return text.slice(0, chosen.index) + value + text.slice(chosen.index + chosen[0].length);
}

function mutateJson(bytes: Uint8Array, random: SeededRandom): Uint8Array {
  let data: unknown;
  try {
    data = JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return mutateText(bytes, random);
  }
  const places: { holder: Record<string, unknown> | unknown[]; key: string }[] = [];
  const walk = (value: unknown, depth: number) => {
    if (typeof value !== 'object' || value === null || depth > 8) return;
    for (const [key, item] of Object.entries(value)) {
      places.push({ holder: value as Record<string, unknown>, key });
      walk(item, depth + 1);
    }
  };
  walk(data, 0);
  if (places.length === 0) return mutateText(bytes, random);
  const { holder, key } = random.pick(places);
  if (Array.isArray(holder)) changeList(holder, Number(key), random);
  else changeObject(holder, key, random);
  return new Uint8Array(Buffer.from(JSON.stringify(data)));
}

function changeList(list: unknown[], index: number, random: SeededRandom): void {
  const item = list[index];
  const kinds = [
    () => list.splice(index, 1),
    () => list.splice(index, 0, ...Array.from({ length: 1 + random.below(300) }, () => item)),
    () => list.splice(index, 1, random.pick(values)),
    () => list.push(...Array.from({ length: random.below(5000) }, (_, i) => i)),
  ];
  random.pick(kinds)();
}

function changeObject(holder: Record<string, unknown>, key: string, random: SeededRandom): void {
  const value = holder[key];
  const kinds = [
    () => delete holder[key],
    () => {
      holder[key] = random.pick(values);
    },
    () => {
      delete holder[key];
      Object.defineProperty(holder, '__proto__', { value, enumerable: true, configurable: true });
    },
    () => {
      Object.assign(holder, { constructor: value });
    },
    () => {
      holder[
        random.pick(['id', 'image_id', 'category_id', 'size', 'counts', 'segmentation', 'points', 'label'])
      ] = value;
    },
  ];
  random.pick(kinds)();
}

function mutatePng(bytes: Uint8Array, random: SeededRandom): Uint8Array {
  const mutated = bytes.slice();
  // An earlier cut may have left too little to have a header.
  if (mutated.length < 33) return mutated;
  const view = new DataView(mutated.buffer);
  const kinds = [
    () => {
      for (let i = 0; i < 1 + random.below(6); i++) mutated[random.below(mutated.length)] = random.below(256);
      return mutated;
    },
    () => mutated.slice(0, random.below(mutated.length)),
    () => {
      view.setUint32(16 + 4 * random.below(2), random.pick([0, 1, 65_535, 2 ** 20, 2 ** 31, 2 ** 32 - 1]));
      return mutated;
    },
    () => {
      mutated[24 + random.below(5)] = random.below(20);
      return mutated;
    },
    () => withPackedData(mutated, new Uint8Array(random.pick([0, 10, 5_000_000])), random),
    () => new Uint8Array([...mutated.slice(0, 33), ...mutated.slice(33 + random.below(40))]),
  ];
  return random.pick(kinds)();
}

/** The same header with other data, which may unpack to far more than the picture needs. */
function withPackedData(bytes: Uint8Array, data: Uint8Array, random: SeededRandom): Uint8Array {
  const packed = deflateSync(data, { level: 9 });
  const chunk = (name: string, body: Uint8Array) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(random.chance(0.1) ? random.below(2 ** 31) : body.length);
    return Buffer.concat([length, Buffer.from(name, 'latin1'), body, Buffer.alloc(4)]);
  };
  return new Uint8Array(
    Buffer.concat([bytes.subarray(0, 33), chunk('IDAT', packed), chunk('IEND', new Uint8Array(0))]),
  );
}
