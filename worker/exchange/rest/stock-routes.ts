/** Alpaca's stock data endpoints: bars, quotes, trades, their latest, snapshots and auctions. */
import { formatUtc } from "../../../lib/engine/calendar/new-york";
import { limitOf, symbolsOf, timeframeOf } from "../../../lib/wire/alpaca/data-query";
import { parseTimeframe, type Timeframe } from "../../../lib/wire/alpaca/timeframe";
import type { Bar } from "../model/bar";
import { daysIn, type Span, stockBarSource, stockQuotesIn, stockTradesIn } from "../model/history";
import type { Market } from "../model/market";
import type { Trade } from "../model/quote";
import { type MarketDay, OPEN_MINUTE } from "../model/session-time";
import { tapeOf } from "../model/stock-tape";
import { barsIn } from "../model/timeframe";
import { LISTINGS, type Listing } from "../model/universe";
import { barFields, stockQuoteFields, stockTradeFields } from "../wire";
import { HttpError } from "./http-error";
import { breather, type Page, pageOf, type Timed } from "./page";
import { knownMsOf, type Query, spanOf } from "./query";

export type Kind = "bars" | "quotes" | "trades" | "auctions";
type Asked = { readonly market: Market; readonly query: Query; readonly nowMs: number };

const MINUTE = { unit: "minute", count: 1 } as const;
const SINGULAR = { bars: "bar", quotes: "quote", trades: "trade" } as const;

function* timed<Source, Item>(
  source: Iterable<Source>,
  atMsOf: (source: Source) => number,
  itemOf: (source: Source) => Item,
): Generator<Timed<Item>> {
  for (const each of source) yield { atMs: atMsOf(each), item: itemOf(each) };
}

function walkerOf(kind: Kind, asked: Asked) {
  const { market, query, nowMs } = asked;
  const knownMs = knownMsOf(query, nowMs);
  const timeframe = kind === "bars" ? timeframeOf(query) : MINUTE;
  return (symbol: string, span: Span): Iterable<Timed<unknown>> => {
    const listing = LISTINGS.get(symbol);
    if (listing === undefined) return [];
    switch (kind) {
      case "bars":
        return timed(
          barsIn({ source: stockBarSource(market, listing), timeframe, span, knownMs }),
          ({ startMs }) => startMs,
          barItem,
        );
      case "quotes":
        return timed(stockQuotesIn(market, listing, span), atMsOf, (quote) =>
          stockQuoteFields(quote, tapeOf(listing), formatUtc(quote.atMs)),
        );
      case "trades":
        return timed(stockTradesIn(market, listing, span), atMsOf, (trade) =>
          tradeItem(listing, trade),
        );
      case "auctions":
        return timed(
          daysIn(span),
          ({ day }) => day.openMs,
          (day) => auctionItem(market, listing, day, span.endMs),
        );
    }
  };
}

const atMsOf = ({ atMs }: { atMs: number }) => atMs;
const barItem = (bar: Bar) => barFields(bar, formatUtc(bar.startMs));

function tradeItem(listing: Listing, trade: Trade) {
  return stockTradeFields(trade, tapeOf(listing), formatUtc(trade.atMs));
}

function auctionItem(market: Market, listing: Listing, marketDay: MarketDay, knownMs: number) {
  const printOf = (minute: number, condition: string) =>
    market.stockTape
      .minuteTrades({ listing, marketDay, minute })
      .filter((trade) => trade.conditions.includes(condition) && trade.atMs <= knownMs)
      .map(({ atMs, exchange, cents, size }) => ({
        t: formatUtc(atMs),
        x: exchange,
        p: cents / 100,
        s: size,
        c: condition,
      }));
  return {
    d: marketDay.day.date,
    o: printOf(OPEN_MINUTE, "O"),
    c: printOf(marketDay.closeMinute, "6"),
  };
}

function historyPage(kind: Kind, asked: Asked, symbols: readonly string[]): Promise<Page<unknown>> {
  const { query, nowMs } = asked;
  const request = {
    symbols,
    span: spanOf(query, knownMsOf(query, nowMs)),
    limit: limitOf(query),
    token: query.get("page_token"),
  };
  return pageOf(request, walkerOf(kind, asked));
}

