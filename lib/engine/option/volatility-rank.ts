/**
 * Where today's implied volatility stands among those of the past year: 0 at its lowest, 100 at its highest.
 * Rank looks at the range alone (one spike moves it for a year), percentile at how many days were lower.
 *
 * Source: tastylive, "Implied volatility rank" and "IV percentile", read 2026-11-21.
 */

export interface VolatilityRank {
  /** 0 to 100. */
  readonly rank: number;
  readonly percentile: number;
}

/** A quarter of a year at least, or the range says little. */
const CLOSES_MIN = 60;

/** Null with too little of a past, or one that never moved. */
export function volatilityRank(now: number, closes: readonly number[]): VolatilityRank | null {
  if (closes.length < CLOSES_MIN) return null;
  const low = Math.min(now, ...closes);
  const high = Math.max(now, ...closes);
  if (high <= low) return null;
  const lower = closes.filter((close) => close < now).length;
  return {
    rank: (100 * (now - low)) / (high - low),
    percentile: (100 * lower) / closes.length,
  };
}
