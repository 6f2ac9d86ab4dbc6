import { defineConfig, devices } from '@playwright/test';
import { chromiumFlags, systemChromium } from './scripts/chromium.ts';

const port = Number(process.env.PORT ?? 4181);
const executablePath = systemChromium();

const browser = (webgpu: 'off' | 'software') => ({
  ...devices['Desktop Chrome'],
  viewport: { width: 1440, height: 900 },
  launchOptions: {
    args: chromiumFlags({ webgpu }),
    ...(executablePath ? { executablePath } : {}),
  },
});

/** The user's journeys on the built app with the real embedded model. Build first: `npm run build`. */
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  // Inference takes all cores: side by side the journeys would only time each other out.
  workers: 1,
  // A shared machine stalls for seconds at times. What passes at its second try only is reported as flaky.
  retries: 1,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [['list']],
  use: {
    baseURL: `http://localhost:${port}`,
    acceptDownloads: true,
    // Only the journey without a network wants it; the others are not to share their machine with its downloads.
    serviceWorkers: 'block',
    trace: 'retain-on-failure',
  },
  projects: [
    { name: 'wasm', testIgnore: /webgpu\.spec/, use: browser('off') },
    { name: 'webgpu', testMatch: /webgpu\.spec/, timeout: 900_000, use: browser('software') },
  ],
  webServer: {
    command: `node scripts/serve.mjs --port ${port} --strict-port`,
    url: `http://localhost:${port}/`,
    reuseExistingServer: false,
  },
});
