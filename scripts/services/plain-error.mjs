/** An error whose message is written for the person at the terminal: printed alone, without a stack. */
export class PlainError extends Error {}

/** Prints what a person can use: one sentence for expected trouble, the stack for bugs. */
export function report(error) {
  console.error(error instanceof PlainError ? `raxx: ${error.message}` : error);
}
