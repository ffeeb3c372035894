/** The series of an underlying at one or two expiries with the market they are quoted in. */
import { addDays, newYorkOf } from "@/lib/engine/calendar/new-york";
import type { OptionSeries } from "@/lib/engine/instrument/instrument";
import { type MarketView, markMicros } from "@/lib/engine/market/quote";
import { absMicros, type Micros, micros } from "@/lib/engine/money";
import type { ExpiryView } from "@/lib/wire/raxx/chain";
import type { Caller, Deps } from "../deps";
import { openInterest } from "../desk/chain-facts";
import { loadExpiries, loadSeries } from "../desk/load-chain";
import { awaitQuotes } from "../market/watch";

const DAYS_MIN = 28;
const DAYS_MAX = 45;
/** A later leg expires about a month after the near one. */
const LATER_DAYS = 25;
/** A worker that has just started prices the first chain in seconds; a wait is better than "try again". */
const QUOTES_MS_MAX = 6_000;
/** Where a 0.2 delta some weeks out can be, in percent of the stock. */
const NEAR_PERCENT = 12n;

export interface Board {
  readonly underlying: string;
  readonly spot: Micros;
  readonly near: readonly OptionSeries[];
  /** Empty unless a later date was asked for. */
  readonly later: readonly OptionSeries[];
  readonly market: MarketView;
  /** By symbol; empty when the data account does not say. */
  readonly interest: ReadonlyMap<string, string>;
}

export interface BoardRequest {
  readonly underlying: string;
  /** Null for the nearest monthly one 28 to 45 days out. */
  readonly expiryDate: string | null;
  readonly withLater: boolean;
}

/** Loads a board; null without such an expiry or without a price of the stock. */
export async function loadBoard(
  deps: Deps,
  caller: Caller,
  { underlying, expiryDate, withLater }: BoardRequest,
): Promise<Board | null> {
  const today = newYorkOf(deps.marketClock.nowMs(caller.feed)).date;
  const expiries = await loadExpiries(deps, underlying, today);
  const expiry = expiryDate === null ? usualExpiry(expiries) : dated(expiries, expiryDate);
  const later = expiry === undefined || !withLater ? undefined : laterThan(expiries, expiry);
  if (expiry === undefined || (withLater && later === undefined)) return null;
  await awaitQuotes(deps, caller.feed, [underlying], QUOTES_MS_MAX);
  const spot = markMicros(await deps.market.view(caller.feed, [underlying]), underlying);
  if (spot === null) return null;
  const [near, far, interest] = await Promise.all([
    seriesNear(deps, underlying, expiry.date, spot),
    later === undefined ? [] : seriesNear(deps, underlying, later.date, spot),
    openInterest(deps, underlying, expiry.date),
  ]);
  const symbols = [...near, ...far].map(({ symbol }) => symbol);
  await awaitQuotes(deps, caller.feed, symbols, QUOTES_MS_MAX);
  const market = await deps.market.view(caller.feed, [underlying, ...symbols]);
  return { underlying, spot, near, later: far, market, interest };
}

function usualExpiry(expiries: readonly ExpiryView[]): ExpiryView | undefined {
  const inRange = expiries.filter(({ daysToExpiry: days }) => days >= DAYS_MIN && days <= DAYS_MAX);
  return inRange.find(({ isMonthly }) => isMonthly) ?? inRange[0];
}

function dated(expiries: readonly ExpiryView[], date: string): ExpiryView | undefined {
  return expiries.find((expiry) => expiry.date === date);
}

function laterThan(expiries: readonly ExpiryView[], { date }: ExpiryView): ExpiryView | undefined {
  const from = addDays(date, LATER_DAYS);
  return expiries.find((expiry) => expiry.date >= from);
}

async function seriesNear(
  deps: Deps,
  underlying: string,
  date: string,
  spot: Micros,
): Promise<readonly OptionSeries[]> {
  const all = await loadSeries(deps, underlying, date);
  return all.filter(
    ({ strikeMicros }) => absMicros(micros(strikeMicros - spot)) * 100n <= spot * NEAR_PERCENT,
  );
}
