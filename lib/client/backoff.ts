const FIRST_DELAY_MS = 500;
const DELAY_MS_MAX = 30_000;

/**
 * Picks the wait before reconnecting: full jitter under a ceiling that doubles from 0.5 s to 30 s,
 * so that the tabs of a restarted server do not all come back in the same second.
 */
export function reconnectDelayMs(attempt: number, random: () => number): number {
  const ceiling = Math.min(DELAY_MS_MAX, FIRST_DELAY_MS * 2 ** Math.min(attempt, 16));
  return Math.max(FIRST_DELAY_MS / 2, Math.floor(random() * ceiling));
}
