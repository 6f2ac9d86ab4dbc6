import { describe, expect, test } from 'vitest';
import { brickDescriptor, type Descriptor, descriptorOf } from './descriptor.ts';
import { readAnswer } from './read-answer.ts';
import { createStreamParser } from './stream-parser.ts';
import { characterTable } from './testing/character-table.ts';
import { summary } from './testing/event-summary.ts';

const bricks = descriptorOf('bricks', 64);
const runs = descriptorOf('runs', 64);

function read(descriptor: Descriptor, ...pieces: string[]): string[] {
  const parser = createStreamParser({ descriptor });
  return summary([...pieces.flatMap((piece) => parser.pushText(piece)), ...parser.end()]);
}

describe('the cursor', () => {
  test('goes on in the next row, says so, and stays in the box', () => {
    expect(read(bricks, '<ref>a</ref><box>[[2 3 5 5]]</box><seg>fg4bg1fg9</seg>')).toEqual([
      'ref a',
      'box 0 a 2 3 5 5',
      'segment 0',
      'malformed run-past-row @0',
      'brick +4 (2,3)',
      'brick -1 (3,4)',
      'malformed run-past-end @0',
      'brick +1 (4,4)',
      'object 0 missing 0',
      'end',
    ]);
  });

  test('may cross rows where the package says so', () => {
    const crossing = descriptorOf('bricks', 64, { crossRows: true });
    expect(read(crossing, '<ref>a</ref><box>[[2 3 5 5]]</box><seg>fg6</seg>')).not.toContainEqual(
      expect.stringContaining('malformed'),
    );
  });

  test('tolerates separators that were not declared', () => {
    expect(read(bricks, '<ref>a</ref><box>[[0 0 2 2]]</box><seg>fg1\nbg1 fg2, \n</seg>').slice(3)).toEqual([
      'brick +1 (0,0)',
      'brick -1 (1,0)',
      'brick +2 (0,1)',
      'object 0 missing 0',
      'end',
    ]);
  });

  test('is set right by declared separators after a row too short or too long', () => {
    const rows = descriptorOf('r-rle', 4);
    expect(read(rows, '<seg>a *3\n a *5\n others *4\n others *4\n</seg>')).toEqual([
      'segment 0',
      'brick +3 (0,0) a',
      'malformed grid-mismatch @0',
      'malformed run-past-row @0',
      'brick +5 (0,1) a',
      'brick -4 (0,2) others',
      'brick -4 (0,3) others',
      'object 0 missing 1',
      'end',
    ]);
  });
});

