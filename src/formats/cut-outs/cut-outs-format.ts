import type { Format } from '../format.ts';

export const cutOutsFormat: Format = {
  id: 'cut-outs',
  title: 'Cut-out objects',
  readers: 'picture editors, slides, shops',
  extensions: ['png', 'webp'],
  holds: { masks: 'exact', overlaps: true, attributes: false, conversations: false },
  options: [
    {
      key: 'picture',
      title: 'Pictures',
      choices: [
        { value: 'png', title: 'PNG', hint: 'exact' },
        { value: 'webp', title: 'WebP', hint: 'smaller' },
      ],
    },
    {
      key: 'frame',
      title: 'Size',
      choices: [
        { value: 'object', title: 'As large as the object' },
        { value: 'photo', title: 'As large as the photo' },
      ],
    },
  ],
  exporter: async () => (await import('./cut-outs-exporter.ts')).cutOutsExporter,
  importer: null,
};
