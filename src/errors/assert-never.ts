/** Makes a switch over a union exhaustive at compile time, and loud at run time if data from outside breaks it. */
export function assertNever(value: never): never {
  throw new TypeError(`Unexpected value: ${JSON.stringify(value)}`);
}
