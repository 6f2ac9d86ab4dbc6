import react from '@vitejs/plugin-react';
import { configDefaults, defineConfig } from 'vitest/config';
import { modelPackagePlugin } from './scripts/model-package-plugin.ts';
import { offlinePlugin } from './scripts/offline-plugin.ts';
import { policyPlugin } from './scripts/policy-plugin.ts';
import { isolationHeaders as isolation } from './scripts/security-headers.mjs';

export default defineConfig({
  plugins: [react(), modelPackagePlugin(), policyPlugin(), offlinePlugin()],
  // Relative addresses: the built app works in any folder of a site.
  base: './',
  build: { target: 'es2023', assetsInlineLimit: 0, chunkSizeWarningLimit: 900 },
  worker: { format: 'es' },
  // Pre-bundling rewrites `new URL(x, import.meta.url)`, which both of these rely on.
  optimizeDeps: { exclude: ['onnxruntime-web', '@huggingface/transformers'] },
  resolve: { conditions: ['onnxruntime-web-use-extern-wasm', 'module', 'browser', 'development|production'] },
  server: { headers: isolation },
  preview: { headers: isolation },
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'cli/**/*.test.ts', 'scripts/**/*.test.ts'],
    exclude: [...configDefaults.exclude, 'scripts/house/violations/**'],
    testTimeout: 20_000,
    expect: { poll: { timeout: 5_000 } },
  },
});