/** Answers /v2/stocks/{bars,quotes,trades,auctions}. */
export async function stockHistory(kind: Kind, asked: Asked) {
  const { items, nextPageToken } = await historyPage(kind, asked, symbolsOf(asked.query));
  return { [kind]: items, next_page_token: nextPageToken };
}

/** Answers /v2/stocks/{symbol}/{bars,quotes,trades,auctions}; without data an empty list. */
export async function stockHistorySingle(kind: Kind, asked: Asked, symbol: string) {
  const { items, nextPageToken } = await historyPage(kind, asked, [symbol]);
  return { symbol, [kind]: items[symbol] ?? [], next_page_token: nextPageToken };
}

function newestBar(asked: Asked, listing: Listing, timeframe: Timeframe): Bar | null {
  const knownMs = knownMsOf(asked.query, asked.nowMs);
  const source = stockBarSource(asked.market, listing);
  const span = { startMs: 0, endMs: knownMs, isDescending: true };
  const newest = barsIn({ source, timeframe, span, knownMs }).next();
  return newest.done ? null : newest.value;
}

function latestOf(kind: keyof typeof SINGULAR, asked: Asked, listing: Listing): unknown {
  const knownMs = knownMsOf(asked.query, asked.nowMs);
  if (kind === "bars") {
    const bar = newestBar(asked, listing, MINUTE);
    return bar && barItem(bar);
  }
  if (kind === "trades") {
    const trade = asked.market.stockTrade(listing, knownMs);
    return trade && tradeItem(listing, trade);
  }
  const quote = asked.market.stockQuote(listing, knownMs);
  return quote && stockQuoteFields(quote, tapeOf(listing), formatUtc(quote.atMs));
}

async function perListing(query: Query, answer: (listing: Listing) => unknown) {
  const answers: Record<string, unknown> = {};
  const rest = breather();
  for (const symbol of symbolsOf(query)) {
    const listing = LISTINGS.get(symbol);
    const found = listing && answer(listing);
    if (found) answers[symbol] = found;
    await rest();
  }
  return answers;
}

function listingOf(symbol: string): Listing {
  const listing = LISTINGS.get(symbol);
  if (listing === undefined) throw new HttpError(404, `symbol not found: ${symbol}`, 40410000);
  return listing;
}

/** Answers /v2/stocks/{bars,quotes,trades}/latest. */
export async function stockLatest(kind: keyof typeof SINGULAR, asked: Asked) {
  return { [kind]: await perListing(asked.query, (listing) => latestOf(kind, asked, listing)) };
}

/** Answers /v2/stocks/{symbol}/{bars,quotes,trades}/latest. */
export function stockLatestSingle(kind: keyof typeof SINGULAR, asked: Asked, symbol: string) {
  return { symbol, [SINGULAR[kind]]: latestOf(kind, asked, listingOf(symbol)) };
}

function snapshotOf(asked: Asked, listing: Listing) {
  const { market, query, nowMs } = asked;
  const knownMs = knownMsOf(query, nowMs);
  const source = stockBarSource(market, listing);
  const span = { startMs: 0, endMs: knownMs, isDescending: true };
  const timeframe = parseTimeframe("1Day") ?? MINUTE;
  const days = barsIn({ source, timeframe, span, knownMs });
  const [daily, previous] = [days.next().value, days.next().value];
  return {
    latestTrade: latestOf("trades", asked, listing),
    latestQuote: latestOf("quotes", asked, listing),
    minuteBar: latestOf("bars", asked, listing),
    dailyBar: daily ? barItem(daily) : null,
    prevDailyBar: previous ? barItem(previous) : null,
  };
}

/** Answers /v2/stocks/snapshots: a map by symbol without an envelope, as Alpaca's. */
export function stockSnapshots(asked: Asked) {
  return perListing(asked.query, (listing) => snapshotOf(asked, listing));
}

/** Answers /v2/stocks/{symbol}/snapshot. */
export function stockSnapshot(asked: Asked, symbol: string) {
  return { symbol, ...snapshotOf(asked, listingOf(symbol)) };
}
