import type { ExportFile } from '../export-file.ts';
import type { ExportPlan } from '../export-plan.ts';
import type { Exporter } from '../format.ts';
import { annotationsPath, type CocoLayout, photoFolder } from './coco-layout.ts';
import type { CocoProfile } from './coco-segmentation.ts';
import { writeCoco } from './write-coco.ts';

/** One COCO instances file, or one for each part of the split. */
export const cocoExporter: Exporter = {
  naming: { flat: false, uniqueStems: false },
  check: async () => [],
  *write(plan, { done }): Generator<ExportFile, void> {
    const { profile, layout } = choicesOf(plan);
    for (const split of plan.splits ?? (['train'] as const)) {
      const images = plan.images.filter((image) => image.split === split);
      const pieces = writeCoco({ plan, images, profile, onImage: done });
      yield { kind: 'made', path: annotationsPath(plan, layout, split), pieces };
    }
  },
  photoPath: (plan, { split, name }) => photoFolder(plan, choicesOf(plan).layout, split) + name,
};

function choicesOf({ job }: ExportPlan): { readonly profile: CocoProfile; readonly layout: CocoLayout } {
  const { profile, layout } = job.options;
  return {
    profile: profile === 'polygon' || profile === 'ultralytics' ? profile : 'rle',
    layout: layout === 'cvat' || layout === 'fiftyone' ? layout : 'beside',
  };
}
