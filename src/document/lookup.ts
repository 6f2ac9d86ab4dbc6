import type {
  Category,
  ImageId,
  ImageRecord,
  ObjectId,
  ReviewStatus,
  SegmentedObject,
  StudioDocument,
} from './document.ts';
import { paletteSize } from './palette-size.ts';

const none: readonly SegmentedObject[] = [];

/** The objects of a photo, back to front; empty when it has none. */
export function objectsOf(document: StudioDocument, image: ImageId): readonly SegmentedObject[] {
  return document.objects.get(image) ?? none;
}

export function imageById(document: StudioDocument, id: ImageId): ImageRecord | undefined {
  return document.images.find((image) => image.id === id);
}

export function objectById(
  document: StudioDocument,
  image: ImageId,
  id: ObjectId,
): SegmentedObject | undefined {
  return objectsOf(document, image).find((object) => object.id === id);
}

/** The class of that name; case, surrounding and repeated spaces don't matter ("Traffic  light" is "traffic light"). */
export function categoryByName(document: StudioDocument, name: string): Category | undefined {
  const wanted = categoryKey(name);
  return document.categories.find((category) => categoryKey(category.name) === wanted);
}

/** The class that people gave this other word for; names themselves are not looked at. */
export function categoryBySynonym(document: StudioDocument, word: string): Category | undefined {
  const wanted = categoryKey(word);
  return document.categories.find(({ synonyms }) =>
    synonyms?.some((synonym) => categoryKey(synonym) === wanted),
  );
}

/** The class that a word leads to: the one of that name, else the one with that synonym. */
export function categoryByWord(document: StudioDocument, word: string): Category | undefined {
  return categoryByName(document, word) ?? categoryBySynonym(document, word);
}

/** How far people are with a photo: their own mark, else whether it has objects. */
export function reviewStatus(document: StudioDocument, { id, review }: ImageRecord): ReviewStatus {
  return review ?? (objectsOf(document, id).length > 0 ? 'open' : 'not-started');
}

/** What names of classes are compared by. */
export function categoryKey(name: string): string {
  return name.normalize('NFC').trim().replace(/\s+/gu, ' ').toLowerCase();
}

/** The colour for a new class: the first of the least used in the palette, 0..19. */
export function nextColour(document: StudioDocument): number {
  const uses = new Array<number>(paletteSize).fill(0);
  for (const { colour } of document.categories) uses[colour] = (uses[colour] ?? 0) + 1;
  return uses.indexOf(Math.min(...uses));
}
