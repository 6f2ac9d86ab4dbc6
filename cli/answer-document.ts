import { createHash } from 'node:crypto';
import type {
  Category,
  CategoryId,
  ImageId,
  ImageRecord,
  ObjectId,
  SegmentedObject,
  StudioDocument,
  TurnId,
} from '../src/document/document.ts';
import { categoryKey } from '../src/document/lookup.ts';
import type { Mask } from '../src/mask/mask.ts';
import type { AnsweredObject } from './answer-question.ts';

export interface PhotoAnswer {
  /** Forward-slash path as it shall stand in the file. */
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly objects: readonly (AnsweredObject & { readonly mask: Mask })[];
}

/** The answers to one prompt about several photos as a document, so that the studio's own writers can export it. */
export function answerDocument(
  photos: readonly PhotoAnswer[],
  prompt: string,
  model: string,
  now: number,
): StudioDocument {
  const categories = new Map<string, Category>();
  const categoryOf = (label: string): CategoryId => {
    const name = label || prompt;
    const key = categoryKey(name);
    const known = categories.get(key);
    if (known) return known.id;
    const category = {
      id: `category-${categories.size + 1}` as CategoryId,
      name,
      colour: categories.size % 20,
    };
    categories.set(key, category);
    return category.id;
  };
  const images: ImageRecord[] = [];
  const objects = new Map<ImageId, readonly SegmentedObject[]>();
  photos.forEach((photo, index) => {
    const id = `image-${index + 1}` as ImageId;
    const { name, bytes, width, height } = photo;
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    images.push({ id, name, width, height, bytes: bytes.length, mediaType: '', sha256, addedAt: now });
    objects.set(
      id,
      photo.objects.map(
        (object, place): SegmentedObject => ({
          id: `object-${index + 1}-${place + 1}` as ObjectId,
          category: categoryOf(object.label),
          mask: object.mask,
          canvas: { box: object.box, cells: object.cells },
          provenance: {
            kind: 'model',
            turn: `turn-${index + 1}` as TurnId,
            prompt,
            reference: object.label,
            model,
            maskConfidence: object.maskConfidence,
            boxConfidence: object.boxConfidence,
            partial: false,
          },
          edited: false,
          visible: true,
          locked: false,
          attributes: {},
        }),
      ),
    );
  });
  return { images, categories: [...categories.values()], objects };
}
