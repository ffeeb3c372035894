/** The option chain of one expiry: every strike, quoted where somebody looks. */
import { daysBetween, newYorkOf, weekdayOf } from "@/lib/engine/calendar/new-york";
import { parseDollars } from "@/lib/engine/decimal";
import type { OptionSeries } from "@/lib/engine/instrument/instrument";
import { type MarketView, markMicros } from "@/lib/engine/market/quote";
import type { ChainView, ExpiryView } from "@/lib/wire/raxx/chain";
import type { Caller, Deps } from "../deps";
import { AppError } from "../errors";
import type { ContractRow } from "../market/catalog";
import { awaitQuotes, watchSymbols } from "../market/watch";
import { openInterest, volumesToday } from "./chain-facts";
import { chainView, nearestIndex, strikesOf } from "./chain-view";
import { withVolatilities } from "./expiry-volatilities";
import { feedLabel } from "./quote-view";

/** Strikes each side of the money, and of what is looked at, that are kept quoted: each costs a subscription. */
const STRIKES_AROUND = 20;
const FIRST_QUOTES_MS_MAX = 1_500;
/** A new trader's month: the first expiry at least this far out is shown when none is asked for. */
const DEFAULT_DAYS_MIN = 25;

export interface ChainRequest {
  readonly underlying: string;
  /** Null for the one a newcomer starts with. */
  readonly expiryDate: string | null;
  /** The strike in the middle of the screen; null or what is no price for the money. */
  readonly around: string | null;
}

/** Loads a chain and starts watching the part of it that is looked at. */
export async function loadChain(
  deps: Deps,
  caller: Pick<Caller, "feed">,
  request: ChainRequest,
): Promise<ChainView> {
  const { underlying } = request;
  const today = newYorkOf(deps.marketClock.nowMs(caller.feed)).date;
  const expiries = await loadExpiries(deps, underlying, today);
  const expiry = chosenExpiry(expiries, request.expiryDate);
  if (expiry === null) throw new AppError("not_found", `no options are listed on ${underlying}`);

  await awaitQuotes(deps, caller.feed, [underlying], FIRST_QUOTES_MS_MAX);
  const before = await deps.market.view(caller.feed, [underlying]);
  const series = await loadSeries(deps, underlying, expiry.date);
  const near = lookedAt(series, before, request);
  await watchSymbols(deps, near);
  const [views, interest, volumes] = await Promise.all([
    withVolatilities(deps, caller, { underlying, expiries }, before),
    openInterest(deps, underlying, expiry.date),
    volumesToday(deps, caller, near),
    awaitQuotes(deps, caller.feed, near, FIRST_QUOTES_MS_MAX),
  ]);
  const symbols = series.map(({ symbol }) => symbol);
  const parts = {
    ...{ underlying, expiryDate: expiry.date, daysToExpiry: expiry.daysToExpiry },
    ...{ expiries: views, series, openInterest: interest, volumes },
    market: await deps.market.view(caller.feed, [underlying, ...symbols]),
  };
  return chainView(parts, feedLabel(deps.marketClock.market, caller.feed));
}

function chosenExpiry(expiries: readonly ExpiryView[], wanted: string | null): ExpiryView | null {
  return (
    expiries.find(({ date }) => date === wanted) ??
    expiries.find(({ daysToExpiry, isMonthly }) => daysToExpiry >= DEFAULT_DAYS_MIN && isMonthly) ??
    expiries[0] ??
    null
  );
}

/** The symbols around the money and around the strike on screen. */
function lookedAt(
  series: readonly OptionSeries[],
  market: MarketView,
  { underlying, around }: ChainRequest,
): readonly string[] {
  const strikes = strikesOf(series);
  const kept = new Set<bigint>();
  for (const price of [markMicros(market, underlying), parseDollars(around ?? "")]) {
    if (price === null && kept.size > 0) continue;
    const middle = nearestIndex(strikes, price);
    const from = Math.max(0, middle - STRIKES_AROUND);
    for (const strike of strikes.slice(from, middle + STRIKES_AROUND + 1)) kept.add(strike);
  }
  return series.filter(({ strikeMicros }) => kept.has(strikeMicros)).map(({ symbol }) => symbol);
}

/** Expiries that have not passed, nearest first. */
export async function loadExpiries(
  deps: Pick<Deps, "webPool">,
  underlying: string,
  today: string,
): Promise<readonly ExpiryView[]> {
  const { rows } = await deps.webPool.query<{ expiry_date: string }>(
    `SELECT DISTINCT expiry_date FROM option_contracts
     WHERE underlying = $1 AND expiry_date >= $2 AND tradable ORDER BY expiry_date`,
    [underlying, today],
  );
  return rows.map(({ expiry_date: date }) => ({
    date,
    daysToExpiry: daysBetween(today, date),
    isMonthly: isThirdFriday(date),
  }));
}

/** Series of one expiry by strike. */
export async function loadSeries(
  deps: Pick<Deps, "webPool" | "catalog">,
  underlying: string,
  expiryDate: string,
): Promise<readonly OptionSeries[]> {
  const { rows } = await deps.webPool.query<ContractRow>(
    `SELECT * FROM option_contracts WHERE underlying = $1 AND expiry_date = $2 AND tradable
     ORDER BY strike_micros, "right"`,
    [underlying, expiryDate],
  );
  return (await deps.catalog.remember(rows)).map((contract) => contract.series);
}

function isThirdFriday(date: string): boolean {
  const day = Number(date.slice(8));
  return weekdayOf(date) === 5 && day >= 15 && day <= 21;
}
