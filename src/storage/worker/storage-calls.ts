import type { ErrorMessage } from '../../worker/protocol.ts';
import type { ProjectStore } from '../project-store.ts';
import type { StagedCommands } from './staged-commands.ts';

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
  /** Commands of a call that is to follow, a few at a time; those of one key in their order. */
  | ({ readonly kind: 'stage' } & StagedCommands)
  | { readonly kind: 'ping' };

/** Storage worker to page. */
export type StorageReply =
  | { readonly kind: 'result'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly error: ErrorMessage }
  | { readonly kind: 'broken'; readonly error: ErrorMessage }
  | { readonly kind: 'pong' };
