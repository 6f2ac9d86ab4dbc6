import type { Plugin } from 'vite';
import { contentSecurityPolicy as content } from './security-headers.mjs';

/**
 * Writes the Content-Security-Policy into the built page too, so that it holds wherever the files are served from. The
 * development page goes without: hot reloading needs inline scripts and styles.
 */
export function policyPlugin(): Plugin {
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [
      { tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content }, injectTo: 'head-prepend' },
    ],
  };
}
