/** The wall clock as a dependency, so that tests and simulations can hold it still. */
export interface Clock {
  /** Wall time, epoch ms. */
  nowMs(): number;
}

export const systemClock: Clock = { nowMs: () => Date.now() };

const texts = new Map<number, string>();
const TEXTS_MAX = 1_000;

/** An instant as the database reads it. Rows of one batch name the same few again and again. */
export function isoTime(atMs: number): string {
  const known = texts.get(atMs);
  if (known !== undefined) return known;
  if (texts.size >= TEXTS_MAX) texts.clear();
  const text = new Date(atMs).toISOString();
  texts.set(atMs, text);
  return text;
}
