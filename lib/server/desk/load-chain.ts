/** The option chain of one expiry: both sides by strike, with implied volatility and delta. */
import { daysBetween, newYorkOf, weekdayOf } from "@/lib/engine/calendar/new-york";
import { formatDollars, formatQuantity } from "@/lib/engine/decimal";
import type { OptionSeries } from "@/lib/engine/instrument/instrument";
import { type MarketView, markMicros } from "@/lib/engine/market/quote";
import { micros } from "@/lib/engine/money";
import type { ChainRowView, ChainSideView, ChainView, ExpiryView } from "@/lib/wire/raxx/desk";
import type { Caller, Deps } from "../deps";
import { AppError } from "../errors";
import type { ContractRow } from "../market/catalog";
import { awaitQuotes, watchSymbols } from "../market/watch";
import { fixed, optionNumbers } from "./option-numbers";
import { feedLabel, priceText } from "./quote-view";

/** Strikes each side of the money: more is scrolled to by nobody and costs a subscription each. */
const STRIKES_AROUND = 20;
const FIRST_QUOTES_MS_MAX = 1_500;
/** A new trader's month: the first expiry at least this far out is shown when none is asked for. */
const DEFAULT_DAYS_MIN = 25;

/** Loads a chain and starts watching it. */
export async function loadChain(
  deps: Deps,
  caller: Pick<Caller, "feed">,
  underlying: string,
  wantedExpiry: string | null,
): Promise<ChainView> {
  const today = newYorkOf(deps.marketClock.nowMs(caller.feed)).date;
  const expiries = await loadExpiries(deps, underlying, today);
  const fallback = expiries.find(
    (expiry) => expiry.daysToExpiry >= DEFAULT_DAYS_MIN && expiry.isMonthly,
  );
  const expiryDate = expiries.some((expiry) => expiry.date === wantedExpiry)
    ? wantedExpiry
    : (fallback?.date ?? expiries[0]?.date ?? null);
  if (expiryDate === null)
    throw new AppError("not_found", `no options are listed on ${underlying}`);

  await awaitQuotes(deps, caller.feed, [underlying], FIRST_QUOTES_MS_MAX);
  const before = await deps.market.view(caller.feed, [underlying]);
  const series = await loadSeries(deps, underlying, expiryDate);
  const near = nearTheMoney(series, markMicros(before, underlying));
  const symbols = near.map((item) => item.symbol);
  await watchSymbols(deps, symbols);
  await awaitQuotes(deps, caller.feed, symbols, FIRST_QUOTES_MS_MAX);
  const market = await deps.market.view(caller.feed, [underlying, ...symbols]);
  return chainView(
    { underlying, expiryDate, expiries, near, market },
    feedLabel(deps.marketClock.market, caller.feed),
  );
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

function nearTheMoney(
  series: readonly OptionSeries[],
  markOfUnderlying: bigint | null,
): readonly OptionSeries[] {
  const strikes = [...new Set(series.map((item) => item.strikeMicros))];
  const middle = nearestIndex(strikes, markOfUnderlying);
  const kept = new Set(
    strikes.slice(Math.max(0, middle - STRIKES_AROUND), middle + STRIKES_AROUND + 1),
  );
  return series.filter((item) => kept.has(item.strikeMicros));
}

function nearestIndex(strikes: readonly bigint[], price: bigint | null): number {
  if (price === null) return Math.floor(strikes.length / 2);
  let best = 0;
  strikes.forEach((strike, index) => {
    if (distance(strike, price) < distance(strikes[best] ?? 0n, price)) best = index;
  });
  return best;
}

function distance(a: bigint, b: bigint): bigint {
  return a > b ? a - b : b - a;
}

interface ChainParts {
  readonly underlying: string;
  readonly expiryDate: string;
  readonly expiries: readonly ExpiryView[];
  readonly near: readonly OptionSeries[];
  readonly market: MarketView;
}

function chainView(parts: ChainParts, label: ChainView["label"]): ChainView {
  const { underlying, expiryDate, expiries, near, market } = parts;
  const mark = markMicros(market, underlying);
  const strikes = [...new Set(near.map((item) => item.strikeMicros))];
  const rows: ChainRowView[] = strikes.map((strike) => {
    const side = (right: string) => {
      const series = near.find((item) => item.strikeMicros === strike && item.right === right);
      return series === undefined ? null : sideView(series, market, mark);
    };
    return { strike: formatDollars(micros(strike)), call: side("call"), put: side("put") };
  });
  return {
    underlying,
    expiryDate,
    expiries,
    underlyingMark: mark === null ? null : formatDollars(mark),
    atTheMoney: nearestIndex(strikes, mark),
    rows,
    asOfMs: market.nowMs,
    label,
  };
}

function sideView(
  series: OptionSeries,
  market: MarketView,
  underlying: bigint | null,
): ChainSideView {
  const quote = market.quoteOf(series.symbol);
  const mark = markMicros(market, series.symbol);
  const numbers = optionNumbers(series, {
    mark,
    underlying: underlying === null ? null : micros(underlying),
    nowMs: market.nowMs,
  });
  return {
    symbol: series.symbol,
    bid: quote === null ? null : priceText(quote.bidMicros),
    ask: quote === null ? null : priceText(quote.askMicros),
    mark: mark === null ? null : formatDollars(mark),
    bidSize: quote === null ? "0" : formatQuantity(quote.bidSizeNanos),
    askSize: quote === null ? "0" : formatQuantity(quote.askSizeNanos),
    delta: numbers === null ? null : fixed(numbers.greeks.delta, 2),
    impliedVolatility: numbers === null ? null : fixed(numbers.volatility * 100, 1),
  };
}
