/** The wall clock as a dependency, so that tests and simulations can hold it still. */
export interface Clock {
  /** Wall time, epoch ms. */
  nowMs(): number;
}

export const systemClock: Clock = { nowMs: () => Date.now() };

let lastAtMs = 0;
let lastText = "1970-01-01T00:00:00.000Z";

/** An instant as the database reads it. Rows of one batch name the same instant again and again. */
export function isoTime(atMs: number): string {
  if (atMs !== lastAtMs) {
    lastText = new Date(atMs).toISOString();
    lastAtMs = atMs;
  }
  return lastText;
}
