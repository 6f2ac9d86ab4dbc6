/**
 * The import table of ARCHITECTURE.md, enforced. A room may import what its row names, itself, and `errors`.
 * `node scripts/house.ts` runs this over the sources and over a deliberate violation that must be caught.
 */
const table = {
  errors: [],
  mask: [],
  text4seg: ['mask'],
  metrics: ['mask'],
  document: ['mask'],
  formats: ['document', 'mask', 'text4seg'],
  model: ['mask'],
  inference: ['text4seg', 'model', 'mask'],
  worker: ['inference', 'model', 'text4seg', 'mask'],
  offline: [],
  exchange: ['document', 'formats', 'mask', 'worker/(client/worker-link|guard-worker|protocol)'],
  storage: ['document', 'formats', 'mask', 'worker/(client/worker-link|guard-worker|protocol)'],
  studio: [
    'document',
    'formats',
    'metrics',
    'storage',
    'worker/client',
    'exchange/(client|testing|sha256-hex)',
    'text4seg',
    'mask',
    'model/segmentation-model',
  ],
  canvas: ['studio', 'document', 'mask', 'text4seg'],
  ui: ['studio', 'canvas', 'document', 'mask'],
};
const pure = '^src/(errors|text4seg|mask|document|formats|metrics)/';
const root = '(^|/)src/';

const rooms = Object.entries(table).map(([room, allowed]) => ({
  name: `room-${room}`,
  severity: 'error',
  comment: `${room} may import: ${['errors', ...allowed].join(', ')}`,
  from: { path: `${root}${room}/` },
  to: {
    path: `${root}(?!(${[room, 'errors', ...allowed].join('|')})([/.]|$))`,
  },
}));

module.exports = {
  forbidden: [
    ...rooms,
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'pure-rooms-import-no-machines',
      severity: 'error',
      comment: 'Pure rooms run anywhere; zod may be used to read what comes from outside.',
      from: { path: pure, pathNot: '(\\.test\\.ts$|/testing/|^src/formats/)' },
      to: { dependencyTypes: ['npm', 'core'], pathNot: 'node_modules/zod/' },
    },
    {
      name: 'formats-import-readers-only',
      severity: 'error',
      comment: 'Formats may also use readers and writers of PNG, YAML, XML and zip that run anywhere.',
      from: { path: '^src/formats/', pathNot: '(\\.test\\.ts$|/testing/)' },
      to: {
        dependencyTypes: ['npm', 'core'],
        pathNot: 'node_modules/(zod|yaml|fast-png|fast-xml-parser|@zip\\.js/zip\\.js)/',
      },
    },
    {
      name: 'react-stays-at-the-top',
      severity: 'error',
      from: { pathNot: '(^|/)src/(ui|app|canvas)/|^vite\\.config' },
      to: { path: 'node_modules/(react|react-dom|react-konva|konva|@base-ui)/' },
    },
    {
      name: 'runtime-stays-in-inference',
      severity: 'error',
      from: { pathNot: '(^|/)src/(inference|worker|model)/|^(cli|bench|scripts)/' },
      to: { path: 'node_modules/(onnxruntime-web|onnxruntime-node|@huggingface)/' },
    },
    {
      name: 'cli-has-no-screen',
      severity: 'error',
      from: { path: '^cli/' },
      to: { path: `${root}(ui|canvas|studio|app|storage)/` },
    },
    {
      name: 'nothing-imports-the-app',
      severity: 'error',
      from: { pathNot: '(^|/)src/app/' },
      to: { path: `${root}app/` },
    },
    {
      name: 'tests-are-not-imported',
      severity: 'error',
      from: { pathNot: '\\.test\\.tsx?$' },
      to: { path: '\\.test\\.tsx?$' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'] },
  },
};
