import { assertNever } from '../errors/assert-never.ts';
import { StudioError } from '../errors/studio-error.ts';
import type { Answer } from './answer.ts';
import { cellFrame } from './cell-frame.ts';
import type { Descriptor } from './descriptor.ts';
import { checkReference, writtenEdges } from './format-answer.ts';
import { brickRuns } from './format-descriptor.ts';
import { type TokenTable, tag, tagNames } from './token-table.ts';

/**
 * An answer as token ids, without the end mark, for packages whose bricks and coordinates are tokens.
 *
 * @param words the ids of plain words and labels
 * @throws StudioError `descriptor-invalid` for what these tokens cannot say
 */
export function encodeAnswer(
  answer: Answer,
  table: TokenTable,
  descriptor: Descriptor,
  words: (text: string) => readonly number[],
): number[] {
  const ids: number[] = [];
  const add = (id: number | undefined, what: string) => {
    if (id === undefined || id < 0) {
      throw new StudioError('descriptor-invalid', `The vocabulary has no token for ${what}.`);
    }
    ids.push(id);
  };
  const addTag = (name: number) => add(table.tags[name], `<${tagNames[name]}>`);
  for (const part of answer) {
    switch (part.kind) {
      case 'text':
        ids.push(...words(part.text));
        break;
      case 'none':
        addTag(tag.none);
        break;
      case 'label-map':
        throw new StudioError('descriptor-invalid', 'Labels of the whole image have no tokens of their own.');
      case 'reference': {
        checkReference(part);
        addTag(tag.refOpen);
        ids.push(...words(part.label));
        addTag(tag.refClose);
        if (part.objects.length === 0) break;
        addTag(tag.boxOpen);
        for (const { box } of part.objects) {
          for (const edge of writtenEdges(box, descriptor)) add(table.bins[edge], `coordinate ${edge}`);
        }
        addTag(tag.boxClose);
        for (const { box, cells } of part.objects) {
          if (cells === null) continue;
          addTag(tag.segmentOpen);
          for (const run of brickRuns(cells, cellFrame(box, descriptor), descriptor)) {
            add(run > 0 ? table.foreground[run] : table.background[-run], `a run of ${Math.abs(run)}`);
          }
          addTag(tag.segmentClose);
        }
        break;
      }
      default:
        assertNever(part);
    }
  }
  return ids;
}