describe('boxes', () => {
  test('of one reference have one mask each, in order', () => {
    expect(
      read(
        bricks,
        '<ref>a</ref><box>[[0 0 1 1], [4,4,5,5]]</box><seg>fg1</seg> <seg>bg1</seg><seg>fg1</seg>',
      ),
    ).toEqual([
      'ref a',
      'box 0 a 0 0 1 1',
      'box 1 a 4 4 5 5',
      'segment 0',
      'brick +1 (0,0)',
      'object 0 missing 0',
      'text  ',
      'segment 1',
      'brick -1 (4,4)',
      'object 1 missing 0',
      'malformed second-segment @0',
      'end',
    ]);
  });

  test('may come without masks, but not some with and some without', () => {
    expect(read(bricks, '<ref>a</ref><box>[[0 0 1 1], [4 4 5 5]]</box>')).not.toContainEqual(
      expect.stringContaining('malformed'),
    );
    expect(read(bricks, '<ref>a</ref><box>[[0 0 1 1], [4 4 5 5]]</box><seg>fg1</seg>').slice(-2)).toEqual([
      'malformed unfinished @1',
      'end',
    ]);
  });

  test.each([
    ['[[5 5 5 9]]', 'bad-box'],
    ['[[9 5 5 9]]', 'bad-box'],
    ['[[0 0 64 9]]', 'box-out-of-range'],
    ['[[0 0 999999999999 9]]', 'box-out-of-range'],
    ['[[0 0 9]]', 'bad-box'],
    ['[[0 -1 9 9]]', 'bad-box'],
    ['[[0 0.5 9 9]]', 'bad-box'],
    ['left', 'bad-box'],
    ['[[]]', 'bad-box'],
    ['', 'bad-box'],
  ])('that are none are reported and paint nothing: %s', (box, reason) => {
    expect(read(bricks, `<ref>a</ref><box>${box}</box>`, '<seg>fg9bg9?</seg>', '<none>')).toEqual([
      'ref a',
      `malformed ${reason} @0`,
      'malformed unexpected-token @2',
      'end',
    ]);
  });

  test('that are bad keep their place among good ones', () => {
    const events = read(bricks, '<ref>a</ref><box>[[9 9 9 9], [1 1 2 2]]</box><seg>fg1</seg><seg>fg1</seg>');
    expect(events.slice(2)).toEqual([
      'box 0 a 1 1 2 2',
      'segment 0',
      'brick +1 (1,1)',
      'object 0 missing 0',
      'end',
    ]);
  });

  test('with inclusive edges are given half-open', () => {
    const inclusive = descriptorOf('bricks', 64, { box: { edges: 'inclusive', bins: 64 } });
    expect(read(inclusive, '<ref>a</ref><box>[[0 0 63 0]]</box>')).toContain('box 0 a 0 0 64 1');
  });
});

describe('runs', () => {
  test('are read with and without the space before the star; labels may hold stars and digits', () => {
    const text = '<ref>bus 42</ref><box>[[0 0 4 2]]</box><seg>bus 42 *2|OTHERS*1| a *3 *1|Bus 42   *4</seg>';
    expect(read(runs, text).slice(3)).toEqual([
      'brick +2 (0,0) bus 42',
      'brick -1 (2,0) OTHERS',
      'brick +1 (3,0) a *3',
      'brick +4 (0,1) Bus 42',
      'object 0 missing 0',
      'end',
    ]);
  });

  test.each([
    ['dog *0', 'bad-run'],
    ['dog *', 'bad-run'],
    ['dog', 'bad-run'],
    ['*3', 'bad-run'],
    ['| dog *1', 'bad-run'],
    [`${'x'.repeat(600)} *3`, 'bad-run'],
    ['dog *99999999999999999999', 'run-past-end'],
  ])('that are none are reported: %s', (text, reason) => {
    const events = read(runs, `<ref>a</ref><box>[[0 0 1 1]]</box>`, `<seg>${text}</seg>`);
    expect(events).toContain(`malformed ${reason} @1`);
    expect(events.filter((event) => event.startsWith('malformed'))).toHaveLength(1);
  });

  test.each([
    ['fg64', 'bad-run'],
    ['fg0', 'bad-run'],
    ['fg', 'bad-run'],
    ['f3', 'bad-run'],
    ['the dog', 'bad-run'],
  ])('bricks that are none are reported: %s', (text, reason) => {
    const events = read(bricks, `<ref>a</ref><box>[[0 0 1 1]]</box>`, `<seg>${text}`, ' fg1</seg>');
    expect(events.slice(3)).toEqual(
      [`malformed ${reason} @1`, 'brick +1 (0,0)', 'object 0 missing 0', 'end'].map((line) =>
        text === 'fg' || text === 'fg0' || text === 'fg64' ? line.replace('@1', '@2') : line,
      ),
    );
  });

  test('cut in the middle paint what is known of them', () => {
    expect(read(runs, '<ref>a</ref><box>[[0 0 4 4]]</box><seg>a *2| a *1').slice(3)).toEqual([
      'brick +2 (0,0) a',
      'brick +1 (2,0) a',
      'malformed unfinished @1',
      'object 0 missing 13',
      'end',
    ]);
    expect(read(runs, '<ref>a</ref><box>[[0 0 4 4]]</box><seg>a *2| oth')).toContain('object 0 missing 14');
  });
});

