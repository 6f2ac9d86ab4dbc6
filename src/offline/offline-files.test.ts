import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { OfflineFiles } from './offline-files.ts';
import type { OfflineFile, OfflineList } from './offline-list.ts';
import { memoryCaches } from './testing/memory-caches.ts';

const base = 'https://example.org/studio/';

/** A server of one version, which checks `integrity` as browsers do. */
class Server {
  files = new Map<string, string>();
  readonly asked: string[] = [];
  readonly fetch = async (input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
    const address = typeof input === 'string' ? input : (input as Request).url;
    const path = address.slice(base.length);
    this.asked.push(path);
    const text = this.files.get(path);
    if (text === undefined) return new Response('', { status: 404 });
    if (init.integrity && init.integrity !== integrityOf(text)) throw new TypeError('Failed to fetch');
    return new Response(text);
  };
}

const integrityOf = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`;

/** Version `name`: a page, a chunk that stays, one that changes, and two runtimes. */
function release(name: string): { readonly list: OfflineList; readonly files: Map<string, string> } {
  const files = new Map([
    ['', `page ${name}`],
    ['theme.js', 'theme'],
    ['assets/same-1.js', 'same'],
    [`assets/part-${name}.js`, `part ${name}`],
    [`assets/cpu-${name}.wasm`, `cpu ${name}`],
    [`assets/gpu-${name}.wasm`, `gpu ${name}`],
  ]);
  const pick = (...paths: string[]): OfflineFile[] =>
    paths.map((path) => ({ path, integrity: integrityOf(files.get(path) ?? '') }));
  const list = {
    version: name,
    shell: pick('', 'theme.js', 'assets/same-1.js', `assets/part-${name}.js`),
    devices: { wasm: pick(`assets/cpu-${name}.wasm`), webgpu: pick(`assets/gpu-${name}.wasm`) },
  };
  return { list, files };
}

const get = (path: string, mode: RequestMode = 'cors') => ({ method: 'GET', mode, url: base + path });
const text = async (answer: Promise<Response> | null) => (answer ? (await answer).text() : null);

let caches: ReturnType<typeof memoryCaches>;
let server: Server;
let othersOpen: boolean;

beforeEach(() => {
  caches = memoryCaches();
  server = new Server();
  othersOpen = true;
});

/** The service worker of a version that the server has. */
function deploy(name: string): OfflineFiles {
  const { list, files } = release(name);
  server.files = files;
  return new OfflineFiles(list, {
    caches,
    fetch: server.fetch,
    base,
    othersOpen: async () => othersOpen,
  });
}

const versions = () =>
  Object.keys(caches.contents())
    .map((name) => name.split(' ').at(-1))
    .filter((name) => name !== 'device');

describe('one version', () => {
  test('serves its files without a server, and no runtime that was not used', async () => {
    const files = deploy('a');
    await files.install();
    expect(server.asked.toSorted()).toEqual(['', 'assets/part-a.js', 'assets/same-1.js', 'theme.js']);
    server.files.clear();
    expect(await text(files.answer(get('?device=wasm', 'navigate')))).toBe('page a');
    expect(await text(files.answer(get('index.html', 'navigate')))).toBe('page a');
    expect(await text(files.answer(get('assets/part-a.js')))).toBe('part a');
    expect((await files.answer(get('assets/cpu-a.wasm')))?.status).toBe(404);
  });

  test('keeps the runtime of one device, never both', async () => {
    const files = deploy('a');
    await files.install();
    await files.keepDevice('webgpu');
    await files.keepDevice('wasm');
    server.files.clear();
    expect(await text(files.answer(get('assets/cpu-a.wasm')))).toBe('cpu a');
    expect((await files.answer(get('assets/gpu-a.wasm')))?.status).toBe(404);
  });

  test('leaves to the network what is not its own', async () => {
    const files = deploy('a');
    await files.install();
    expect(files.answer(get('models/text4seg-nano/manifest.json'))).toBeNull();
    expect(files.answer(get('models/text4seg-nano/README.md', 'navigate'))).toBeNull();
    expect(files.answer({ ...get('theme.js'), method: 'HEAD' })).toBeNull();
    expect(files.answer({ ...get(''), url: 'https://example.org/other/' })).toBeNull();
    expect(files.answer({ ...get(''), url: 'https://example.com/studio/theme.js' })).toBeNull();
  });

  test('is not taken while the server has other contents under its names; the next try goes on', async () => {
    const files = deploy('a');
    server.files.set('theme.js', 'theme of another version');
    await expect(files.install()).rejects.toThrow();
    server.files.delete('theme.js');
    await expect(files.install()).rejects.toThrow('theme.js could not be kept: the server answered 404');
    server.files.set('theme.js', 'theme');
    server.asked.length = 0;
    await files.install();
    expect(server.asked).toEqual(['theme.js']);
  });
});

describe('a new version', () => {
  test('fetches only what changed, with the runtime of the device that is used', async () => {
    const first = deploy('a');
    await first.install();
    await first.keepDevice('wasm');
    server.asked.length = 0;
    const second = deploy('b');
    await second.install();
    expect(server.asked.toSorted()).toEqual(['', 'assets/cpu-b.wasm', 'assets/part-b.js', 'theme.js']);
    server.files.clear();
    expect(await text(second.answer(get('assets/cpu-b.wasm')))).toBe('cpu b');
  });

  test('gives a page of the old version the old parts as long as it may be open', async () => {
    await deploy('a').install();
    const second = deploy('b');
    await second.install();
    await second.dropOlder();
    expect(await text(second.answer(get('', 'navigate')))).toBe('page b');
    expect(await text(second.answer(get('assets/part-a.js')))).toBe('part a');
    othersOpen = false;
    await second.dropOlder();
    expect(versions()).toEqual(['b']);
    expect((await second.answer(get('assets/part-a.js')))?.status).toBe(404);
  });

  test('that is being fetched is not dropped by the one that serves', async () => {
    const first = deploy('a');
    await first.install();
    await deploy('b').install();
    othersOpen = false;
    await first.dropOlder();
    expect(versions()).toEqual(['a', 'b']);
  });

  test('leaves at most two older ones, however long a page stays open', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e']) {
      const files = deploy(name);
      await files.install();
      await files.dropOlder();
    }
    expect(versions()).toEqual(['c', 'd', 'e']);
  });

  test('may be an old one that came back', async () => {
    for (const name of ['a', 'b', 'a']) {
      const files = deploy(name);
      await files.install();
      await files.dropOlder();
    }
    expect(versions()).toEqual(['b', 'a']);
    expect(await text(deploy('a').answer(get('', 'navigate')))).toBe('page a');
  });
});
