/**
 * Chances of where a stock goes until expiry when its logarithm moves as a random walk of a stated
 * volatility. Risk-neutral: the stock drifts at the rate less its yield, as options are priced, and not as
 * anyone expects it to.
 *
 * Source: J. Hull, Options, Futures and Other Derivatives, 9th edition, section 15.1; of touching:
 * E. G. Haug, The Complete Guide to Option Pricing Formulas, 2nd edition, section 4.19 (one-touch).
 */
import { normalCdf } from "./normal-distribution";

export type StockWalk = {
  readonly spot: number;
  /** Yearly, 0.2 is 20%. */
  readonly volatility: number;
  readonly timeYears: number;
  readonly rate: number;
  readonly dividendYield: number;
};

const CENT = 0.01;

/** One point of a profit curve at expiry that is straight between its points. */
export type ProfitCorner = { readonly price: number; readonly profit: number };

/** Tells the chance that the stock ends below a price. */
export function chanceBelow(walk: StockWalk, price: number): number {
  if (price <= 0) return 0;
  if (price === Number.POSITIVE_INFINITY) return 1;
  const { deviation, drift } = walkOf(walk);
  const distance = Math.log(price / walk.spot) - drift;
  if (deviation === 0) return distance > 0 ? 1 : 0;
  return normalCdf(distance / deviation);
}

/** Tells the chance that the stock trades at a price or beyond it at any time until expiry. */
export function chanceOfTouch(walk: StockWalk, price: number): number {
  if (price <= 0) return 0;
  const { deviation, drift } = walkOf(walk);
  // Mirrored for a price above, so that the barrier is always below.
  const side = price < walk.spot ? 1 : -1;
  const distance = side * Math.log(price / walk.spot);
  const toward = side * drift;
  if (distance === 0) return 1;
  if (deviation === 0) return toward <= distance ? 1 : 0;
  const straight = normalCdf((distance - toward) / deviation);
  const reflected = normalCdf((distance + toward) / deviation);
  // In two halves, because the factor may overflow where the reflection all but vanishes.
  const half = reflected === 0 ? 0 : Math.exp((toward * distance) / deviation ** 2);
  return Math.min(1, straight + half * reflected * half);
}

/**
 * Tells the chance that a position makes at least a cent at expiry, from the corners of its profit curve:
 * dollars, by ascending price from 0, the last two showing the slope beyond (`corners` of
 * margin/outcomes.ts). A stretch that ends in exactly nothing is no profit.
 */
export function chanceOfProfit(walk: StockWalk, corners: readonly ProfitCorner[]): number {
  let chance = 0;
  for (let index = 1; index < corners.length; index += 1) {
    const [left, right] = [corners[index - 1], corners[index]];
    if (left === undefined || right === undefined) continue;
    const isLast = index === corners.length - 1;
    const [from, to] = profitable(left, right, isLast ? Number.POSITIVE_INFINITY : right.price);
    if (from < to) chance += chanceBelow(walk, to) - chanceBelow(walk, from);
  }
  return Math.min(Math.max(chance, 0), 1);
}

/** Where on a straight stretch, drawn on to `end`, the profit is a cent or more. */
function profitable(
  left: ProfitCorner,
  right: ProfitCorner,
  end: number,
): readonly [from: number, to: number] {
  const slope = (right.profit - left.profit) / (right.price - left.price);
  if (slope === 0) return left.profit >= CENT ? [left.price, end] : [0, 0];
  const crossing = left.price + (CENT - left.profit) / slope;
  return slope > 0 ? [Math.max(left.price, crossing), end] : [left.price, Math.min(end, crossing)];
}

function walkOf(walk: StockWalk): { readonly deviation: number; readonly drift: number } {
  const timeYears = Math.max(walk.timeYears, 0);
  const deviation = Math.max(walk.volatility, 0) * Math.sqrt(timeYears);
  const drift = (walk.rate - walk.dividendYield) * timeYears - (deviation * deviation) / 2;
  return { deviation, drift };
}
