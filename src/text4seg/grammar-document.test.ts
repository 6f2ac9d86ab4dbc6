import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { AnswerBuilder } from './answer-builder.ts';
import { cellFrame } from './cell-frame.ts';
import { brickDescriptor, type Descriptor, type DescriptorKind, descriptorOf } from './descriptor.ts';
import { malformedReasons, type StreamEvent } from './stream-event.ts';
import { createStreamParser } from './stream-parser.ts';
import { summary } from './testing/event-summary.ts';

const document = readFileSync(new URL('../../GRAMMAR.md', import.meta.url), 'utf8');

interface Example {
  readonly descriptor: Descriptor;
  readonly answer: string;
  readonly events: string | undefined;
  readonly cells: string | undefined;
}

/** An `answer KIND GRID` block with the `events` and `cells` blocks right after it. */
const examples = [
  ...document.matchAll(
    /^```answer (\S+) (\d+)\n(.*?)\n```\n(?:```events\n(.*?)\n```\n)?(?:```cells\n(.*?)\n```\n)?/gms,
  ),
].map(
  ([, kind, grid, answer, events, cells]): Example => ({
    descriptor: descriptorOf(kind as DescriptorKind, Number(grid)),
    answer: answer!,
    events,
    cells,
  }),
);

function read({ descriptor, answer }: Example, length: number): StreamEvent[] {
  const parser = createStreamParser({ descriptor });
  const pieces = answer.match(new RegExp(`.{1,${length}}`, 'gs'))!;
  return [...pieces.flatMap((piece) => parser.pushText(piece)), ...parser.end()];
}

/** The first mask: the box's cells, `#` foreground; or the label map, `.` background and the number of each label. */
function draw(events: readonly StreamEvent[], descriptor: Descriptor): string {
  const builder = new AnswerBuilder();
  for (const event of events) builder.apply(event);
  for (const part of builder.answer) {
    if (part.kind === 'label-map') {
      const signs = Array.from(part.map.cells, (value) => (value === 0 ? '.' : String(value)));
      return Array.from({ length: part.map.grid }, (_, y) =>
        signs.slice(y * part.map.grid, (y + 1) * part.map.grid).join(''),
      ).join('\n');
    }
    const first = part.kind === 'reference' ? part.objects.find(({ cells }) => cells !== null) : undefined;
    if (first === undefined) continue;
    const { x1, y1, x2, y2 } = cellFrame(first.box, descriptor).box;
    const row = (y: number) => [...first.cells!.subarray(y * descriptor.grid + x1, y * descriptor.grid + x2)];
    return Array.from({ length: y2 - y1 }, (_, i) =>
      row(y1 + i)
        .map((cell) => '.#'[cell])
        .join(''),
    ).join('\n');
  }
  return '';
}

describe('the examples of GRAMMAR.md', () => {
  test('are all found', () => {
    expect(examples).toHaveLength(document.match(/^```answer /gm)!.length);
    expect(examples.length).toBeGreaterThan(8);
  });

  for (const example of examples) {
    test(example.answer.slice(0, 60), () => {
      const events = read(example, example.answer.length);
      if (example.events !== undefined) expect(summary(events).join('\n')).toBe(example.events);
      if (example.cells !== undefined) expect(draw(events, example.descriptor)).toBe(example.cells);
      if (example.cells !== undefined) expect(draw(read(example, 1), example.descriptor)).toBe(example.cells);
    });
  }
});

test('the table of reports names every reason', () => {
  const section = document.slice(document.indexOf('## What is reported'), document.indexOf('## Writing'));
  const named = [...section.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, reason]) => reason);
  expect(named.sort()).toEqual([...malformedReasons].sort());
});

test('the table of declarations names every key and what text4seg-nano says', () => {
  const section = document.slice(document.indexOf('## What a package declares'));
  const { box, ...plain } = brickDescriptor;
  const declared = { ...plain, 'box.edges': box.edges, 'box.bins': box.bins, background: 'others' };
  const rows = [...section.matchAll(/^\| `([a-zA-Z.]+)` \| .* \| `?([^`|]+?)`? \|$/gm)];
  expect(Object.fromEntries(rows.map(([, key, value]) => [key, value]))).toEqual(
    Object.fromEntries(Object.entries(declared).map(([key, value]) => [key, String(value)])),
  );
});
