import type { Command } from '../../document/command.ts';
import type { Category, CategoryId, ObjectId } from '../../document/document.ts';
import { categoryByWord, categoryKey, nextColour } from '../../document/lookup.ts';
import { type EditPlan, edit, refuseLocked, unchanged } from './edit-plan.ts';
import { describe, type EditScene, pick, pickInOrder, removeObjects, updateObject } from './edit-scene.ts';

export function deleteObjects(scene: EditScene, ids: readonly ObjectId[], verb = 'Delete'): EditPlan {
  const objects = pickInOrder(scene, ids);
  if (objects.length === 0) return unchanged;
  return (
    refuseLocked(scene, objects) ??
    edit(`${verb} ${describe(scene, objects)}`, [removeObjects(scene, objects)])
  );
}

/**
 * To the class of exactly that name or synonym, or to a new one: unlike a model's, a name typed by hand is taken as it
 * is ("police dog" is not a dog).
 */
export function renameObjects(scene: EditScene, ids: readonly ObjectId[], name: string): EditPlan {
  const { document } = scene;
  const words = name.trim().replace(/\s+/gu, ' ');
  const objects = pick(scene, ids);
  if (words === '' || objects.length === 0) return unchanged;
  const known = categoryByWord(document, words);
  const category: Category = known ?? {
    id: scene.newId() as CategoryId,
    name: words,
    colour: nextColour(document),
  };
  const renamed = objects.filter((object) => object.category !== category.id);
  if (renamed.length === 0) return unchanged;
  const commands: Command[] = known
    ? []
    : [{ kind: 'add-categories', categories: [category], at: document.categories.length }];
  return (
    refuseLocked(scene, renamed) ??
    edit(
      `Rename ${describe(scene, renamed)} to ${category.name}`,
      [...commands, ...renamed.map((object) => updateObject(scene, object, { category: category.id }))],
      {
        category: category.id,
        // What people see is not what they typed.
        notes:
          categoryKey(category.name) === categoryKey(words)
            ? []
            : [`“${words}” is a synonym of ${category.name}.`],
      },
    )
  );
}

export function classifyObjects(scene: EditScene, ids: readonly ObjectId[], category: CategoryId): EditPlan {
  const known = scene.document.categories.find(({ id }) => id === category);
  const objects = pick(scene, ids).filter((object) => object.category !== category);
  if (!known || objects.length === 0) return unchanged;
  return (
    refuseLocked(scene, objects) ??
    edit(
      `Set class of ${describe(scene, objects)}`,
      objects.map((object) => updateObject(scene, object, { category })),
      { category },
    )
  );
}

export function recolourCategory(scene: EditScene, category: CategoryId, colour: number): EditPlan {
  const known = scene.document.categories.find(({ id }) => id === category);
  if (!known || known.colour === colour) return unchanged;
  return edit(`Colour ${known.name}`, [{ kind: 'update-category', category, patch: { colour } }]);
}

/** Sets an attribute of objects, or takes it away with null. Spaces around the key don't count. */
export function setAttribute(
  scene: EditScene,
  ids: readonly ObjectId[],
  key: string,
  value: string | null,
): EditPlan {
  const name = key.trim();
  if (name === '') return unchanged;
  const objects = pick(scene, ids).filter(({ attributes }) =>
    value === null ? Object.hasOwn(attributes, name) : attributes[name] !== value,
  );
  if (objects.length === 0) return unchanged;
  const locked = refuseLocked(scene, objects);
  if (locked) return locked;
  return edit(
    `${value === null ? 'Clear' : 'Set'} ${name} of ${describe(scene, objects)}`,
    objects.map((object) => {
      const { [name]: _, ...others } = object.attributes;
      const attributes = value === null ? others : { ...others, [name]: value };
      return updateObject(scene, object, { attributes });
    }),
  );
}
