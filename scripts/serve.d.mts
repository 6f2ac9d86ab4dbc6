import type { Server } from 'node:http';

/** A server of the built app in the folder `root`; the caller listens and closes. */
export function createAppServer(root: string): Server;
/** Listens on the port (0: any), or on the next free one unless `strict`. Gives the port. */
export function listen(
  server: Server,
  port: number,
  options: { readonly host: string; readonly strict: boolean },
): Promise<number>;
/** The file inside `root` that a request names, or null; never one outside it. */
export function fileOf(root: string, url: string): string | null;
/** `bytes=a-b` of a body of `size` bytes, both inclusive; null for none, 'unsatisfiable' when it lies outside. */
export function rangeOf(
  header: string | undefined,
  size: number,
): { readonly start: number; readonly end: number } | 'unsatisfiable' | null;
