import type { Format } from '../format.ts';

export const yoloFormat: Format = {
  id: 'yolo-seg',
  title: 'YOLO segmentation',
  readers: 'Ultralytics, supervision',
  extensions: ['yaml', 'txt'],
  holds: { masks: 'exact', overlaps: true, attributes: false, conversations: false },
  options: [],
  exporter: async () => (await import('./yolo-exporter.ts')).yoloExporter,
  importer: async () => (await import('./yolo-importer.ts')).yoloImporter,
};
