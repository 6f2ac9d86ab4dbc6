/** A command that can't be understood; answered with the help text and exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
