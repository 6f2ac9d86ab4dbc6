import { cocoFormat } from './coco/coco-format.ts';
import { cocoPanopticFormat } from './coco-panoptic/coco-panoptic-format.ts';
import { cocoResultsFormat } from './coco-results/coco-results-format.ts';
import { conversationsFormat } from './conversations/conversations-format.ts';
import { csvFormat } from './csv/csv-format.ts';
import { cutOutsFormat } from './cut-outs/cut-outs-format.ts';
import type { Format } from './format.ts';
import { labelmeFormat } from './labelme/labelme-format.ts';
import { pngMasksFormat } from './masks/png-masks-format.ts';
import { refsFormat } from './refs/refs-format.ts';
import { vocFormat } from './voc/voc-format.ts';
import { yoloFormat } from './yolo/yolo-format.ts';

/**
 * Every annotation format, in the order in which they are offered: where two read equally many of the files that were
 * chosen, the earlier comes first. Each lives in a folder of its own, which exports its `Format`.
 */
export const formats: readonly Format[] = [
  cocoFormat,
  cocoPanopticFormat,
  cocoResultsFormat,
  refsFormat,
  yoloFormat,
  labelmeFormat,
  vocFormat,
  pngMasksFormat,
  cutOutsFormat,
  csvFormat,
  conversationsFormat,
];

export function formatById(id: string): Format | undefined {
  return formats.find((format) => format.id === id);
}
