/**
 * Which corporate actions the simulated market has: a dividend every quarter for what pays one, and
 * now and then a split of a stock that has become expensive. All of it follows from the symbol and the
 * date; the price falls with each on its ex-date (daily-grid.ts).
 */
import { addDays, type IsoDate } from "../../../lib/engine/calendar/new-york";
import { nextTradingDay, tradingDay } from "../../../lib/engine/calendar/trading-calendar";
import { hashOf, hashText } from "./random";
import { marketDayAt, marketDayOf } from "./session-time";
import type { Listing } from "./universe";

export type Dividend = {
  readonly exDate: IsoDate;
  readonly payDate: IsoDate;
  readonly cents: number;
};

/** One old share becomes `ratio` new ones. */
export type Split = { readonly exDate: IsoDate; readonly index: number; readonly ratio: number };

/** Before it prices are of the size people know; after it they may be split. */
const SPLITS_FROM_YEAR = 2027;
const SPLIT_ODDS = 16;
const SPLIT_PRICE_MIN = 150;
const PAY_DAYS = 21;

const DIVIDEND_DRAW = 1;
const SPLIT_DRAW = 2;

const known = new Map<string, readonly Split[]>();

/** The dividend whose ex-date is a market day, or null. */
export function dividendOn(listing: Listing, date: IsoDate): Dividend | null {
  if (listing.dividendYield <= 0) return null;
  const key = hashText(`dividend ${listing.symbol}`);
  const month = Number(date.slice(5, 7));
  if (month % 3 !== hashOf(key, DIVIDEND_DRAW) % 3) return null;
  const wanted = dayOfMonth(date.slice(0, 7), 4 + (hashOf(key, DIVIDEND_DRAW, 1) % 20));
  if (onOrAfter(wanted) !== date) return null;
  const price = listing.basePrice / splitFactor(listing, date);
  const cents = Math.max(1, Math.round((price * listing.dividendYield * 100) / 4));
  return { exDate: date, payDate: onOrAfter(addDays(date, PAY_DAYS)), cents };
}

/** The split whose ex-date is a market day, or null. */
export function splitOn(listing: Listing, date: IsoDate): Split | null {
  return splits(listing, date).find(({ exDate }) => exDate === date) ?? null;
}

/** The last split after one market day and not after another, by their numbers; null when there is none. */
export function lastSplit(listing: Listing, afterIndex: number, upToIndex: number): Split | null {
  const date = marketDayAt(upToIndex)?.day.date ?? "";
  const within = ({ index }: Split) => index > afterIndex && index <= upToIndex;
  return splits(listing, date).findLast(within) ?? null;
}

/** How many shares of a date one share of the first day has become. */
export function splitFactor(listing: Listing, date: IsoDate): number {
  return splits(listing, date)
    .filter(({ exDate }) => exDate <= date)
    .reduce((factor, { ratio }) => factor * ratio, 1);
}

/** The splits of a listing in the years up to that of a date, oldest first; most have none. */
function splits(listing: Listing, date: IsoDate): readonly Split[] {
  const year = Number(date.slice(0, 4));
  if (listing.isEtf || !(year >= SPLITS_FROM_YEAR)) return [];
  const cacheKey = `${listing.symbol} ${year}`;
  const cached = known.get(cacheKey);
  if (cached !== undefined) return cached;
  const before = splits(listing, `${year - 1}-12-31`);
  const factor = before.reduce((product, { ratio }) => product * ratio, 1);
  const own = splitOfYear(listing, year, listing.basePrice / factor);
  const all = own === null ? before : [...before, own];
  known.set(cacheKey, all);
  return all;
}

function splitOfYear(listing: Listing, year: number, price: number): Split | null {
  const key = hashText(`split ${listing.symbol}`);
  if (price < SPLIT_PRICE_MIN || hashOf(key, SPLIT_DRAW, year) % SPLIT_ODDS !== 0) return null;
  const month = 1 + (hashOf(key, SPLIT_DRAW, year, 1) % 12);
  const exDate = onOrAfter(dayOfMonth(`${year}-${String(month).padStart(2, "0")}`, 10));
  const index = marketDayOf(exDate)?.index ?? 0;
  return { exDate, index, ratio: price >= 2 * SPLIT_PRICE_MIN ? 4 : 2 };
}

function dayOfMonth(month: string, day: number): IsoDate {
  return `${month}-${String(day).padStart(2, "0")}`;
}

function onOrAfter(date: IsoDate): IsoDate {
  return tradingDay(date)?.date ?? nextTradingDay(date).date;
}
