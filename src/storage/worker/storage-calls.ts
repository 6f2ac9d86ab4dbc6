import type { ErrorMessage } from '../../worker/protocol.ts';
import type { ProjectStore } from '../project-store.ts';

/** Page to storage worker: a method of `ProjectStore` with what it is called with. */
export type StorageRequest =
  | {
      readonly [Method in keyof ProjectStore]: {
        readonly kind: 'call';
        readonly id: number;
        readonly method: Method;
        readonly args: Parameters<ProjectStore[Method]>;
      };
    }[keyof ProjectStore]
  | { readonly kind: 'ping' };

/** Storage worker to page. */
export type StorageReply =
  | { readonly kind: 'result'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly error: ErrorMessage }
  | { readonly kind: 'broken'; readonly error: ErrorMessage }
  | { readonly kind: 'pong' };
