import { StudioError } from '../errors/studio-error.ts';

/** `what` that the command names (photo, class, object) is not there. */
export function unknown(what: string): StudioError {
  return invalid(`The ${what} is not in the project any more.`);
}

/** A command that does not fit the document, in words for people. */
export function invalid(message: string): StudioError {
  return new StudioError('command-invalid', message);
}
