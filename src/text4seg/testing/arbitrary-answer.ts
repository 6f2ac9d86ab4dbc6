import fc from 'fast-check';
import type { Answer, AnswerPart, LabelMap } from '../answer.ts';
import { boxCells } from '../box-cells.ts';
import { type Descriptor, type DescriptorKind, descriptorOf } from '../descriptor.ts';
import { isBackground, labelKey } from '../label-rules.ts';

/** Cells with some structure: a few rectangles set and cleared, then some noise. */
export function arbitraryCells(grid: number): fc.Arbitrary<Uint8Array> {
  const edge = fc.nat(grid - 1);
  const rectangle = fc.tuple(edge, edge, edge, edge, fc.boolean());
  return fc
    .tuple(fc.array(rectangle, { maxLength: 5 }), fc.array(fc.nat(grid * grid - 1), { maxLength: 12 }))
    .map(([rectangles, noise]) => {
      const cells = new Uint8Array(grid * grid);
      for (const [x1, y1, x2, y2, set] of rectangles) {
        for (let y = Math.min(y1, y2); y <= Math.max(y1, y2); y++) {
          cells.fill(set ? 1 : 0, y * grid + Math.min(x1, x2), y * grid + Math.max(x1, x2) + 1);
        }
      }
      for (const cell of noise) cells[cell]! ^= 1;
      return cells;
    });
}

/** Labels that may be written in a run: phrases, digits, stars, other scripts, capitals. */
export const arbitraryLabel: fc.Arbitrary<string> = fc
  .oneof(
    fc.constantFrom('dog', 'Dog', 'traffic light', 'bus 42', 'route *66', 'roi0', '犬', 'the dog, left'),
    fc.string({ unit: fc.constantFrom(...'abZ 019*-,[]()fg'), minLength: 1, maxLength: 12 }),
  )
  .map((label) => label.trim())
  .filter((label) => label !== '' && !isBackground(label, ['others']));

const arbitraryText = fc
  .string({ unit: fc.constantFrom(...'It is. \n|*[]3fgb<'), minLength: 1, maxLength: 20 })
  .filter((text) => !text.includes('<'));

export const everyDescriptor: readonly Descriptor[] = [
  ...[16, 32].flatMap((grid) =>
    (['i-sd', 'i-rle', 'r-rle'] as const).map((kind) => descriptorOf(kind, grid)),
  ),
  ...[16, 32, 64].flatMap((grid) => [
    descriptorOf('runs', grid),
    descriptorOf('runs', grid, { rowSeparator: '\n' }),
    descriptorOf('runs', grid, { crossRows: true }),
    descriptorOf('bricks', grid),
    descriptorOf('bricks', grid, { coordinates: 'tokens' }),
  ]),
  descriptorOf('bricks', 64, { rowSeparator: '\n' }),
  descriptorOf('bricks', 64, { rowSeparator: '<row>' }),
  descriptorOf('bricks', 64, { rowSeparator: ';', crossRows: true }),
  descriptorOf('bricks', 64, { crossRows: true, maxRun: 5 }),
  descriptorOf('runs', 64, { box: { edges: 'inclusive', bins: 64 } }),
  descriptorOf('bricks', 16, { box: { edges: 'inclusive', bins: 16 } }),
  descriptorOf('bricks', 16, { box: { edges: 'half-open', bins: 16 } }),
];

function arbitraryMap(grid: number): fc.Arbitrary<LabelMap> {
  const labels = fc.uniqueArray(arbitraryLabel, { maxLength: 4, selector: labelKey });
  return fc.tuple(labels, fc.array(arbitraryCells(grid), { maxLength: 4 })).map(([labels, layers]) => {
    const cells = new Uint16Array(grid * grid);
    layers.slice(0, labels.length).forEach((layer, index) => {
      for (const [cell, set] of layer.entries()) if (set === 1) cells[cell] = index + 1;
    });
    return { grid, labels, cells };
  });
}

/** An answer that the descriptor can say, with cells as they can be written. */
export function arbitraryAnswer(descriptor: Descriptor): fc.Arbitrary<Answer> {
  const image: readonly DescriptorKind[] = ['i-sd', 'i-rle', 'r-rle'];
  const text = arbitraryText.map((text): AnswerPart => ({ kind: 'text', text }));
  const objects = fc
    .tuple(fc.array(arbitraryCells(descriptor.grid), { maxLength: 3 }), fc.boolean())
    .map(([masks, described]) =>
      masks.flatMap((cells) => {
        const boxed = boxCells(cells, descriptor);
        return boxed === null ? [] : [{ box: boxed.box, cells: described ? boxed.cells : null }];
      }),
    );
  const reference = fc
    .tuple(arbitraryLabel, objects)
    .map(([label, objects]): AnswerPart => ({ kind: 'reference', label, objects }));
  const map = arbitraryMap(descriptor.grid).map((map): AnswerPart => ({ kind: 'label-map', map }));
  const part = image.includes(descriptor.kind) ? map : reference;
  const parts = fc.array(fc.tuple(fc.option(text), part), { maxLength: 3 });
  return fc.oneof(
    { weight: 1, arbitrary: fc.constant<Answer>([{ kind: 'none' }]) },
    {
      weight: 9,
      arbitrary: fc
        .tuple(parts, fc.option(text))
        .map(([pairs, last]) => [...pairs.flat(), last].filter((part) => part !== null)),
    },
  );
}
