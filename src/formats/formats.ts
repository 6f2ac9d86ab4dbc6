import { cocoFormat } from './coco/coco-format.ts';
import type { Format } from './format.ts';

/**
 * Every annotation format, most particular first: where two read the same files, the earlier is offered first. Each
 * lives in a folder of its own, which exports its `Format`.
 */
export const formats: readonly Format[] = [cocoFormat];

export function formatById(id: string): Format | undefined {
  return formats.find((format) => format.id === id);
}
