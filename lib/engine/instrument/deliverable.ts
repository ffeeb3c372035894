/**
 * What changes hands when one contract is exercised, what that costs, and what it is worth.
 *
 * A standard contract delivers 100 shares of its underlying. A corporate action may replace that by
 * a list of shares and cash; the multiplier of premium and strike stays 100, so exercising an
 * adjusted contract pays strike × 100 whatever it delivers, and whether it is in the money is asked
 * of the whole deliverable.
 *
 * Source: engine.md §6 and §7, OCC Rules on adjusted contracts, read 2026-11-21.
 */
import {
  divideHalfEven,
  type Micros,
  micros,
  NANOS_PER_UNIT,
  type Nanos,
  notional,
  units,
  ZERO_MICROS,
} from "../money";
import type { Deliverable, OptionSeries } from "./instrument";

/** In the money by a cent a share or more is exercised at expiry. Source: OCC Rule 805, read 2026-11-21. */
const EXERCISE_THRESHOLD_MICROS = micros(10_000n);

/** What one contract delivers: its own list, or the multiplier's worth of its underlying. */
export function deliverableOf(series: OptionSeries): Deliverable {
  return series.deliverable ?? standardDeliverable(series);
}

/** What a contract that was never adjusted delivers. */
function standardDeliverable(series: Pick<OptionSeries, "underlying" | "multiplier">): Deliverable {
  const shares = [{ symbol: series.underlying, sharesNanos: units(series.multiplier) }];
  return { shares, cashMicros: ZERO_MICROS };
}

/**
 * Worth of one contract's deliverable, rounded once to a micro; null when a part of it has no price.
 * Prices are per share, such as official closes or marks.
 */
export function deliverableValue(
  deliverable: Deliverable,
  priceOf: (symbol: string) => Micros | null,
): Micros | null {
  let sharesValue = 0n;
  for (const { symbol, sharesNanos } of deliverable.shares) {
    const price = priceOf(symbol);
    if (price === null) return null;
    sharesValue += price * sharesNanos;
  }
  return micros(divideHalfEven(sharesValue, NANOS_PER_UNIT) + deliverable.cashMicros);
}

/** What the exercise of contracts pays (a call) or receives (a put): strike × multiplier for each. */
export function exerciseCost(
  series: Pick<OptionSeries, "strikeMicros" | "multiplier">,
  contractsNanos: Nanos,
): Micros {
  return notional(series.strikeMicros, contractsNanos, series.multiplier);
}

/** What exercising one contract is worth now; zero when it is out of the money. */
export function contractIntrinsic(series: OptionSeries, valueMicros: Micros): Micros {
  const cost = exerciseCost(series, units(1));
  const gain = series.right === "call" ? valueMicros - cost : cost - valueMicros;
  return gain > 0n ? micros(gain) : ZERO_MICROS;
}

/** Whether a contract is exercised at expiry without a word from its holder. */
export function isExercisedAtExpiry(series: OptionSeries, valueMicros: Micros): boolean {
  const threshold = EXERCISE_THRESHOLD_MICROS * BigInt(series.multiplier);
  return contractIntrinsic(series, valueMicros) >= threshold;
}
