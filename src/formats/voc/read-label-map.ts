import { vocPalette } from '../png/palette.ts';

/** Index 1..20 of the classes of Pascal VOC 2012, for data sets without a label map. */
const vocClasses = [
  'aeroplane',
  'bicycle',
  'bird',
  'boat',
  'bottle',
  'bus',
  'car',
  'cat',
  'chair',
  'cow',
  'diningtable',
  'dog',
  'horse',
  'motorbike',
  'person',
  'pottedplant',
  'sheep',
  'sofa',
  'train',
  'tvmonitor',
];

const indexOfColour = new Map(vocPalette.map((colour, index) => [colour.join(','), index]));

/** Class name of each index in the PNGs of classes, by the standard list. */
export const standardLabels: ReadonlyMap<number, string> = new Map(
  vocClasses.map((name, i): [number, string] => [i + 1, name]),
);

/**
 * Reads `labelmap.txt`: a line `name:r,g,b:parts:actions` a class. Indices follow the colours where they are VOC's own,
 * else the order of the lines. Lines that say nothing are passed over.
 */
export function readLabelMap(text: string): ReadonlyMap<number, string> {
  const labels = new Map<number, string>();
  let next = 0;
  for (const line of text.split(/\r?\n/u)) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const [name = '', colour = ''] = line.split(':');
    const index = indexOfColour.get(colour.replaceAll(' ', '')) ?? next;
    next++;
    if (index > 0 && name.trim() !== '') labels.set(index, name.trim());
  }
  return labels;
}
