// `node models/exporter/webgpu/check.mjs [package]`: the WebGPU graphs in a headless Chromium (software
// adapter) against the WASM graphs, on the package's golden conversation. Fails when logits differ or
// when any node of the decoder is placed on the CPU.
import { createReadStream, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, extname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { goldenSteps } from './golden-steps.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const repository = resolve(here, '../../..');
const packageDirectory = resolve(process.argv[2] ?? join(repository, 'models/text4seg-nano'));
const require = createRequire(import.meta.url);
const ortDirectory = dirname(require.resolve('onnxruntime-web'));

const LOGITS_TOLERANCE = 2e-3;
const TYPES = { '.html': 'text/html', '.mjs': 'text/javascript', '.wasm': 'application/wasm' };

function serve() {
  const roots = { ort: ortDirectory, package: packageDirectory };
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    const [, first, ...rest] = path.split('/');
    const file = roots[first] ? join(roots[first], ...rest) : join(here, path === '/' ? 'page.html' : path);
    if (!existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
    createReadStream(file).pipe(response);
  });
  return new Promise((ready) => server.listen(0, '127.0.0.1', () => ready(server)));
}

/** Node names by session and provider, from ONNX Runtime's verbose log. */
function placements(lines) {
  const found = {};
  let session = null;
  let provider = null;
  for (const line of lines) {
    const begin = /^BEGIN (\w+ \w+)/.exec(line);
    if (begin) session = begin[1];
    if (/^END /.test(line)) session = null;
    if (!session) continue;
    const all = /All nodes placed on \[(\w+)\]\. Number of nodes: (\d+)/.exec(line);
    const some = /Node\(s\) placed on \[(\w+)\]\. Number of nodes: (\d+)/.exec(line);
    const match = all ?? some;
    if (match) {
      provider = match[1];
      found[session] ??= {};
      found[session][provider] = { count: Number(match[2]), nodes: [] };
      continue;
    }
    const node = /VerifyEachNodeIsAssignedToAnEp\]\s+(\S+ \(.*\))/.exec(line);
    if (node && provider && found[session]?.[provider]) found[session][provider].nodes.push(node[1]);
  }
  return found;
}

const server = await serve();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--enable-unsafe-webgpu',
    '--use-webgpu-adapter=swiftshader',
    '--enable-features=Vulkan',
  ],
});
try {
  const page = await browser.newPage();
  const lines = [];
  page.on('console', (message) => lines.push(...message.text().split('\n')));
  page.on('pageerror', (error) => lines.push(`page error: ${error.message}`));
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  await page.waitForFunction(() => typeof window.check === 'function');
  const manifest = JSON.parse(readFileSync(join(packageDirectory, 'manifest.json'), 'utf8'));
  const result = await page.evaluate((input) => window.check(input), goldenSteps(packageDirectory, manifest));
  if (process.env.LOG) writeFileSync(process.env.LOG, lines.join('\n'));
  const nodes = placements(lines);
  console.log(JSON.stringify({ ...result, placements: nodes }, null, 1));
  const worst = Math.max(...result.logits, ...result.ghost, result.cellKeys);
  const decoder = nodes['webgpu decoder'];
  if (!decoder?.WebGpuExecutionProvider) throw new Error('no node placements in the log');
  const cpu = decoder.CPUExecutionProvider;
  if (cpu) throw new Error(`decoder nodes on the CPU: ${cpu.nodes.join(', ')}`);
  if (!(worst < LOGITS_TOLERANCE)) throw new Error(`WebGPU differs from WASM by ${worst}`);
  console.log(`WebGPU agrees with WASM to ${worst.toExponential(1)}; no decoder node on the CPU`);
} finally {
  await browser.close();
  server.close();
}
