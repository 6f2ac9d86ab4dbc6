import { StudioError } from '../errors/studio-error.ts';
import type { Box } from '../mask/space.ts';
import type { Answer, AnswerPart } from './answer.ts';
import { cellFrame, imageFrame } from './cell-frame.ts';
import type { Descriptor } from './descriptor.ts';
import { formatDescriptor } from './format-descriptor.ts';
import { labelFault } from './label-rules.ts';
import type { TagSpelling } from './tag-scanner.ts';
import { type TagName, tagNames } from './token-table.ts';

/**
 * An answer as Text4Seg or Text4Seg++ text, such that reading it gives the answer back.
 * Throws StudioError `descriptor-invalid` for what cannot be written so.
 */
export function formatAnswer(answer: Answer, descriptor: Descriptor, tags: TagSpelling = {}): string {
  const spell = (name: TagName) => tags[name] ?? `<${name}>`;
  return answer.map((part) => formatPart(part, descriptor, spell)).join('');
}

function formatPart(part: AnswerPart, descriptor: Descriptor, spell: (name: TagName) => string): string {
  const segment = (text: string) => `${spell('seg')}${text}${spell('/seg')}`;
  if (part.kind === 'none') return spell('none');
  if (part.kind === 'text') {
    if (!tagNames.some((name) => part.text.includes(spell(name)))) return part.text;
    throw new StudioError('descriptor-invalid', `Words cannot hold a tag: ${JSON.stringify(part.text)}.`);
  }
  if (part.kind === 'label-map') {
    const { cells, labels, grid } = part.map;
    return segment(formatDescriptor(cells, labels, imageFrame(grid), { ...descriptor, grid }));
  }
  const { label, objects } = part;
  checkReference(part);
  const box = boxText(
    objects.map((object) => object.box),
    descriptor,
  );
  const masks = objects.map(({ box, cells }) =>
    cells === null ? '' : segment(formatDescriptor(cells, [label], cellFrame(box, descriptor), descriptor)),
  );
  const reference = `${spell('ref')}${label}${spell('/ref')}`;
  return objects.length === 0
    ? reference
    : `${reference}${spell('box')}${box}${spell('/box')}${masks.join('')}`;
}

/** Throws StudioError `descriptor-invalid` unless the reference can be written: a plain label, masks for all or none. */
export function checkReference({ label, objects }: Extract<AnswerPart, { kind: 'reference' }>): void {
  const fault = labelFault(label);
  if (fault !== null) {
    throw new StudioError(
      'descriptor-invalid',
      `The reference ${JSON.stringify(label)} cannot be written: ${fault}.`,
    );
  }
  if (objects.some(({ cells }) => cells === null) && objects.some(({ cells }) => cells !== null)) {
    throw new StudioError('descriptor-invalid', 'Either all boxes of a reference have a mask or none has.');
  }
}

/** The four edges as they are written: inclusive where the package says so. */
export function writtenEdges(box: Box<'canvas'>, descriptor: Descriptor): [number, number, number, number] {
  const less = descriptor.box.edges === 'inclusive' ? 1 : 0;
  return [box.x1, box.y1, box.x2 - less, box.y2 - less];
}

function boxText(boxes: readonly Box<'canvas'>[], descriptor: Descriptor): string {
  const edges = boxes.map((box) => writtenEdges(box, descriptor));
  return descriptor.coordinates === 'tokens'
    ? edges.flatMap((four) => four.map((edge) => `b${edge}`)).join('')
    : `[${edges.map((four) => `[${four.join(' ')}]`).join(', ')}]`;
}
