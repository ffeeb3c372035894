/**
 * The mark of a trailing stop: the best price since it began to trail, and the stop behind it.
 *
 * Source: alpaca-wire.md §1.6, read 2026-11-21: stop = high-water mark − trail to sell, low-water
 * mark + trail to buy. One print either moves the mark or is measured against it, never both.
 */
import { makesLastSale } from "../market/last-sale";
import type { MarketView } from "../market/quote";
import type { Trade } from "../market/trade";
import { isOpen, sessionDay } from "../match/trading-session";
import { divideHalfEven, type Micros, micros } from "../money";
import type { Order, OrderSide, Trail, TrailMark } from "./order";

const BPS_OF_ONE = 10_000n;

/** The stop behind a mark; a percentage is rounded half to even to a micro. */
export function trailingStop(side: OrderSide, trail: Trail, hwmMicros: Micros): Micros {
  const away = "trailMicros" in trail ? trail.trailMicros : percentOf(hwmMicros, trail.trailBps);
  return micros(side === "sell" ? hwmMicros - away : hwmMicros + away);
}

function percentOf(priceMicros: Micros, bps: number): bigint {
  return divideHalfEven(priceMicros * BigInt(bps), BPS_OF_ONE);
}

/** Whether a print is better than the mark: higher for a stop that sells, lower for one that buys. */
export function raisesMark(side: OrderSide, mark: TrailMark | null, priceMicros: Micros): boolean {
  if (mark === null) return true;
  return side === "sell" ? priceMicros > mark.hwmMicros : priceMicros < mark.hwmMicros;
}

/** The mark after a print: at its price when it is better, and in any case counted. */
export function countPrint(side: OrderSide, mark: TrailMark | null, trade: Trade): TrailMark {
  const raises = raisesMark(side, mark, trade.priceMicros);
  const hwmMicros = raises || mark === null ? trade.priceMicros : mark.hwmMicros;
  const keptAtMs = mark?.keptAtMs ?? trade.atMs;
  return { hwmMicros, seq: trade.seq, atMs: trade.atMs, keptAtMs };
}

/** The mark a trailing stop starts from: the last sale when it is sent in session; null without one. */
export function firstMark(
  { terms, legs }: Pick<Order, "terms" | "legs">,
  market: MarketView,
): TrailMark | null {
  const [leg] = legs;
  if (terms.type !== "trailing_stop" || leg === undefined) return null;
  const { instrument } = leg;
  if (!isOpen(instrument, market.nowMs)) return null;
  const opensAtMs = sessionDay(instrument, market.nowMs).openMs;
  const last = market
    .tradesOf(instrument.symbol)
    .findLast((trade) => trade.atMs >= opensAtMs && makesLastSale(trade));
  if (last === undefined) return null;
  return { ...countPrint(leg.side, null, last), keptAtMs: market.nowMs };
}
