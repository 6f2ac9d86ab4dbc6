import { expect, it } from 'vitest';
import type { CategoryId, ImageId, ImageRecord, StudioDocument } from '../../document/document.ts';
import { startRequest } from '../../studio/exchange/export-request.ts';
import { requestAtOpening } from './request-at-opening.ts';

const category = (id: string) => ({ id: id as CategoryId, name: id, colour: 0 });
const photo = (id: string, review?: ImageRecord['review']): ImageRecord => ({
  id: id as ImageId,
  name: `${id}.jpg`,
  width: 4,
  height: 4,
  bytes: 1,
  mediaType: 'image/jpeg',
  sha256: id,
  addedAt: 0,
  ...(review && { review }),
});
const document: StudioDocument = {
  images: [photo('a', 'reviewed'), photo('b')],
  categories: [category('cat'), category('dog')],
  objects: new Map(),
};
const of = (...ids: string[]) => new Set(ids as CategoryId[]);

it('keeps what was chosen last where the project has it', () => {
  const last = { ...startRequest, images: 'reviewed', categories: of('dog'), copyImages: true } as const;
  expect(requestAtOpening(last, document, 0)).toEqual(last);
  expect(requestAtOpening(last, document, 2).images).toBe('selected');
});

it('takes all where nothing of the choice is there', () => {
  const last = { ...startRequest, images: 'reviewed', categories: of('tree') } as const;
  const other = { ...document, images: [photo('b')] };
  expect(requestAtOpening(last, other, 0)).toEqual(startRequest);
  expect(requestAtOpening({ ...startRequest, images: 'selected' }, document, 0)).toEqual(startRequest);
  expect(requestAtOpening({ ...last, categories: of('cat', 'tree') }, document, 0).categories).toEqual(
    of('cat'),
  );
});
