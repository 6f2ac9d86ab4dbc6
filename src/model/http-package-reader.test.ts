import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HttpPackageReader } from './http-package-reader.ts';

let server: Server;
let url: string;
const body = Buffer.alloc(300_000, 7);

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/package/weights.bin') response.end(body);
    else if (request.url === '/package/cut.bin') {
      response.writeHead(200, { 'Content-Length': '1000' });
      response.write(body.subarray(0, 10), () => response.destroy());
    } else if (request.url === '/package/slow.bin') response.write(body.subarray(0, 10));
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/package`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe('reading a package over HTTP', () => {
  test('counts the bytes as they come', async () => {
    let count = 0;
    const bytes = await new HttpPackageReader(url).read('weights.bin', {
      onBytes: (length) => {
        count += length;
      },
    });
    expect(count).toBe(body.length);
    expect(Buffer.from(bytes).equals(body)).toBe(true);
  });

  test('says which file is missing', async () => {
    await expect(new HttpPackageReader(url).read('nope.onnx')).rejects.toMatchObject({
      code: 'package-unreadable',
      message: expect.stringMatching(/nope\.onnx .* no such file/),
    });
  });

  test('says when the connection breaks, and when there is none', async () => {
    const broken = new HttpPackageReader(url).read('cut.bin');
    await expect(broken).rejects.toMatchObject({ code: 'network-failed' });
    const nowhere = new HttpPackageReader('http://127.0.0.1:9/').read('manifest.json');
    await expect(nowhere).rejects.toMatchObject({ code: 'network-failed' });
  });

  test('stops when told to', async () => {
    const reading = new HttpPackageReader(url).read('slow.bin', { signal: AbortSignal.timeout(50) });
    await expect(reading).rejects.toMatchObject({ code: 'aborted' });
  });
});
