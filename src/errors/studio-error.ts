/** What went wrong, as a stable word that code may branch on; the message is for people. */
export type ErrorCode =
  | 'aborted'
  | 'image-unreadable'
  | 'image-missing'
  | 'image-too-large'
  | 'package-unreadable'
  | 'package-invalid'
  | 'package-corrupt'
  | 'package-unsupported'
  | 'device-unavailable'
  | 'device-lost'
  | 'self-test-failed'
  | 'worker-died'
  | 'inference-failed'
  | 'descriptor-invalid'
  | 'mask-invalid'
  | 'command-invalid'
  | 'storage-full'
  | 'storage-failed'
  | 'storage-newer'
  | 'storage-taken'
  | 'format-invalid'
  | 'network-failed';

/**
 * The one error type of the project. `message` says in plain words what happened, what was kept and what to do;
 * `cause` keeps the original error. Errors that cross a worker boundary travel as `{ code, message }`.
 */
export class StudioError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.name = 'StudioError';
    this.code = code;
  }
}
