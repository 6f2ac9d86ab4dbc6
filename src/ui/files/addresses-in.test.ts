import { expect, it } from 'vitest';
import { addressesIn } from './addresses-in.ts';

it('takes a text of nothing but addresses, one a line', () => {
  expect(addressesIn('http://a.test/1.jpg\r\n\n  https://a.test/2.png?x=1 \n')).toEqual([
    'http://a.test/1.jpg',
    'https://a.test/2.png?x=1',
  ]);
});

it('leaves every other text alone', () => {
  for (const text of [
    '',
    '  \n',
    'the dog',
    'see http://a.test/1.jpg',
    'http://a.test/1.jpg\nthe dog',
    'ftp://a/b',
  ])
    expect(addressesIn(text)).toBeNull();
});
