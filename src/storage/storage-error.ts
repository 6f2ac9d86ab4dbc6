import { StudioError } from '../errors/studio-error.ts';

/**
 * What went wrong with the browser's storage, in words. `what` says what could not be done, as a sentence without its
 * full stop. Errors that are told in words already stay as they are.
 */
export function storageError(error: unknown, what: string): StudioError {
  if (error instanceof StudioError) return error;
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  const options = { cause: error };
  switch (name) {
    case 'QuotaExceededError':
      return new StudioError(
        'storage-full',
        `${what}: this browser’s storage is full. What was stored before is safe, and everything is kept in this tab. Free some disk space, or save a bundle before you close the tab.`,
        options,
      );
    case 'VersionError':
      return new StudioError(
        'storage-failed',
        'The stored project was written by a newer version of the studio. Reload to get that version. Nothing was changed.',
        options,
      );
    case 'SecurityError':
    case 'ReferenceError':
    case 'InvalidStateError':
      return new StudioError(
        'storage-failed',
        `${what}: this browser does not let the page store anything, as in a private window. Everything is kept in this tab; export before closing it.`,
        options,
      );
    default:
      return new StudioError(
        'storage-failed',
        `${what} (${error instanceof Error && error.message !== '' ? error.message : name || String(error)}). What was stored before is safe, and everything is kept in this tab; export before closing it.`,
        options,
      );
  }
}
