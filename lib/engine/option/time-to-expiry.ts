/**
 * Time to expiry as the models want it: years of 365 days by the clock, so that the last hour of the
 * last day still has a value.
 */

const YEAR_MS = 365 * 24 * 60 * 60 * 1_000;

/** Years from now until an instant, to the millisecond; 0 from that instant on. */
export function yearsUntil(expiresAtMs: number, nowMs: number): number {
  return Math.max(0, expiresAtMs - nowMs) / YEAR_MS;
}
