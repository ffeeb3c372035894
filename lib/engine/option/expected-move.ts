/**
 * How far the market expects a stock to move by an expiry, up or down, in dollars. Two definitions are in
 * use, and a screen that shows the number names the one it used:
 *
 * - one standard deviation, S·σ·√T: the stock ends within it about two times in three (68%), whatever the
 *   strikes on offer. Ours, because it agrees with the probabilities beside it.
 * - 85% of the price of the straddle at the money: needs no model, so it is there when volatility is not.
 *   A straddle at the money costs about √(2/π) = 0.8 standard deviations, so this is 0.68 of one:
 *   the smaller number, and not the same thing.
 *
 * Sources: tastytrade, "Expected move" (formula: price × implied volatility × √(days / 365)); the 85% rule
 * as brokers' pages give it (84% to 85% of the front at-the-money straddle); √(2/π): M. Brenner and
 * M. Subrahmanyam, "A simple formula to compute the implied standard deviation", Financial Analysts
 * Journal 44 (1988). Read 2026-11-21.
 */

const SHARE_OF_STRADDLE = 0.85;

/** One standard deviation of the stock at expiry, in dollars; 0 without time or volatility. */
export function expectedMove(stock: {
  readonly spot: number;
  readonly volatility: number;
  readonly timeYears: number;
}): number {
  return stock.spot * Math.max(stock.volatility, 0) * Math.sqrt(Math.max(stock.timeYears, 0));
}

/** The move a call and a put at the money imply, from their mid prices in dollars per share. */
export function expectedMoveOfStraddle(callMid: number, putMid: number): number {
  return SHARE_OF_STRADDLE * (callMid + putMid);
}
