import { describe, expect, it } from 'vitest';
import { sampleImage } from '../document/testing/sample-document.ts';
import { PhotoIndex } from './photo-index.ts';

const images = [
  sampleImage('1', 4, 4, { name: 'train/a.jpg', sha256: 'a1' }),
  sampleImage('2', 4, 4, { name: 'val/a.jpg', sha256: 'a2' }),
  sampleImage('3', 4, 4, { name: 'Über.PNG', sha256: 'u' }),
  sampleImage('4', 4, 4, { name: 'b.jpg', sha256: 'b' }),
  sampleImage('5', 4, 4, { name: 'b.png', sha256: 'c' }),
];
const index = new PhotoIndex(images, [
  { path: 'zip/images/renamed.jpg', size: 1, sha256: 'b' },
  { path: 'zip/images/stranger.jpg', size: 1, sha256: '77' },
]);
const found = (path: string, naming?: 'stem') => {
  const match = index.match(path, naming);
  return match.kind === 'found' ? `${match.image.name} by ${match.by}` : match.kind;
};

describe('matching photos', () => {
  it.each([
    ['train/a.jpg', 'train/a.jpg by path'],
    ['.\\train\\\\a.jpg', 'train/a.jpg by path'],
    ['data/val/a.jpg', 'val/a.jpg by name'],
    ['a.jpg', 'ambiguous'],
    ['über.png', 'Über.PNG by path'],
    ['U\u0308ber.png', 'Über.PNG by path'],
    ['/home/me/b.jpg', 'b.jpg by name'],
    ['images/renamed.jpg', 'b.jpg by hash'],
    ['images/stranger.jpg', 'missing'],
    ['../train/../val/a.jpg', 'val/a.jpg by path'],
    ['__proto__', 'missing'],
    ['', 'missing'],
  ])('%s', (path, expected) => {
    expect(found(path)).toBe(expected);
  });

  it.each([
    ['train/a.txt', 'train/a.jpg by path'],
    ['labels/val/a.xml', 'val/a.jpg by name'],
    ['b.txt', 'ambiguous'],
    ['labels/renamed.txt', 'b.jpg by hash'],
  ])('by stem: %s', (path, expected) => {
    expect(found(path, 'stem')).toBe(expected);
  });
});
