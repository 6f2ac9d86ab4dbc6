import type { Format } from '../format.ts';

export const pngMasksFormat: Format = {
  id: 'png-masks',
  title: 'PNG masks',
  readers: 'training code and picture editors',
  extensions: ['png'],
  holds: { masks: 'exact', overlaps: true, attributes: false, conversations: false },
  options: [
    {
      key: 'kind',
      title: 'Masks',
      choices: [
        { value: 'binary', title: 'One an object, black and white' },
        { value: 'alpha', title: 'One an object, white on nothing', hint: 'as a layer in picture editors' },
        { value: 'indexed', title: 'One a photo, class numbers', hint: 'semantic segmentation; no overlaps' },
      ],
    },
  ],
  exporter: async () => (await import('./png-masks-exporter.ts')).pngMasksExporter,
  importer: async () => (await import('./png-masks-importer.ts')).pngMasksImporter,
};
