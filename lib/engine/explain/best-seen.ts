/**
 * The best price an order could have had since it arrived, from the quotes and prints of that time.
 * Computed on read from what the caller kept or can ask the feed for, never stored (decisions 26).
 */
import { makesLastSale } from "../market/last-sale";
import { type Quote, touchOf } from "../market/quote";
import type { Trade } from "../market/trade";
import type { Micros } from "../money";
import { liveSinceMs, type Order } from "../order/order";
import { isStop } from "../order/terms";

/** What a symbol showed, in any order. */
export interface Seen {
  readonly quotes: readonly Quote[];
  readonly trades: readonly Trade[];
}

export interface BestSeen {
  readonly priceMicros: Micros;
  readonly atMs: number;
}

/** The price nearest to what the order needs, and when it was first seen; null when nothing was. */
export function bestSeen(order: Order, seen: Seen): BestSeen | null {
  const [leg] = order.legs;
  if (leg === undefined || order.orderClass === "mleg") return null;
  const { symbol, kind } = leg.instrument;
  const sinceMs = liveSinceMs(order);
  const waitsForStop = isStop(order.terms) && order.triggered === undefined;
  const prices =
    waitsForStop && kind === "equity"
      ? seen.trades.filter((trade) => trade.symbol === symbol && makesLastSale(trade))
      : seen.quotes
          .filter((quote) => quote.symbol === symbol)
          .map((quote) => ({ ...touchOf(quote, leg.side), atMs: quote.atMs }));
  // A limit to buy and a stop to sell wait for lower prices, the others for higher ones.
  const wantsLower = (leg.side === "buy") !== waitsForStop;
  let best: BestSeen | null = null;
  for (const { priceMicros, atMs } of prices) {
    if (priceMicros <= 0n || atMs < sinceMs) continue;
    const isBetter =
      best === null ||
      (wantsLower ? priceMicros < best.priceMicros : priceMicros > best.priceMicros) ||
      (priceMicros === best.priceMicros && atMs < best.atMs);
    if (isBetter) best = { priceMicros, atMs };
  }
  return best;
}
