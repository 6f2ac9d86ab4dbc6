import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noPace } from '../pace.ts';
import { readSections, valueAt } from './json-sections.ts';

async function collect(text: string) {
  const { sections, fault } = await readSections(text, noPace);
  const values = new Map<string, unknown>();
  for (const [key, section] of sections) {
    values.set(
      key,
      section.kind === 'value'
        ? valueAt(text, section)
        : section.starts.map((start, i) => valueAt(text, { start, end: section.ends[i]! })),
    );
  }
  return { values, fault };
}

describe('parts of a JSON file', () => {
  it('are the values that JSON.parse gives, whatever the value', async () => {
    const value = fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.array(fc.jsonValue()));
    await fc.assert(
      fc.asyncProperty(value, fc.nat({ max: 3 }), async (data, indent) => {
        const text = JSON.stringify(data, null, indent);
        const { values, fault } = await collect(text);
        expect(fault).toBeNull();
        const parsed = JSON.parse(text);
        if (Array.isArray(parsed)) expect(values).toEqual(new Map([['', parsed]]));
        else expect(values).toEqual(new Map(Object.entries(parsed)));
      }),
    );
  });

  it('before a cut are whole, and the cut is told by line', async () => {
    const text = '{"a": 1,\n"list": [{"x": 1},\n{"x": 2},\n{"x": ';
    const { values, fault } = await collect(text);
    expect(values.get('a')).toBe(1);
    expect(values.get('list')).toEqual([{ x: 1 }, { x: 2 }]);
    expect(fault).toEqual({ line: 4, reason: 'The JSON ends in the middle of a value.' });
  });

  it.each([
    ['', 1, 'should be an object or a list'],
    ['7', 1, 'should be an object or a list'],
    ['{"a": [1 2]}', 1, 'no "," between two items'],
    ['{"a": 1 "b": 2}', 1, 'no "," between two keys'],
    ['{"a" 1}', 1, 'no ":" after a key'],
    ['{a: 1}', 1, 'no key where one should be'],
    ['{"a": [}]', 1, '"}" where a value should be'],
    ['{"a": {"b": ]}', 1, 'closes a bracket that was not opened'],
    ['[1]\n\n[2]', 3, 'goes on after its end'],
    ['{"a": "', 1, 'in the middle of a string'],
    ['{"a":', 1, 'ends too soon'],
    [`{"a": ${'['.repeat(100_000)}`, 1, 'nested more than 64 deep'],
    [`[${'{"a":'.repeat(100)}1${'}'.repeat(100)}]`, 1, 'nested more than 64 deep'],
  ])('of %# are refused with line and reason', async (text, line, words) => {
    const { fault } = await readSections(text, noPace);
    expect(fault?.line).toBe(line);
    expect(fault?.reason).toContain(words);
  });

  it('never throws, whatever the text', async () => {
    const signs = fc.array(
      fc.constantFrom('{', '}', '[', ']', '"', '\\', ',', ':', '1', 'a', ' ', '\n', 'null'),
    );
    await fc.assert(
      fc.asyncProperty(signs, async (parts) => {
        const text = parts.join('');
        const { fault } = await readSections(text, noPace);
        let valid = true;
        try {
          valid = typeof JSON.parse(text) === 'object' && JSON.parse(text) !== null;
        } catch {
          valid = false;
        }
        // What is JSON is accepted; damage within an item shows when the item is read.
        if (valid) expect(fault).toBeNull();
      }),
      { numRuns: 2000 },
    );
  });
});
