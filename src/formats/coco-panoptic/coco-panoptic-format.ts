import type { Format } from '../format.ts';

export const cocoPanopticFormat: Format = {
  id: 'coco-panoptic',
  title: 'COCO panoptic',
  readers: 'panopticapi, Detectron2, MMDetection',
  extensions: ['json', 'png'],
  holds: { masks: 'exact', overlaps: false, attributes: false, conversations: false },
  options: [],
  exporter: async () => (await import('./coco-panoptic-exporter.ts')).cocoPanopticExporter,
  importer: async () => (await import('./coco-panoptic-importer.ts')).cocoPanopticImporter,
};
