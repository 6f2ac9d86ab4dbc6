import type { Format } from '../format.ts';

export const csvFormat: Format = {
  id: 'csv',
  title: 'CSV table',
  readers: 'spreadsheets, pandas, R',
  extensions: ['csv'],
  holds: { masks: 'boxes', overlaps: true, attributes: true, conversations: false },
  options: [
    {
      key: 'encoding',
      title: 'Text',
      choices: [
        { value: 'utf-8', title: 'UTF-8' },
        { value: 'utf-8-bom', title: 'UTF-8 with a byte order mark', hint: 'Excel' },
      ],
    },
  ],
  exporter: async () => (await import('./csv-exporter.ts')).csvExporter,
  importer: null,
};
