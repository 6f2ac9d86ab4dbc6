import type { Format } from '../format.ts';

export const cocoFormat: Format = {
  id: 'coco',
  title: 'COCO instances',
  readers: 'pycocotools, CVAT, FiftyOne, Ultralytics, supervision',
  extensions: ['json'],
  holds: { masks: 'exact', overlaps: true, attributes: true, conversations: false },
  options: [
    {
      key: 'profile',
      title: 'Masks',
      choices: [
        { value: 'rle', title: 'Run lengths', hint: 'pycocotools, CVAT, FiftyOne' },
        { value: 'polygon', title: 'Polygons', hint: 'supervision and tools without run lengths' },
        { value: 'ultralytics', title: 'One polygon an object', hint: 'Ultralytics' },
      ],
    },
    {
      key: 'layout',
      title: 'Folders',
      choices: [
        { value: 'beside', title: 'Photos beside the file' },
        { value: 'cvat', title: 'images and annotations', hint: 'CVAT, COCO' },
        { value: 'fiftyone', title: 'data and labels.json', hint: 'FiftyOne' },
      ],
    },
  ],
  exporter: async () => (await import('./coco-exporter.ts')).cocoExporter,
  importer: async () => (await import('./coco-importer.ts')).cocoImporter,
};
