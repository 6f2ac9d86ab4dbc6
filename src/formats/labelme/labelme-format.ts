import type { Format } from '../format.ts';

export const labelmeFormat: Format = {
  id: 'labelme',
  title: 'LabelMe JSON',
  readers: 'labelme 5, AnyLabeling',
  extensions: ['json'],
  holds: { masks: 'exact', overlaps: true, attributes: true, conversations: false },
  options: [
    {
      key: 'shapes',
      title: 'Shapes',
      choices: [
        { value: 'mask', title: 'Masks', hint: 'exact' },
        { value: 'polygon', title: 'Polygons', hint: 'can be edited point by point there' },
      ],
    },
  ],
  exporter: async () => (await import('./labelme-exporter.ts')).labelmeExporter,
  importer: async () => (await import('./labelme-importer.ts')).labelmeImporter,
};
