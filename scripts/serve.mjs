/**
 * Serves the built app: `node scripts/serve.mjs [--port N] [--strict-port] [--host NAME] [--dir DIST]`.
 * Node alone, so that it runs wherever the app was built. Text and WebAssembly are compressed once and kept; hashed
 * assets may be cached for ever, everything else is revalidated by ETag; ranges work.
 */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { securityHeaders } from './security-headers.mjs';

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.ico': 'image/x-icon',
  '.wasm': 'application/wasm',
  '.onnx': 'application/octet-stream',
  '.bin': 'application/octet-stream',
  '.webmanifest': 'application/manifest+json',
};
const compressible = new Set([
  '.html',
  '.js',
  '.mjs',
  '.css',
  '.json',
  '.md',
  '.svg',
  '.wasm',
  '.webmanifest',
]);
const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);
/** Compressed bodies by file, encoding and modification time. */
const compressed = new Map();

/** The file inside `root` that a request names, or null; never one outside it. */
export function fileOf(root, url) {
  let name;
  try {
    name = decodeURIComponent(new URL(url, 'http://localhost').pathname);
  } catch {
    return null;
  }
  if (name.includes('\0')) return null;
  const file = path.join(root, name.endsWith('/') ? `${name}index.html` : name);
  return file === root || file.startsWith(root + path.sep) ? file : null;
}

/** `bytes=a-b` of a body of `size` bytes, both inclusive; null for none, 'unsatisfiable' when it lies outside. */
export function rangeOf(header, size) {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return null;
  const start = match[1] === '' ? Math.max(0, size - Number(match[2])) : Number(match[1]);
  const end = match[1] === '' || match[2] === '' ? size - 1 : Math.min(size - 1, Number(match[2]));
  return start > end || start >= size ? 'unsatisfiable' : { start, end };
}

async function compress(file, encoding, modified) {
  const key = `${encoding} ${file}`;
  const kept = compressed.get(key);
  if (kept?.modified === modified) return kept.body;
  const bytes = await readFile(file);
  // Level 5 halves onnxruntime's 27 MB in about a second; higher levels take minutes for a few per cent.
  const body = await (encoding === 'br'
    ? brotli(bytes, {
        params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
      })
    : gzipped(bytes, { level: 6 }));
  compressed.set(key, { modified, body });
  return body;
}

const encodingOf = (header = '') => (/\bbr\b/.test(header) ? 'br' : /\bgzip\b/.test(header) ? 'gzip' : null);

async function answer(root, request, response) {
  const fail = (status, text) => {
    response.writeHead(status, { ...securityHeaders, 'Content-Type': 'text/plain; charset=utf-8' });
    response.end(`${text}\n`);
  };
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return fail(405, 'Only GET and HEAD are answered.');
  const file = fileOf(root, request.url ?? '/');
  const info = file ? await stat(file).catch(() => null) : null;
  if (!file || !info?.isFile()) return fail(404, 'There is no such file.');

  const extension = path.extname(file);
  const modified = info.mtimeMs;
  const tag = createHash('sha1').update(`${file} ${modified} ${info.size}`).digest('base64url');
  const headers = {
    ...securityHeaders,
    'Content-Type': types[extension] ?? 'application/octet-stream',
    'Cache-Control': file.includes(`${path.sep}assets${path.sep}`)
      ? 'public, max-age=31536000, immutable'
      : 'no-cache',
    ETag: `"${tag}"`,
    Vary: 'Accept-Encoding',
  };
  if (request.headers['if-none-match'] === headers.ETag) {
    response.writeHead(304, headers);
    response.end();
    return;
  }
  const encoding =
    compressible.has(extension) && !request.headers.range
      ? encodingOf(request.headers['accept-encoding'])
      : null;
  if (encoding) {
    const body = await compress(file, encoding, modified);
    response.writeHead(200, { ...headers, 'Content-Encoding': encoding, 'Content-Length': body.length });
    response.end(request.method === 'HEAD' ? undefined : body);
    return;
  }
  const range = rangeOf(request.headers.range, info.size);
  if (range === 'unsatisfiable') {
    response.writeHead(416, { ...headers, 'Content-Range': `bytes */${info.size}` });
    response.end();
    return;
  }
  const { start, end } = range ?? { start: 0, end: info.size - 1 };
  response.writeHead(range ? 206 : 200, {
    ...headers,
    'Accept-Ranges': 'bytes',
    'Content-Length': Math.max(0, end - start + 1),
    ...(range ? { 'Content-Range': `bytes ${start}-${end}/${info.size}` } : {}),
  });
  if (request.method === 'HEAD' || info.size === 0) response.end();
  else
    createReadStream(file, { start, end })
      .on('error', () => response.destroy())
      .pipe(response);
}

/** A server of the folder `root`; the caller listens. */
export function createAppServer(root) {
  return createServer((request, response) => {
    answer(path.resolve(root), request, response).catch((error) => {
      console.error(error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
}

/** Listens on the port, or on the next free one unless `strict`. Gives the port. */
export function listen(server, port, { host, strict }) {
  return new Promise((resolve, reject) => {
    let tries = 0;
    server.on('error', (error) => {
      if (error.code !== 'EADDRINUSE' || strict || ++tries > 50) reject(error);
      else server.listen(port + tries, host);
    });
    server.on('listening', () => resolve(server.address().port));
    server.listen(port, host);
  });
}

async function main(words) {
  const option = (name, fallback) => {
    const at = words.indexOf(`--${name}`);
    return at < 0 ? fallback : words[at + 1];
  };
  const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', option('dir', 'dist'));
  if (!existsSync(path.join(root, 'index.html')))
    throw new Error(`There is no built app in ${root}. Run: npm run build`);
  const wanted = Number(option('port', process.env.PORT ?? '4173'));
  if (!Number.isInteger(wanted) || wanted < 0 || wanted > 65535)
    throw new Error('--port takes a number from 0 to 65535.');
  const host = option('host', 'localhost');
  const port = await listen(createAppServer(root), wanted, { host, strict: words.includes('--strict-port') });
  console.log(`Text4Seg Studio is at http://${host}:${port}/ (Ctrl+C stops it)`);
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  main(process.argv.slice(2)).catch((error) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
