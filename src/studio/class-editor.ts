import type { ClearableCategoryKey, Command } from '../document/command.ts';
import type { Category, CategoryId, ImageId, SegmentedObject } from '../document/document.ts';
import { categoryByWord, categoryKey, nextColour } from '../document/lookup.ts';
import { StudioError } from '../errors/studio-error.ts';
import { classConflict } from './class-conflict.ts';
import type { NoticeBoard } from './notice-board.ts';
import type { ProjectSession } from './project-session.ts';

/** What may change about a class; null takes an optional thing away. */
export interface ClassChange {
  readonly name?: string;
  /** Index into the palette, 0..19. */
  readonly colour?: number;
  readonly supercategory?: string | null;
  /** One character. */
  readonly shortcut?: string | null;
  readonly synonyms?: readonly string[];
}

/** What people do to the list of classes, each intention one undo step. What can't be done is told by a notice. */
export class ClassEditor {
  readonly #session: ProjectSession;
  readonly #notices: NoticeBoard;
  readonly #newId: () => string;
  readonly #mayChange: () => boolean;

  /** @param mayChange false, having said why, where the project may not be changed */
  constructor(
    session: ProjectSession,
    notices: NoticeBoard,
    newId: () => string,
    mayChange: () => boolean = () => true,
  ) {
    this.#mayChange = mayChange;
    this.#session = session;
    this.#notices = notices;
    this.#newId = newId;
  }

  /** Gives the class that the word leads to, by name or synonym, else a new one; null for an empty name. */
  add(name: string): CategoryId | null {
    const words = tidy(name);
    if (words === '') return null;
    const { document } = this.#session;
    const known = categoryByWord(document, words);
    if (known) return known.id;
    const category: Category = { id: this.#newId() as CategoryId, name: words, colour: nextColour(document) };
    const at = document.categories.length;
    return this.#run(`Add class ${words}`, { kind: 'add-categories', categories: [category], at })
      ? category.id
      : null;
  }

  /** True when the class is as wanted, false when that was refused: words or a key that another class has. */
  update(id: CategoryId, change: ClassChange): boolean {
    const known = this.#find(id);
    if (!known) return false;
    const { patch, clear } = updateOf(known, change);
    const conflict = classConflict(this.#session.document, id, patch);
    if (conflict !== null) {
      this.#notices.tell('info', conflict);
      return false;
    }
    if (Object.keys(patch).length === 0 && clear.length === 0) return true;
    const words = patch.name !== undefined ? ` to ${patch.name}` : '';
    return this.#run(`${words ? 'Rename' : 'Change'} class ${known.name}${words}`, {
      kind: 'update-category',
      category: id,
      patch,
      ...(clear.length > 0 ? { clear } : {}),
    });
  }

  /** Takes away a class that no object belongs to. */
  remove(id: CategoryId): boolean {
    const known = this.#find(id);
    return (
      !!known && this.#run(`Remove class ${known.name}`, { kind: 'remove-categories', categories: [id] })
    );
  }

  /** Puts a class at a place of the list, 0 the first; exports number classes in that order. */
  move(id: CategoryId, to: number): boolean {
    const { categories } = this.#session.document;
    const at = categories.findIndex((category) => category.id === id);
    const place = Math.min(Math.max(0, to), categories.length - 1);
    if (at < 0) return false;
    if (place === at) return true;
    const name = `Move class ${categories[at]!.name} to place ${place + 1}`;
    return this.#run(name, { kind: 'move-category', category: id, to: place });
  }

  /** Gives all objects of `from` the class `into`, which keeps the name of the other as a synonym. */
  merge(from: CategoryId, into: CategoryId): boolean {
    const [old, kept] = [this.#find(from), this.#find(into)];
    if (!old || !kept || old === kept) return false;
    const commands: Command[] = [];
    for (const { image, object } of this.#objectsOf(from))
      commands.push({ kind: 'update-object', image, object: object.id, patch: { category: into } });
    const synonyms = wordsBeside(kept.name, [...(kept.synonyms ?? []), old.name, ...(old.synonyms ?? [])]);
    commands.push(
      { kind: 'update-category', category: into, patch: { synonyms } },
      { kind: 'remove-categories', categories: [from] },
    );
    return this.#run(`Merge class ${old.name} into ${kept.name}`, { kind: 'batch', commands });
  }

  *#objectsOf(category: CategoryId): Generator<{ image: ImageId; object: SegmentedObject }> {
    for (const [image, objects] of this.#session.document.objects)
      for (const object of objects) if (object.category === category) yield { image, object };
  }

  #find(id: CategoryId): Category | undefined {
    return this.#session.document.categories.find((category) => category.id === id);
  }

  #run(name: string, command: Command): boolean {
    if (!this.#mayChange()) return false;
    try {
      this.#session.run(name, command);
      return true;
    } catch (error) {
      // The document refuses in words that say what to change; it is as it was.
      if (!(error instanceof StudioError)) throw error;
      this.#notices.tell('info', error.message);
      return false;
    }
  }
}

function tidy(name: string): string {
  return name.trim().replace(/\s+/gu, ' ');
}

/** Other words for a class, each once whatever its case, without its own name and empty ones. */
function wordsBeside(name: string, words: readonly string[]): readonly string[] {
  const seen = new Set(['', categoryKey(name)]);
  return words.map(tidy).filter((word) => {
    const key = categoryKey(word);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** The patch and the keys to clear that make the class as wanted; both empty when it is so already. */
function updateOf(known: Category, change: ClassChange) {
  const patch: { -readonly [Key in keyof Omit<Category, 'id'>]?: Category[Key] } = {};
  const clear: ClearableCategoryKey[] = [];
  const { colour, supercategory, shortcut, synonyms } = change;
  const name = change.name === undefined ? undefined : tidy(change.name);
  if (name !== undefined && name !== known.name) patch.name = name;
  if (colour !== undefined && colour !== known.colour) patch.colour = colour;
  if (!supercategory) {
    if (supercategory !== undefined && known.supercategory !== undefined) clear.push('supercategory');
  } else if (supercategory !== known.supercategory) patch.supercategory = supercategory;
  if (!shortcut) {
    if (shortcut !== undefined && known.shortcut !== undefined) clear.push('shortcut');
  } else if (shortcut !== known.shortcut) patch.shortcut = shortcut;
  const words = synonyms && wordsBeside(name ?? known.name, synonyms);
  if (words?.length === 0) {
    if (known.synonyms !== undefined) clear.push('synonyms');
  } else if (words && words.join('\n') !== known.synonyms?.join('\n')) patch.synonyms = words;
  return { patch, clear };
}
