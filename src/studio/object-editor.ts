import type { Command } from '../document/command.ts';
import type { Category, CategoryId, ImageRecord, ObjectId, SegmentedObject } from '../document/document.ts';
import { categoryByName, imageById, nextColour, objectById, objectsOf } from '../document/lookup.ts';
import { subtractMasks, unionMasks } from '../mask/boolean.ts';
import type { Mask } from '../mask/mask.ts';
import { isEmptyMask, maskContains, masksEqual } from '../mask/measure.ts';
import type { Point } from '../mask/space.ts';
import { categoryFor } from './class-name.ts';
import type { NoticeBoard } from './notice-board.ts';
import type { ProjectSession } from './project-session.ts';

type Patch = Partial<Omit<SegmentedObject, 'id'>>;

/** What people do to the objects of the photo shown, each intention one undo step. */
export class ObjectEditor {
  readonly #session: ProjectSession;
  readonly #notices: NoticeBoard;
  readonly #newId: () => string;
  /** Class for what is drawn with nothing selected. */
  #lastCategory: CategoryId | null = null;

  constructor(session: ProjectSession, notices: NoticeBoard, newId: () => string) {
    this.#session = session;
    this.#notices = notices;
    this.#newId = newId;
  }

  get objects(): readonly SegmentedObject[] {
    const image = this.#session.currentImage;
    return image ? objectsOf(this.#session.document, image) : [];
  }

  /** Topmost visible object under a pixel; locked ones can be picked, so that they can be unlocked. */
  objectAt(point: Point<'image'>): ObjectId | null {
    const under = this.objects.findLast(
      ({ visible, mask }) => visible && maskContains(mask, Math.floor(point.x), Math.floor(point.y)),
    );
    return under?.id ?? null;
  }

  remove(ids: readonly ObjectId[]): void {
    const image = this.#image();
    const objects = this.objects.filter(({ id }) => ids.includes(id));
    if (!image || objects.length === 0 || this.#refuseLocked(objects)) return;
    const name =
      objects.length === 1 ? `Delete ${this.#name(objects[0]!)}` : `Delete ${objects.length} objects`;
    this.#session.run(name, {
      kind: 'remove-objects',
      image: image.id,
      objects: objects.map(({ id }) => id),
    });
  }

  rename(id: ObjectId, name: string): void {
    const object = this.#object(id);
    if (!object || name.trim() === '') return;
    const { document } = this.#session;
    // The class of exactly this name; "police dog" typed by hand is not a dog.
    const exact = categoryByName(document, name);
    if (exact?.id === object.category) return;
    const category: Category = exact ?? {
      id: this.#newId() as CategoryId,
      name: name.trim().replace(/\s+/gu, ' '),
      colour: nextColour(document),
    };
    const commands: Command[] = exact
      ? []
      : [{ kind: 'add-categories', categories: [category], at: document.categories.length }];
    this.#update(
      object,
      { category: category.id },
      `Rename ${this.#name(object)} to ${category.name}`,
      commands,
    );
    this.#lastCategory = category.id;
  }

  setCategory(id: ObjectId, category: CategoryId): void {
    const object = this.#object(id);
    if (!object || object.category === category) return;
    this.#update(object, { category }, `Set class of ${this.#name(object)}`);
    this.#lastCategory = category;
  }

  recolour(category: CategoryId, colour: number): void {
    const known = this.#session.document.categories.find(({ id }) => id === category);
    if (!known || known.colour === colour) return;
    this.#session.run(`Colour ${known.name}`, { kind: 'update-category', category, patch: { colour } });
  }

  setVisible(id: ObjectId, visible: boolean): void {
    const object = this.#object(id);
    if (!object || object.visible === visible) return;
    this.#update(object, { visible }, `${visible ? 'Show' : 'Hide'} ${this.#name(object)}`);
  }

  setLocked(id: ObjectId, locked: boolean): void {
    const object = this.#object(id);
    if (!object || object.locked === locked) return;
    this.#update(object, { locked }, `${locked ? 'Lock' : 'Unlock'} ${this.#name(object)}`);
  }

  /** A finished stroke as one step; gives the object it ended in, or null when nothing changed. */
  applyStroke(stroke: Mask, mode: 'add' | 'subtract', selection: readonly ObjectId[]): ObjectId | null {
    const image = this.#image();
    if (!image || isEmptyMask(stroke)) return null;
    const selected = this.objects.filter(({ id }) => selection.includes(id));
    if (this.#refuseLocked(selected)) return null;
    const [target] = selected;
    if (!target) {
      if (mode === 'add') return this.#draw(image, stroke);
      this.#notices.tell('info', 'Select the object to erase from.');
      return null;
    }
    const mask = mode === 'add' ? unionMasks(target.mask, stroke) : subtractMasks(target.mask, stroke);
    if (masksEqual(mask, target.mask)) return target.id;
    if (isEmptyMask(mask)) {
      this.#session.run(`Erase ${this.#name(target)}`, {
        kind: 'remove-objects',
        image: image.id,
        objects: [target.id],
      });
      return null;
    }
    const name = `${mode === 'add' ? 'Brush' : 'Erase'} stroke on ${this.#name(target)}`;
    this.#update(target, { mask, edited: true }, name);
    return target.id;
  }

  #draw(image: ImageRecord, mask: Mask): ObjectId {
    const { document } = this.#session;
    const last = document.categories.find(({ id }) => id === this.#lastCategory);
    const { category, isNew } = last
      ? { category: last, isNew: false }
      : categoryFor(document, 'object', this.#newId);
    const id = this.#newId() as ObjectId;
    const commands: Command[] = isNew
      ? [{ kind: 'add-categories', categories: [category], at: document.categories.length }]
      : [];
    const object: SegmentedObject = {
      id,
      category: category.id,
      mask,
      canvas: null,
      provenance: { kind: 'drawn' },
      edited: false,
      visible: true,
      locked: false,
      attributes: {},
    };
    commands.push({ kind: 'add-objects', image: image.id, entries: [{ at: this.objects.length, object }] });
    this.#session.run(`Draw ${category.name}`, { kind: 'batch', commands });
    return id;
  }

  #refuseLocked(objects: readonly SegmentedObject[]): boolean {
    const locked = objects.find((object) => object.locked);
    if (locked) this.#notices.tell('info', `${this.#name(locked)} is locked. Unlock it to change it.`);
    return locked !== undefined;
  }

  #update(object: SegmentedObject, patch: Patch, name: string, before: readonly Command[] = []): void {
    const image = this.#image();
    if (!image) return;
    const update: Command = { kind: 'update-object', image: image.id, object: object.id, patch };
    this.#session.run(name, before.length > 0 ? { kind: 'batch', commands: [...before, update] } : update);
  }

  #image(): ImageRecord | undefined {
    const id = this.#session.currentImage;
    return id ? imageById(this.#session.document, id) : undefined;
  }

  #object(id: ObjectId): SegmentedObject | undefined {
    const image = this.#session.currentImage;
    return image ? objectById(this.#session.document, image, id) : undefined;
  }

  #name({ category }: SegmentedObject): string {
    return this.#session.document.categories.find(({ id }) => id === category)?.name ?? 'object';
  }
}
