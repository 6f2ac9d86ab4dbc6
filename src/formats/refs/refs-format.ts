import type { Format } from '../format.ts';

export const refsFormat: Format = {
  id: 'refs',
  title: 'Referring expressions',
  readers: 'RefCOCO and gRefCOCO code, text4seg eval',
  extensions: ['json'],
  holds: { masks: 'exact', overlaps: true, attributes: true, conversations: true },
  options: [
    {
      key: 'targets',
      title: 'Targets of an expression',
      choices: [
        { value: 'many', title: 'One, several or none', hint: 'gRefCOCO' },
        { value: 'one', title: 'Exactly one', hint: 'RefCOCO' },
      ],
    },
  ],
  exporter: async () => (await import('./refs-exporter.ts')).refsExporter,
  importer: async () => (await import('./refs-importer.ts')).refsImporter,
};
