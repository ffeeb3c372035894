/**
 * What Alpaca has no endpoint for (an extension): the month's implied volatility of an underlying at each
 * close of the past year and now, and when its company reports next.
 */
import { newYorkOf } from "../../../lib/engine/calendar/new-york";
import { nextEarnings } from "../model/earnings-calendar";
import type { Market } from "../model/market";
import { marketDayAt } from "../model/session-time";
import { LISTINGS } from "../model/universe";
import { HttpError } from "./http-error";
import { dayOf } from "./option-routes";
import { knownMsOf, type Query } from "./query";

type Asked = { readonly market: Market; readonly query: Query; readonly nowMs: number };

const YEAR_DAYS = 252;

/** Answers /v1beta1/underlyings/{symbol}. */
export function underlyingFacts({ market, query, nowMs }: Asked, symbol: string) {
  const listing = LISTINGS.get(symbol);
  if (listing === undefined) throw new HttpError(404, `symbol not found: ${symbol}`, 40410000);
  const knownMs = knownMsOf(query, nowMs);
  const today = dayOf(knownMs);
  const closes: number[] = [];
  for (let index = Math.max(0, today.index - YEAR_DAYS); index < today.index; index += 1) {
    const past = marketDayAt(index);
    if (past !== null) closes.push(market.optionQuotes.monthVolatility(listing, past.day.closeMs));
  }
  const earnings = nextEarnings(listing, newYorkOf(knownMs).date);
  return {
    symbol,
    implied_volatility: market.optionQuotes.monthVolatility(listing, knownMs),
    implied_volatility_closes: closes,
    next_earnings: earnings && { date: earnings.date, session: earnings.session },
    has_earnings: !listing.isEtf,
  };
}
