/**
 * Alpaca's option data endpoints. One is an extension: historical quotes (/v1beta1/options/quotes), which
 * Alpaca does not have; the fill record of a paper trade needs the quote of an instant in the past.
 */
import { formatUtc, newYorkOf } from "../../../lib/engine/calendar/new-york";
import { limitOf, symbolsOf, timeframeOf } from "../../../lib/wire/alpaca/data-query";
import type { Bar } from "../model/bar";
import { optionBarSource, optionQuotesIn, optionTradesIn, type Span } from "../model/history";
import type { Market } from "../model/market";
import type { Contract } from "../model/option-listing";
import {
  lastDayBegunBy,
  type MarketDay,
  MINUTE_MS,
  marketDayAt,
  marketDayUpTo,
} from "../model/session-time";
import { barsIn } from "../model/timeframe";
import { LISTINGS } from "../model/universe";
import { barFields, optionQuoteFields, optionTradeFields } from "../wire";
import { HttpError } from "./http-error";
import { pageOf, type Timed } from "./page";
import { knownMsOf, type Query, spanOf } from "./query";

type Kind = "bars" | "quotes" | "trades";
type Asked = { readonly market: Market; readonly query: Query; readonly nowMs: number };

const SYMBOLS_MAX = 100;
const CHAIN_LIMITS = { max: 1000, usual: 100 } as const;
const MINUTE = { unit: "minute", count: 1 } as const;

/** Finds the market day of an instant's date, or the last before it. */
export function dayOf(nowMs: number): MarketDay {
  const marketDay = marketDayUpTo(newYorkOf(nowMs).date) ?? marketDayAt(0);
  if (marketDay === null) throw new RangeError("the market has a first day");
  return marketDay;
}

const barItem = (bar: Bar) => barFields(bar, formatUtc(bar.startMs));

function* walk(input: {
  kind: Kind;
  asked: Asked;
  contract: Contract;
  span: Span;
}): Generator<Timed<unknown>> {
  const { kind, asked, contract, span } = input;
  const { market, query, nowMs } = asked;
  if (kind === "quotes") {
    for (const quote of optionQuotesIn(market, contract, span)) {
      yield { atMs: quote.atMs, item: optionQuoteFields(quote, formatUtc(quote.atMs)) };
    }
  } else if (kind === "trades") {
    for (const trade of optionTradesIn(market, contract, span)) {
      yield { atMs: trade.atMs, item: optionTradeFields(trade, formatUtc(trade.atMs)) };
    }
  } else {
    const source = optionBarSource(market, contract);
    const knownMs = knownMsOf(query, nowMs);
    for (const bar of barsIn({ source, timeframe: timeframeOf(query), span, knownMs })) {
      yield { atMs: bar.startMs, item: barItem(bar) };
    }
  }
}

/** Answers /v1beta1/options/{bars,trades} and the extension /v1beta1/options/quotes. */
export async function optionHistory(kind: Kind, asked: Asked) {
  const { market, query, nowMs } = asked;
  if (kind === "bars") timeframeOf(query);
  const request = {
    symbols: symbolsOf(query, SYMBOLS_MAX),
    span: spanOf(query, knownMsOf(query, nowMs)),
    limit: limitOf(query),
    token: query.get("page_token"),
  };
  const { items, nextPageToken } = await pageOf(request, (symbol, span) => {
    const contract = market.listing.find(symbol, dayOf(nowMs));
    return contract === null ? [] : walk({ kind, asked, contract, span });
  });
  return { [kind]: items, next_page_token: nextPageToken };
}

function latestQuote({ market, query, nowMs }: Asked, contract: Contract) {
  const quote = market.optionQuote(contract, knownMsOf(query, nowMs));
  return quote && optionQuoteFields(quote, formatUtc(quote.atMs));
}

function latestTrade({ market, query, nowMs }: Asked, contract: Contract) {
  const trade = market.optionTape.latestTrade(contract, knownMsOf(query, nowMs));
  return trade && optionTradeFields(trade, formatUtc(trade.atMs));
}

/** Answers /v1beta1/options/{quotes,trades}/latest. */
export function optionLatest(kind: "quotes" | "trades", asked: Asked) {
  const { market, query, nowMs } = asked;
  const answers: Record<string, unknown> = {};
  for (const symbol of symbolsOf(query, SYMBOLS_MAX)) {
    const contract = market.listing.find(symbol, dayOf(nowMs));
    const found = contract && (kind === "quotes" ? latestQuote : latestTrade)(asked, contract);
    if (found) answers[symbol] = found;
  }
  return { [kind]: answers };
}

