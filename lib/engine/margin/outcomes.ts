/**
 * What an options order can gain and lose at expiry: extremes, break-evens and the curve between.
 *
 * The payoff is piecewise linear with corners at the strikes, so extremes are at corners or grow
 * without end, and each break-even lies between two neighbouring corners.
 */
import type { OptionSeries } from "../instrument/instrument";
import { type Micros, micros, ZERO_MICROS } from "../money";
import { netCalls, payoffMicros, type SeriesHolding } from "./payoff";

export interface Outcomes {
  readonly maxProfitMicros: Micros | "unlimited";
  readonly maxLossMicros: Micros | "unlimited";
  readonly breakevensMicros: readonly Micros[];
  readonly corners: readonly { readonly priceMicros: Micros; readonly profitMicros: Micros }[];
}

/**
 * Shares as an options payoff knows them: what a call at zero pays, a contract's worth of them each.
 * `like` is any series beside them.
 */
export function sharesHolding(like: OptionSeries, contracts: number): SeriesHolding {
  return { series: { ...like, right: "call", strikeMicros: ZERO_MICROS }, contracts };
}

/** Outcomes of holdings that cost `paidMicros` (negative for a credit). */
export function outcomesOf(holdings: readonly SeriesHolding[], paidMicros: Micros): Outcomes {
  const strikes = holdings.map(({ series }) => series.strikeMicros);
  const top = strikes.reduce((a, b) => (a > b ? a : b), micros(0n));
  const profitAt = (price: Micros) => micros(payoffMicros(holdings, price) - paidMicros);
  const slope = netCalls(holdings);
  const last = lastPrice(top, profitAt(top), slope);
  const prices = [...new Set([micros(0n), ...strikes, last])].sort((a, b) => (a < b ? -1 : 1));
  const corners = prices.map((priceMicros) => ({
    priceMicros,
    profitMicros: profitAt(priceMicros),
  }));
  const profits = corners.map((corner) => corner.profitMicros);
  const most = profits.reduce((a, b) => (a > b ? a : b));
  const least = profits.reduce((a, b) => (a < b ? a : b));
  return {
    maxProfitMicros: slope > 0 ? "unlimited" : most,
    maxLossMicros: slope < 0 ? "unlimited" : micros(-least),
    breakevensMicros: breakevens(corners),
    corners,
  };
}

/**
 * Beyond the highest strike nothing bends any more: twice it shows the last slope, unless that slope
 * only breaks even further out, as a call deep in the money does.
 */
function lastPrice(top: Micros, profitMicros: Micros, slope: number): Micros {
  const toEven = slope === 0 ? 0n : -profitMicros / BigInt(slope);
  return micros(top + 2n * (toEven > top / 2n ? toEven : top / 2n));
}

function breakevens(corners: Outcomes["corners"]): readonly Micros[] {
  const found: Micros[] = [];
  for (let index = 1; index < corners.length; index += 1) {
    const [left, right] = [corners[index - 1], corners[index]];
    if (left === undefined || right === undefined) continue;
    const change = right.profitMicros - left.profitMicros;
    const crosses = left.profitMicros > 0n !== right.profitMicros > 0n;
    if (!crosses || change === 0n) continue;
    const distance = right.priceMicros - left.priceMicros;
    found.push(micros(left.priceMicros - (left.profitMicros * distance) / change));
  }
  return found;
}