describe('structure', () => {
  test.each([
    ['<seg>fg1</seg>', 'segment-without-box @0'],
    ['</seg>', 'unexpected-token @0'],
    ['<ref>a<box>[[0 0 1 1]]</box>', 'unexpected-token @0'],
    ['<box>[[0 0 1 1]]</box>', 'unexpected-token @0'],
    ['<ref>a</ref><none>', 'unexpected-token @0'],
    ['<ref>a', 'unfinished @1'],
    ['<box>', 'unfinished @1'],
    [`<ref>${'long '.repeat(200)}</ref>`, 'unexpected-token @0'],
    ['<eos>more', 'unexpected-token @0'],
  ])('%s', (text, report) => {
    const events = read(bricks, text);
    expect(events).toContain(`malformed ${report}`);
    expect(events).toContain('end');
  });

  test('a mask left open by the next reference is closed', () => {
    const text = '<ref>a</ref><box>[[0 0 2 1]]</box><seg>fg1<ref>b</ref><box>[[1 1 2 2]]</box><seg>fg1</seg>';
    expect(read(bricks, text).slice(3)).toEqual([
      'brick +1 (0,0)',
      'malformed unexpected-token @0',
      'object 0 missing 1',
      'ref b',
      'box 1 b 1 1 2 2',
      'segment 1',
      'brick +1 (1,1)',
      'object 1 missing 0',
      'end',
    ]);
  });

  test('signs that only begin like a tag are words', () => {
    expect(read(bricks, 'a <', 'r', '<refs> b < c <')).toEqual([
      'text a ',
      'text <r<refs> b < c ',
      'text <',
      'end',
    ]);
  });

  test('ids without an end mark were cut short; unknown ids are reported where they stand', () => {
    const tokens = characterTable();
    const parser = createStreamParser({ descriptor: brickDescriptor, tokens });
    const ids = [tokens.tags[0]!, 1_000_000, -1, tokens.tags[1]!, tokens.bins[3]!, tokens.foreground[2]!];
    expect(summary([...parser.pushTokens(ids), ...parser.end()])).toEqual([
      'malformed unexpected-token @1',
      'malformed unexpected-token @2',
      'ref ',
      'malformed unexpected-token @4',
      'malformed unexpected-token @5',
      'malformed unfinished @6',
      'end',
    ]);
    expect(parser.end()).toEqual([]);
    expect(summary(parser.pushTokens([5, 6]))).toEqual(['malformed unexpected-token @6']);
  });

  test('tags may be spelled otherwise, as long as they can be told apart', () => {
    const tags = { ref: '<|object_ref_start|>', '/ref': '<|object_ref_end|>' };
    const { answer, malformed } = readAnswer('<|object_ref_start|>roi0<|object_ref_end|>', {
      descriptor: bricks,
      tags,
    });
    expect(malformed).toEqual([]);
    expect(answer).toEqual([{ kind: 'reference', label: 'roi0', objects: [] }]);
    for (const bad of ['[REF]', '<a<b>', '<re', '<seg>', '<seg>x']) {
      expect(() => createStreamParser({ descriptor: bricks, tags: { ref: bad, '/ref': '<re>' } })).toThrow(
        expect.objectContaining({ code: 'descriptor-invalid' }),
      );
    }
  });

  test.each([
    { grid: 0 },
    { grid: 2.5 },
    { maxRun: 0 },
    { rowSeparator: 'row' },
    { rowSeparator: '*' },
    { box: { edges: 'half-open', bins: 1 } } as const,
  ])('a declaration that cannot be read is refused: %o', (overrides) => {
    expect(() => createStreamParser({ descriptor: { ...bricks, ...overrides } })).toThrow(
      expect.objectContaining({ code: 'descriptor-invalid' }),
    );
  });
});
