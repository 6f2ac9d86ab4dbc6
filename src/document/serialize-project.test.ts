import { describe, expect, it } from 'vitest';
import { StudioError } from '../errors/studio-error.ts';
import { boxMask } from '../mask/create-mask.ts';
import type { Turn } from './conversation.ts';
import type { ImageId, ObjectId, TurnId } from './document.ts';
import { objectsOf } from './lookup.ts';
import { deserializeProject, serializeProject } from './serialize-project.ts';
import { sampleCategory, sampleDocument, sampleImage, sampleObject } from './testing/sample-document.ts';

const mask = boxMask(40, 30, { x1: 3, y1: 2, x2: 30, y2: 20 });
const cells = Uint8Array.from({ length: 4096 }, (_, i) => i % 2);
const link = { folder: 'f', path: 'Fotos/ñandú.jpg', modifiedAt: 7 };
const turn: Turn = {
  id: 't' as TurnId,
  prompt: 'el perro, 狗 \u{1F436}',
  askedAt: 5,
  outcome: { kind: 'repaired', repairs: ['a run was cut'] },
  tokens: [{ id: 3, text: 'fg3', logProbability: -0.25, ms: 12 }],
  words: '',
  objects: ['a' as ObjectId],
  ghost: cells,
  timing: { encode: 1, ghost: null, firstBox: 3, total: 4, steps: 5, tokens: 6 },
  drafts: [{ label: 'dog', box: { x1: 0, y1: 0, x2: 3, y2: 3 }, cells }],
};
const project = {
  document: sampleDocument(
    [sampleCategory('dog', { supercategory: 'animal', shortcut: '1', synonyms: ['puppy'] })],
    [
      [
        sampleImage('photo', 40, 30, { name: 'Fotos/ñandú.jpg', credit: 'CC0', review: 'reviewed', link }),
        [
          sampleObject('a', 'dog', mask, {
            canvas: { box: { x1: 1, y1: 2, x2: 3, y2: 4 }, cells },
            provenance: {
              kind: 'model',
              turn: 't' as TurnId,
              prompt: 'dog',
              reference: 'dog',
              model: 'nano',
              maskConfidence: 0.5,
              boxConfidence: 0.25,
              partial: false,
            },
          }),
          sampleObject('b', 'dog', mask, { attributes: { pose: 'lying' } }),
        ],
      ],
    ],
  ),
  conversations: new Map([['photo' as ImageId, [turn]]]),
  currentImage: 'photo' as ImageId,
};

describe('a saved project', () => {
  it('keeps attributes whatever people call them', () => {
    const names = ['__proto__', 'constructor', '$mask', '$bytes', '$$mask', '$', 'größe 🐕', ''];
    const attributes = Object.fromEntries(names.map((name) => [name, `value of ${name}`]));
    const document = sampleDocument(project.document.categories, [
      [sampleImage('photo', 40, 30), [sampleObject('a', 'dog', mask, { attributes })]],
    ]);
    const { document: back } = deserializeProject(serializeProject({ ...project, document }));
    expect(Object.entries(objectsOf(back, 'photo' as ImageId)[0]!.attributes).toSorted()).toEqual(
      Object.entries(attributes).toSorted(),
    );
  });

  it('comes back whole, its masks shared as before', () => {
    const back = deserializeProject(serializeProject(project));
    expect(back).toEqual(project);
    const [a, b] = objectsOf(back.document, 'photo' as ImageId);
    expect(a!.mask).toBe(b!.mask);
  });

  it('that is damaged is refused in words, never half read', () => {
    const bytes = serializeProject(project);
    for (let at = 0; at < bytes.length; at += 37) {
      for (const damaged of [bytes.slice(0, at), bytes.with(at, bytes[at]! ^ 0x55)]) {
        try {
          // A changed letter in a name can't be noticed, but the result must still be a project.
          expect(deserializeProject(damaged).document.images).toHaveLength(1);
        } catch (error) {
          expect(error).toBeInstanceOf(StudioError);
          expect(['format-invalid', 'mask-invalid']).toContain((error as StudioError).code);
        }
      }
    }
  });
});
