/**
 * Whether the market has set a stop off.
 *
 * Stock stops go by prints that make a last sale, made in the core session after the stop was live.
 * Option stops go by the side of the quote they would trade against, since series trade too rarely
 * for a last sale to mean anything. A stop that was set off trades at a later quote, never at its
 * stop price and never on the tick that set it off.
 *
 * Sources, read 2026-11-21: engine.md §3; for options Interactive Brokers' default trigger method for
 * US options (tws-api, trigger methods: bid/ask).
 */
import { present } from "../assert";
import { makesLastSale } from "../market/last-sale";
import { type MarketView, type Quote, quoteFault, touchOf } from "../market/quote";
import type { Trade } from "../market/trade";
import { isOpen } from "../match/trading-session";
import type { Micros } from "../money";
import {
  liveSinceMs,
  type Order,
  type OrderLeg,
  type OrderSide,
  type StopTrigger,
  type TrailMark,
} from "./order";
import { stopOf } from "./terms";
import { countPrint, raisesMark, trailingStop } from "./trailing-mark";

export type StopLook =
  | { readonly kind: "hit"; readonly trigger: StopTrigger }
  | {
      readonly kind: "wait";
      /** Null for a trailing stop that has seen no print yet. */
      readonly stopMicros: Micros | null;
      /** The last price it was measured against; null when there was none. */
      readonly seen: { readonly priceMicros: Micros; readonly atMs: number } | null;
      /** Of a trailing stop, with the prints of this look counted. */
      readonly mark: TrailMark | null;
    };

/** Looks at the prints or the quote for an order that is a stop and has not been set off. */
export function lookAtStop(order: Order, market: MarketView): StopLook {
  const leg = present(order.legs[0], "a stop has one leg");
  const stopMicros = stopOf(order.terms);
  if (leg.instrument.kind === "option") return lookAtQuote(leg, stopMicros, market);
  const trades = countedPrints(order, leg, market);
  return stopMicros === null
    ? lookAtTrail(order, leg, trades, market)
    : lookAtPrints(leg.side, stopMicros, trades, market);
}

/** Prints that count for the order, oldest first. */
function countedPrints(
  order: Order,
  { instrument }: OrderLeg,
  market: MarketView,
): readonly Trade[] {
  const sinceMs = liveSinceMs(order);
  return market
    .tradesOf(instrument.symbol)
    .filter(
      (trade) => trade.atMs > sinceMs && makesLastSale(trade) && isOpen(instrument, trade.atMs),
    );
}

function isHit(side: OrderSide, stopMicros: Micros, priceMicros: Micros): boolean {
  return side === "sell" ? priceMicros <= stopMicros : priceMicros >= stopMicros;
}

function lookAtPrints(
  side: OrderSide,
  stopMicros: Micros,
  trades: readonly Trade[],
  market: MarketView,
): StopLook {
  const hit = trades.find(({ priceMicros }) => isHit(side, stopMicros, priceMicros));
  if (hit === undefined) {
    return { kind: "wait", stopMicros, seen: trades.at(-1) ?? null, mark: null };
  }
  const by = { kind: "trade", trade: hit } as const;
  return { kind: "hit", trigger: { atMs: market.nowMs, stopMicros, by } };
}

/** Follows the prints from the last checkpoint on: what a print raises, the same print cannot hit. */
function lookAtTrail(
  order: Order,
  { side }: OrderLeg,
  trades: readonly Trade[],
  market: MarketView,
): StopLook {
  const { terms } = order;
  const trail = present(terms.type === "trailing_stop" ? terms.trail : null, "it trails");
  let mark = order.mark ?? null;
  for (const trade of trades) {
    if (mark !== null && !isAfter(trade, mark)) continue;
    if (mark !== null && !raisesMark(side, mark, trade.priceMicros)) {
      const { hwmMicros } = mark;
      const stopMicros = trailingStop(side, trail, hwmMicros);
      if (isHit(side, stopMicros, trade.priceMicros)) {
        const by = { kind: "trade", trade } as const;
        return { kind: "hit", trigger: { atMs: market.nowMs, stopMicros, hwmMicros, by } };
      }
    }
    mark = countPrint(side, mark, trade);
  }
  const stopMicros = mark === null ? null : trailingStop(side, trail, mark.hwmMicros);
  return { kind: "wait", stopMicros, seen: trades.at(-1) ?? null, mark };
}

/** Numbers start again when the hub does, so they only tell prints of one instant apart. */
function isAfter(trade: Trade, mark: TrailMark): boolean {
  return trade.atMs > mark.atMs || (trade.atMs === mark.atMs && trade.seq > mark.seq);
}

function lookAtQuote(leg: OrderLeg, stopMicros: Micros | null, market: MarketView): StopLook {
  const { symbol } = leg.instrument;
  const quote = market.quoteOf(symbol);
  const waits = { kind: "wait", stopMicros, mark: null } as const;
  if (quote === null || stopMicros === null || !isTwoSided(quote)) return { ...waits, seen: null };
  if (quoteFault(market, symbol) !== null) return { ...waits, seen: null };
  const { priceMicros } = touchOf(quote, leg.side);
  if (!isHit(leg.side, stopMicros, priceMicros)) {
    return { ...waits, seen: { priceMicros, atMs: quote.atMs } };
  }
  const by = { kind: "quote", quote } as const;
  return { kind: "hit", trigger: { atMs: market.nowMs, stopMicros, by } };
}

/** A side that is missing is no price: an option nobody bids for has not fallen to its stop. */
function isTwoSided({ bidMicros, askMicros }: Quote): boolean {
  return bidMicros > 0n && askMicros > 0n;
}
