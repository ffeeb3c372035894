/** What a set of series is worth at expiry, and the worst of it. Premium is not part of it. */
import type { OptionSeries } from "../instrument/instrument";
import { type Micros, micros, ZERO_MICROS } from "../money";

export interface SeriesHolding {
  readonly series: OptionSeries;
  /** Whole contracts, negative when short. */
  readonly contracts: number;
}

/** Intrinsic value of one contract's share at an underlying price. */
function intrinsicMicros(series: OptionSeries, priceMicros: Micros): Micros {
  const inMoney =
    series.right === "call" ? priceMicros - series.strikeMicros : series.strikeMicros - priceMicros;
  return inMoney > 0n ? micros(inMoney) : ZERO_MICROS;
}

/** Value of all holdings at expiry for an underlying price; negative is owed. */
export function payoffMicros(holdings: readonly SeriesHolding[], priceMicros: Micros): Micros {
  let total = 0n;
  for (const { series, contracts } of holdings) {
    total += intrinsicMicros(series, priceMicros) * BigInt(contracts * series.multiplier);
  }
  return micros(total);
}

export interface WorstCase {
  readonly lossMicros: Micros;
  readonly atPriceMicros: Micros;
}

/**
 * The largest loss at expiry, or null when it grows without end.
 *
 * The payoff is piecewise linear with corners at the strikes, so its minimum is at zero, at a
 * strike, or at infinity, which more short than long calls would make unbounded. One walk upwards
 * from zero, so that a book of hundreds of series costs no more than sorting it.
 */
export function worstCase(holdings: readonly SeriesHolding[]): WorstCase | null {
  if (netCalls(holdings) < 0) return null;
  const byStrike = [...holdings].sort((a, b) =>
    a.series.strikeMicros < b.series.strikeMicros ? -1 : 1,
  );
  let value: bigint = payoffMicros(holdings, ZERO_MICROS);
  let slope = 0n;
  for (const { series, contracts } of byStrike) {
    if (series.right === "put") slope -= BigInt(contracts * series.multiplier);
  }
  let worst: WorstCase = { lossMicros: ZERO_MICROS, atPriceMicros: ZERO_MICROS };
  if (value < 0n) worst = { lossMicros: micros(-value), atPriceMicros: ZERO_MICROS };
  let at: bigint = 0n;
  for (const { series, contracts } of byStrike) {
    value += slope * (series.strikeMicros - at);
    at = series.strikeMicros;
    slope += BigInt(contracts * series.multiplier);
    if (-value > worst.lossMicros)
      worst = { lossMicros: micros(-value), atPriceMicros: micros(at) };
  }
  return worst;
}

/** Long minus short calls, in shares: below zero the loss above the highest strike has no end. */
export function netCalls(holdings: readonly SeriesHolding[]): number {
  return holdings
    .filter((holding) => holding.series.right === "call")
    .reduce((sum, { contracts, series }) => sum + contracts * series.multiplier, 0);
}
