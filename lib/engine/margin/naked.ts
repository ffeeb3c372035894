/**
 * Requirement of one short contract that nothing covers.
 *
 * Source: Cboe Margin Manual and FINRA 4210(f)(2)(D), as engine.md §5: premium plus the larger of
 * pct x underlying minus the out-of-the-money amount, and 10% of the underlying (call) or of the
 * strike (put); pct is 20%, or 15% for a broad index and the ETFs on it. Read 2026-11-20.
 */
import type { OptionSeries } from "../instrument/instrument";
import { basisPoints, type Micros, maxMicros, micros, ZERO_MICROS } from "../money";

const PERCENT_BPS = 2_000;
const PERCENT_BROAD_BPS = 1_500;
const FLOOR_BPS = 1_000;

/** For one contract, multiplier applied. */
export function nakedRequirement(
  series: OptionSeries,
  prices: { readonly underlyingMicros: Micros; readonly premiumMicros: Micros },
): Micros {
  const { underlyingMicros, premiumMicros } = prices;
  const { strikeMicros, right } = series;
  const outOfMoney = maxMicros(
    ZERO_MICROS,
    micros(right === "call" ? strikeMicros - underlyingMicros : underlyingMicros - strikeMicros),
  );
  const percent = basisPoints(
    underlyingMicros,
    series.broadIndex ? PERCENT_BROAD_BPS : PERCENT_BPS,
  );
  const floor = basisPoints(right === "call" ? underlyingMicros : strikeMicros, FLOOR_BPS);
  const risk = maxMicros(micros(percent - outOfMoney), floor);
  return micros((premiumMicros + risk) * BigInt(series.multiplier));
}
