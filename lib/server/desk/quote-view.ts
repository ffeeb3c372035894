/** Quotes, clock and feed label as screens show them. */
import { phaseAt } from "@/lib/engine/calendar/trading-calendar";
import { formatDecimal, formatDollars, formatQuantity, parseDollars } from "@/lib/engine/decimal";
import { type MarketView, markMicros, type Quote } from "@/lib/engine/market/quote";
import { divideHalfEven, type Micros, micros } from "@/lib/engine/money";
import type { MarketName } from "@/lib/wire/market-bus";
import type { ClockView, FeedKind, FeedLabel, QuoteView } from "@/lib/wire/raxx/desk";
import { DELAY_MS } from "../market/market-clock";

/** Which market and feed the numbers come from. */
export function feedLabel(market: MarketName, feed: FeedKind): FeedLabel {
  return { market, feed, delaySeconds: feed === "delayed" ? DELAY_MS / 1_000 : 0 };
}

/** The market clock of a feed. */
export function clockView(label: FeedLabel, market: MarketView): ClockView {
  const { nowMs, feedAlive } = market;
  return { marketAtMs: nowMs, phase: phaseAt(nowMs), label, feedAlive };
}

/** A quote, with its change since the previous close when that is known. */
export function quoteView(
  quote: Quote,
  market: MarketView,
  previousClose: string | null,
): QuoteView {
  const mark = markMicros(market, quote.symbol);
  const close = previousClose === null ? null : parseDollars(previousClose);
  const change = mark === null || close === null ? null : micros(mark - close);
  return {
    symbol: quote.symbol,
    bid: priceText(quote.bidMicros),
    bidSize: formatQuantity(quote.bidSizeNanos),
    ask: priceText(quote.askMicros),
    askSize: formatQuantity(quote.askSizeNanos),
    mark: mark === null ? null : formatDollars(mark),
    change: change === null ? null : formatDollars(change),
    changePercent: change === null || close === null ? null : percentText(change, close),
    atMs: quote.atMs,
  };
}

/** Part as a percentage of whole with two decimals; null when there is no whole. */
export function percentText(part: Micros, whole: Micros): string | null {
  if (whole === 0n) return null;
  const size = whole < 0n ? -whole : whole;
  return formatDecimal(divideHalfEven(part * 10_000n, size), 2);
}

/** A price, or null for the missing side of a quote. */
export function priceText(price: Micros): string | null {
  return price > 0n ? formatDollars(price) : null;
}
