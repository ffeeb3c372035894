/**
 * Quotes, prints and bars of a span of time, lazily and in either direction: the last quote before an
 * instant costs the first step of a descending walk.
 */
import { instantOf, newYorkOf } from "../../../lib/engine/calendar/new-york";
import type { Bar } from "./bar";
import type { Market } from "./market";
import type { Contract } from "./option-listing";
import { OPTION_SLOT_MS, optionsEndMs } from "./option-quotes";
import type { Quote, Trade } from "./quote";
import {
  FIRST_DATE,
  type MarketDay,
  MINUTE_MS,
  marketDayAt,
  marketDayOf,
  marketDayUpTo,
  momentAt,
  SLOT_MS,
} from "./session-time";
import type { Listing } from "./universe";

/** Both ends included; nothing after endMs is known. */
export type Span = {
  readonly startMs: number;
  readonly endMs: number;
  readonly isDescending: boolean;
};

type Session = readonly [fromMs: number, untilMs: number];

const stockSession = ({ day }: MarketDay): Session => [day.preOpenMs, day.postCloseMs];

function optionSession(contract: Contract): (marketDay: MarketDay) => Session {
  return ({ day }) =>
    day.date > contract.expiryDate
      ? [day.openMs, day.openMs]
      : [day.openMs, optionsEndMs(contract.underlying, day)];
}

const FIRST_MS = instantOf(FIRST_DATE, 0);

/** Walks the market days that touch a span. */
export function* daysIn({ startMs, endMs, isDescending }: Span): Generator<MarketDay> {
  if (endMs < FIRST_MS) return;
  const last = marketDayUpTo(newYorkOf(endMs).date);
  if (last === null || startMs > endMs) return;
  const firstDate = newYorkOf(Math.max(startMs, FIRST_MS)).date;
  const firstIndex = (marketDayUpTo(firstDate)?.index ?? 0) + (marketDayOf(firstDate) ? 0 : 1);
  const count = last.index - firstIndex + 1;
  for (let step = 0; step < count; step += 1) {
    const day = marketDayAt(isDescending ? last.index - step : firstIndex + step);
    if (day !== null) yield day;
  }
}

/** Walks the starts of equal steps inside the sessions of a span. */
function* stepsIn(
  span: Span,
  stepMs: number,
  sessionOf: (marketDay: MarketDay) => Session,
): Generator<{ atMs: number; marketDay: MarketDay }> {
  for (const marketDay of daysIn(span)) {
    const [fromMs, untilMs] = sessionOf(marketDay);
    const first = Math.ceil(Math.max(fromMs, span.startMs) / stepMs);
    const last = Math.floor(Math.min(untilMs - 1, span.endMs) / stepMs);
    for (let step = 0; step <= last - first; step += 1) {
      const index = span.isDescending ? last - step : first + step;
      yield { atMs: index * stepMs, marketDay };
    }
  }
}

/** Walks the published quotes of a stock. */
export function* stockQuotesIn(market: Market, listing: Listing, span: Span): Generator<Quote> {
  for (const { atMs } of stepsIn(span, SLOT_MS, stockSession)) {
    const moment = momentAt(atMs);
    const quote = moment && market.faulty(market.stockQuotes.publishedAt(listing, moment));
    if (quote) yield quote;
  }
}

/** Walks the published quotes of an option. */
export function* optionQuotesIn(market: Market, contract: Contract, span: Span): Generator<Quote> {
  for (const { atMs } of stepsIn(span, OPTION_SLOT_MS, optionSession(contract))) {
    const quote = market.faulty(market.optionQuotes.publishedAt(contract, atMs));
    if (quote !== null) yield quote;
  }
}

/** Widens a span to whole minutes, so that a minute begun before it is walked too. */
function wholeMinutes(span: Span): Span {
  return { ...span, startMs: Math.floor(span.startMs / MINUTE_MS) * MINUTE_MS };
}

function minuteOf(atMs: number): number {
  return Math.floor(newYorkOf(atMs).msOfDay / MINUTE_MS);
}

/** Walks the prints of a stock. */
export function* stockTradesIn(market: Market, listing: Listing, span: Span): Generator<Trade> {
  for (const { atMs, marketDay } of stepsIn(wholeMinutes(span), MINUTE_MS, stockSession)) {
    const trades = market.stockTape
      .minuteTrades({ listing, marketDay, minute: minuteOf(atMs) })
      .filter((trade) => trade.atMs >= span.startMs && trade.atMs <= span.endMs);
    yield* span.isDescending ? trades.toReversed() : trades;
  }
}

/** Walks the prints of an option. */
export function* optionTradesIn(market: Market, contract: Contract, span: Span): Generator<Trade> {
  const steps = stepsIn(wholeMinutes(span), MINUTE_MS, optionSession(contract));
  for (const { atMs, marketDay } of steps) {
    const trade = market.optionTape.minuteTrade(contract, marketDay, minuteOf(atMs));
    if (trade && trade.atMs >= span.startMs && trade.atMs <= span.endMs) yield trade;
  }
}

/** Where bars come from: one symbol's minutes and days as known at an instant. */
export type BarSource = {
  readonly minuteBar: (marketDay: MarketDay, minute: number, knownMs: number) => Bar | null;
  readonly dayBar: (marketDay: MarketDay, knownMs: number) => Bar | null;
  readonly sessionOf: (marketDay: MarketDay) => Session;
};

/** Gives the bars of a stock. */
export function stockBarSource(market: Market, listing: Listing): BarSource {
  return {
    minuteBar: (marketDay, minute, knownMs) =>
      market.stockBars.minuteBar(listing, marketDay, minute, knownMs),
    dayBar: (marketDay, knownMs) => market.stockBars.dayBar(listing, marketDay, knownMs),
    sessionOf: stockSession,
  };
}

/** Gives the bars of an option. */
export function optionBarSource(market: Market, contract: Contract): BarSource {
  return {
    minuteBar: (marketDay, minute, knownMs) =>
      market.optionTape.minuteBar(contract, marketDay, minute, knownMs),
    dayBar: (marketDay, knownMs) => market.optionTape.dayBar(contract, marketDay, knownMs),
    sessionOf: optionSession(contract),
  };
}

/** Walks a source's minute bars. */
export function* minuteBarsIn(source: BarSource, span: Span, knownMs: number): Generator<Bar> {
  for (const { atMs, marketDay } of stepsIn(span, MINUTE_MS, source.sessionOf)) {
    const bar = source.minuteBar(marketDay, minuteOf(atMs), knownMs);
    if (bar !== null) yield bar;
  }
}

/** Walks a source's day bars. */
export function* dayBarsIn(source: BarSource, span: Span, knownMs: number): Generator<Bar> {
  for (const marketDay of daysIn(span)) {
    const bar = source.dayBar(marketDay, knownMs);
    if (bar !== null) yield bar;
  }
}
