import type { Format } from '../format.ts';

export const cocoResultsFormat: Format = {
  id: 'coco-results',
  title: 'COCO results',
  readers: 'COCO.loadRes, COCOeval, FiftyOne',
  extensions: ['json'],
  holds: { masks: 'exact', overlaps: true, attributes: false, conversations: false },
  options: [
    {
      key: 'shape',
      title: 'File',
      choices: [
        {
          value: 'flat',
          title: 'A list of predictions',
          hint: 'COCO.loadRes; photos and classes in a second file',
        },
        {
          value: 'keyed',
          title: 'A whole COCO file with scores',
          hint: 'names its photos and classes itself',
        },
      ],
    },
  ],
  exporter: async () => (await import('./coco-results-exporter.ts')).cocoResultsExporter,
  importer: async () => (await import('./coco-results-importer.ts')).cocoResultsImporter,
};
