import type { Format } from '../format.ts';

export const vocFormat: Format = {
  id: 'voc',
  title: 'Pascal VOC',
  readers: 'VOC development kit, torchvision, datumaro, CVAT',
  extensions: ['xml', 'png'],
  holds: { masks: 'exact', overlaps: false, attributes: false, conversations: false },
  options: [],
  exporter: async () => (await import('./voc-exporter.ts')).vocExporter,
  importer: async () => (await import('./voc-importer.ts')).vocImporter,
};
