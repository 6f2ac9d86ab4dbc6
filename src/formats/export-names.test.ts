import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleImage } from '../document/testing/sample-document.ts';
import { exportNames, safePath } from './export-names.ts';

const named = (...names: string[]) => names.map((name, i) => sampleImage(`${i}`, 8, 8, { name }));
const namesOf = (names: readonly string[], flat = false, uniqueStems = false) => [
  ...exportNames(named(...names), { flat, uniqueStems }).values(),
];

describe('names of photos in an export', () => {
  it('stay as they are when they are fine', () => {
    expect(namesOf(['a.jpg', 'set/a.jpg', 'set/é ü.png', '.hidden'])).toEqual([
      'a.jpg',
      'set/a.jpg',
      'set/é ü.png',
      '.hidden',
    ]);
  });

  it.each([
    ['../../etc/passwd', 'etc/passwd'],
    ['C:\\photos\\a.jpg', 'photos/a.jpg'],
    ['/a//b/./c.jpg', 'a/b/c.jpg'],
    ['a\u0000b<c>?.jpg', 'a_b_c__.jpg'],
    ['con.jpg', '_con.jpg'],
    ['set/Lpt¹ .jpg', 'set/_Lpt¹ .jpg'],
    ['CONIN$', '_CONIN$'],
    ['console.jpg', 'console.jpg'],
    ['dots...', 'dots_'],
    ['..', 'photo'],
  ])('are made safe: %s', (name, safe) => {
    expect(safePath(name)).toBe(safe);
  });

  it('are unique, by stem where files are found by it', () => {
    expect(namesOf(['x/a.jpg', 'x/A.png'])).toEqual(['x/a.jpg', 'x/A.png']);
    expect(namesOf(['x/a.jpg', 'x/A.png'], false, true)).toEqual(['x/a.jpg', 'x/A_2.png']);
    expect(namesOf(['x/a.jpg', 'x_a.jpg'], true).toSorted()).toEqual(['x_a.jpg', 'x_a_2.jpg']);
  });

  it('are unique on disks that don’t tell ways to write accents apart', () => {
    const [composed, apart] = ['é.jpg'.normalize('NFC'), 'É.jpg'.normalize('NFD')];
    expect(namesOf([composed, apart])).toEqual([composed, apart.replace('.', '_2.')]);
  });

  it('are cut to what disks take, and stay apart and of their kind', () => {
    const long = `${'ß🐈'.repeat(80)}.jpeg`;
    const names = namesOf([long, `x/${long}`, `${long} `, `${'a'.repeat(300)}`, `a.${'b'.repeat(300)}`]);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names)
      for (const part of name.split('/')) expect(Buffer.byteLength(part)).toBeLessThan(220);
    expect(names[0]).toMatch(/^(?:ß🐈)+ß?\.jpeg$/u);
    expect(namesOf([`${'a'.repeat(150)}/${'b'.repeat(150)}.png`], true)[0]).toMatch(/^a+_b+\.png$/u);
  });

  it('never clash and never leave the folder, whatever photos are called', () => {
    const name = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc
        .array(fc.constantFrom('..', '.', '', 'a', 'A', 'a_2', 'b.jpg', 'b.png', 'CON', '\\'), {
          maxLength: 5,
        })
        .map((p) => p.join('/')),
    );
    fc.assert(
      fc.property(
        fc.array(name, { maxLength: 12 }),
        fc.boolean(),
        fc.boolean(),
        (names, flat, uniqueStems) => {
          const given = namesOf(names, flat, uniqueStems);
          const keys = given.map((path) =>
            (uniqueStems ? path.replace(/(?<=[^/])\.[^./]*$/u, '') : path).normalize('NFC').toLowerCase(),
          );
          expect(new Set(keys).size).toBe(names.length);
          for (const path of given) {
            expect(safePath(path)).toBe(path);
            expect(path.startsWith('/') || path.split('/').includes('..')).toBe(false);
            if (flat) expect(path).not.toContain('/');
          }
        },
      ),
    );
  });
});
