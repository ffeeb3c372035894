/**
 * Requirement of shorts that nothing covers: one by one, and a put beside a call.
 *
 * Source: Cboe Margin Manual ("Short Put or Short Call", "Short Put and Short Call") and FINRA
 * 4210(f)(2), as engine.md §5: premium plus the larger of pct x underlying minus the out-of-the-money
 * amount, and 10% of the underlying (call) or of the strike (put); pct is 20%, or 15% for a broad
 * index and the ETFs on it. Options on a leveraged ETF: both percentages times its leverage, at most
 * 100% (FINRA Regulatory Notice 09-65). Read 2026-11-21.
 */
import type { OptionSeries } from "../instrument/instrument";
import { basisPoints, type Micros, maxMicros, micros, ZERO_MICROS } from "../money";

const PERCENT_BPS = 2_000;
const PERCENT_BROAD_BPS = 1_500;
const FLOOR_BPS = 1_000;
const FULL_BPS = 10_000;

/** A short that nothing covers, per share: its premium, and its premium with what is added to it. */
export interface NakedShort {
  readonly premiumMicros: Micros;
  readonly requiredMicros: Micros;
}

/** Per share of the contract. */
export function nakedPerShare(
  series: OptionSeries,
  prices: { readonly underlyingMicros: Micros; readonly premiumMicros: Micros },
): NakedShort {
  const { underlyingMicros, premiumMicros } = prices;
  const { strikeMicros, right, leverage = 1 } = series;
  const outOfMoney = maxMicros(
    ZERO_MICROS,
    micros(right === "call" ? strikeMicros - underlyingMicros : underlyingMicros - strikeMicros),
  );
  const percentBps = series.broadIndex ? PERCENT_BROAD_BPS : PERCENT_BPS;
  const percent = basisPoints(underlyingMicros, Math.min(percentBps * leverage, FULL_BPS));
  const floor = basisPoints(
    right === "call" ? underlyingMicros : strikeMicros,
    Math.min(FLOOR_BPS * leverage, FULL_BPS),
  );
  const risk = maxMicros(micros(percent - outOfMoney), floor);
  return { premiumMicros, requiredMicros: micros(premiumMicros + risk) };
}

/** A put and a call short side by side, per share: the greater of the two, and the other's premium. */
export function straddlePerShare(put: NakedShort, call: NakedShort): Micros {
  if (put.requiredMicros === call.requiredMicros) {
    const lesser = put.premiumMicros < call.premiumMicros ? put : call;
    return micros(put.requiredMicros + lesser.premiumMicros);
  }
  return put.requiredMicros > call.requiredMicros
    ? micros(put.requiredMicros + call.premiumMicros)
    : micros(call.requiredMicros + put.premiumMicros);
}
