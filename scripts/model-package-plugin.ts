import { createReadStream, existsSync, statSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import path from 'node:path';
import type { Plugin } from 'vite';

/**
 * The embedded model belongs to the app: served at `models/text4seg-nano/` in development, copied there by a build.
 * Its files are named by its manifest with their hashes, so they keep their names.
 */
export function modelPackagePlugin(): Plugin {
  const source = path.resolve('models/text4seg-nano');
  let target = '';
  return {
    name: 'embedded-model-package',
    configResolved(config) {
      target = path.resolve(config.root, config.build.outDir, 'models/text4seg-nano');
    },
    configureServer(server) {
      server.middlewares.use('/models/text4seg-nano', (request, response, next) => {
        const file = path.join(
          source,
          decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname),
        );
        if (!file.startsWith(source + path.sep) || !existsSync(file) || !statSync(file).isFile())
          return next();
        response.setHeader(
          'Content-Type',
          file.endsWith('.json') ? 'application/json' : 'application/octet-stream',
        );
        response.setHeader('Content-Length', statSync(file).size);
        createReadStream(file).pipe(response);
      });
    },
    async writeBundle() {
      await cp(source, target, { recursive: true });
    },
  };
}
