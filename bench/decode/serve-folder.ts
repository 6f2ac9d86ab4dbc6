import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import path from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
  '.jpg': 'image/jpeg',
  '.png': 'image/png',
};

/** Serves folders by their first path segment, cross-origin isolated, on a free port of this machine. */
export async function serveFolder(folders: Readonly<Record<string, string>>): Promise<Server> {
  const server = createServer((request, response) => {
    const send = async () => {
      const { pathname } = new URL(request.url ?? '/', 'http://localhost');
      const [, first = '', ...rest] = decodeURIComponent(pathname).split('/');
      const folder = folders[first];
      const file = folder ? path.join(folder, ...rest) : '';
      if (!folder || !file.startsWith(folder) || !(await isFile(file))) {
        response.writeHead(404).end();
        return;
      }
      response.writeHead(200, {
        'Content-Type': types[path.extname(file)] ?? 'application/octet-stream',
        'Cross-Origin-Opener-Policy': 'same-origin',
        'Cross-Origin-Embedder-Policy': 'require-corp',
      });
      createReadStream(file).pipe(response);
    };
    send().catch(() => response.writeHead(500).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

async function isFile(file: string): Promise<boolean> {
  try {
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}
