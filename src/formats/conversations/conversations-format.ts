import type { Format } from '../format.ts';

export const conversationsFormat: Format = {
  id: 'text4seg-conversations',
  title: 'Text4Seg++ conversations',
  readers: 'ms-swift, for training the next model',
  extensions: ['jsonl'],
  holds: { masks: 'coarse', overlaps: true, attributes: false, conversations: true },
  options: [
    {
      key: 'descriptor',
      title: 'Masks',
      choices: [
        { value: 'bricks', title: 'Bricks', hint: 'fg12 bg3; needs 126 tokens of its own' },
        { value: 'runs', title: 'Plain text', hint: 'dog *12| others *3; any tokenizer' },
      ],
    },
    {
      key: 'grid',
      title: 'Canvas',
      choices: [
        { value: '64', title: '64 × 64' },
        { value: '32', title: '32 × 32' },
        { value: '16', title: '16 × 16' },
      ],
    },
    {
      key: 'questions',
      title: 'Questions',
      choices: [
        { value: 'both', title: 'Asked ones, then one a class for the rest' },
        { value: 'asked', title: 'Asked ones only' },
        { value: 'classes', title: 'One a class' },
      ],
    },
    {
      key: 'reference',
      title: 'Objects are called',
      choices: [
        { value: 'class', title: 'By their class' },
        { value: 'words', title: 'By the model’s own words, where it found them' },
      ],
    },
  ],
  exporter: async () => (await import('./conversations-exporter.ts')).conversationsExporter,
  importer: async () => (await import('./conversations-importer.ts')).conversationsImporter,
};
