import type { ErrorMessage } from './protocol.ts';

/** The part of a worker's global scope that entries use; TypeScript's own types for it can't be mixed with a page's. */
export interface WorkerScope<Request, Reply> {
  readonly name: string;
  postMessage(message: Reply, transfer?: Transferable[]): void;
  onmessage: ((event: MessageEvent<Request>) => void) | null;
  addEventListener(type: 'unhandledrejection', listener: (event: PromiseRejectionEvent) => void): void;
}

/**
 * Connects a worker's scope to `handle`, and reports rejections that nobody observed: the worker can't be trusted after
 * one. Errors thrown at top level reach the page's `onerror` by themselves.
 */
export function guardWorker<Request, Reply>(
  scope: WorkerScope<Request, Reply>,
  broken: (error: ErrorMessage) => Reply,
  handle: (request: Request) => void,
): void {
  scope.onmessage = (event) => handle(event.data);
  scope.addEventListener('unhandledrejection', (event) => {
    const words = event.reason instanceof Error ? event.reason.message : String(event.reason);
    scope.postMessage(broken({ code: 'worker-died', message: `A background task failed (${words}).` }));
  });
}

/** True in a thread that onnxruntime started from this script by mistake; such a thread must not listen. */
export function isRuntimeThread(scope: { readonly name: string }): boolean {
  return scope.name.startsWith('em-pthread');
}
