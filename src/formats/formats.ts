import { cocoFormat } from './coco/coco-format.ts';
import { cutOutsFormat } from './cut-outs/cut-outs-format.ts';
import type { Format } from './format.ts';
import { labelmeFormat } from './labelme/labelme-format.ts';
import { pngMasksFormat } from './masks/png-masks-format.ts';
import { vocFormat } from './voc/voc-format.ts';

/**
 * Every annotation format, most particular first: where two read the same files, the earlier is offered first. Each
 * lives in a folder of its own, which exports its `Format`.
 */
export const formats: readonly Format[] = [
  cocoFormat,
  labelmeFormat,
  vocFormat,
  pngMasksFormat,
  cutOutsFormat,
];

export function formatById(id: string): Format | undefined {
  return formats.find((format) => format.id === id);
}
