import { expect, it } from 'vitest';
import type { CategoryId, StudioDocument } from '../../document/document.ts';
import { drawingCategory } from './drawing-category.ts';

const dog = { id: 'dog' as CategoryId, name: 'dog', colour: 0 };
const object = { id: 'object' as CategoryId, name: 'object', colour: 1 };
const documentWith = (...categories: StudioDocument['categories']): StudioDocument => ({
  images: [],
  categories,
  objects: new Map(),
});
const newId = () => 'new';

it('is the chosen class, else the class "object", else a new one with the next colour', () => {
  expect(drawingCategory(documentWith(dog, object), dog.id, newId)).toEqual({ category: dog, isNew: false });
  expect(drawingCategory(documentWith(dog, object), null, newId)).toEqual({ category: object, isNew: false });
  expect(drawingCategory(documentWith(dog), object.id, newId)).toEqual({
    category: { id: 'new', name: 'object', colour: 1 },
    isNew: true,
  });
});