/** The newest minute bar of today: that of the last print, when it was today. */
function newestMinute({ market }: Asked, contract: Contract, knownMs: number): Bar | null {
  const trade = market.optionTape.latestTrade(contract, knownMs);
  if (trade === null) return null;
  const span = {
    startMs: Math.floor(trade.atMs / MINUTE_MS) * MINUTE_MS,
    endMs: knownMs,
    isDescending: false,
  };
  const source = optionBarSource(market, contract);
  const newest = barsIn({ source, timeframe: MINUTE, span, knownMs }).next();
  return newest.done ? null : newest.value;
}

/** Leaves out what is not known: Alpaca's snapshots have no nulls. */
function present(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}

function snapshotOf(asked: Asked, contract: Contract): Record<string, unknown> {
  const { market, query, nowMs } = asked;
  const knownMs = knownMsOf(query, nowMs);
  const quote = market.optionQuote(contract, knownMs);
  const computed = quote && market.optionQuotes.computed(contract, quote.atMs);
  const today = lastDayBegunBy(knownMs, ({ openMs }) => openMs);
  const before = today && marketDayAt(today.index - 1);
  const daily = today && market.optionTape.dayBar(contract, today, knownMs);
  const previous = before && market.optionTape.dayBar(contract, before, knownMs);
  const minute = newestMinute(asked, contract, knownMs);
  return present({
    latestQuote: quote && optionQuoteFields(quote, formatUtc(quote.atMs)),
    latestTrade: latestTrade(asked, contract),
    minuteBar: minute && barItem(minute),
    dailyBar: daily && barItem(daily),
    prevDailyBar: previous && barItem(previous),
    impliedVolatility: computed && rounded(computed.volatility),
    greeks:
      computed &&
      Object.fromEntries(
        Object.entries(computed.greeks).map(([name, value]) => [name, rounded(value)]),
      ),
  });
}

function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

/** Answers /v1beta1/options/snapshots. */
export function optionSnapshots(asked: Asked) {
  const { market, query, nowMs } = asked;
  const snapshots: Record<string, unknown> = {};
  for (const symbol of symbolsOf(query, SYMBOLS_MAX)) {
    const contract = market.listing.find(symbol, dayOf(nowMs));
    if (contract !== null) snapshots[symbol] = snapshotOf(asked, contract);
  }
  return { snapshots, next_page_token: null };
}

/** Makes the test of the filters chain and contract list share: type, strikes, expiries, root. */
export function contractFilter(query: Query): (contract: Contract) => boolean {
  const [type, root, date] = [
    query.get("type"),
    query.get("root_symbol"),
    query.get("expiration_date"),
  ];
  const strikeOf = (name: string, otherwise: number) => {
    const text = query.get(name);
    if (!text) return otherwise;
    const strike = Number(text);
    if (Number.isNaN(strike)) throw new HttpError(400, `invalid ${name}: ${text}`);
    return strike * 100;
  };
  const low = strikeOf("strike_price_gte", 0);
  const high = strikeOf("strike_price_lte", Number.POSITIVE_INFINITY);
  const from = query.get("expiration_date_gte") ?? "";
  const until = query.get("expiration_date_lte") ?? "9999";
  return ({ right, underlying, expiryDate, strikeCents }) =>
    (!type || right === type) &&
    (!root || underlying.symbol === root) &&
    (!date || expiryDate === date) &&
    isWithin(expiryDate, from, until) &&
    isWithin(strikeCents, low, high);
}

function isWithin<Value extends string | number>(value: Value, low: Value, high: Value): boolean {
  return value >= low && value <= high;
}

/** Answers /v1beta1/options/snapshots/{underlying}, a chain by symbol. */
export async function optionChain(asked: Asked, underlying: string) {
  const { market, query, nowMs } = asked;
  const listing = LISTINGS.get(underlying);
  if (listing === undefined) throw new HttpError(404, `symbol not found: ${underlying}`, 40410000);
  const bySymbol = new Map(
    market.listing
      .contractsOn(listing, dayOf(nowMs))
      .filter(contractFilter(query))
      .map((contract) => [contract.symbol, contract]),
  );
  const request = {
    symbols: [...bySymbol.keys()].sort(),
    span: { startMs: 0, endMs: 0, isDescending: false },
    limit: limitOf(query, CHAIN_LIMITS),
    token: query.get("page_token"),
  };
  const { items, nextPageToken } = await pageOf(request, (symbol, { startMs }) => {
    const contract = bySymbol.get(symbol);
    // Each symbol has one item, at 0: a page that starts after it skips it.
    return contract === undefined || startMs > 0
      ? []
      : [{ atMs: 0, item: snapshotOf(asked, contract) }];
  });
  const snapshots = Object.fromEntries(
    Object.entries(items).map(([symbol, [snapshot]]) => [symbol, snapshot]),
  );
  return { snapshots, next_page_token: nextPageToken };
}
