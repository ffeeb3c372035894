/** Bugs, as opposed to refusals: a broken invariant stops the step instead of storing a wrong number. */
export class InvariantError extends Error {
  override readonly name = "InvariantError";
}

/** Throws when a rule that the code itself guarantees does not hold. */
export function invariant(condition: boolean, rule: string): asserts condition {
  if (!condition) throw new InvariantError(`broken invariant: ${rule}`);
}

/** Makes the compiler list the cases a switch forgot. */
export function assertNever(value: never): never {
  throw new InvariantError(`unhandled case: ${JSON.stringify(value)}`);
}

/** Returns a value that the code itself guarantees to exist. */
export function present<T>(value: T | null | undefined, rule: string): T {
  invariant(value !== null && value !== undefined, rule);
  return value;
}
