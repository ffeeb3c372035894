/**
 * Which option contracts the simulated market lists on a day.
 *
 * Weekly Fridays come eight weeks ahead, monthly third Fridays a year ahead and January, June and December
 * two years. Strikes are laid around the closes since the series was listed, finer in the last eight weeks,
 * so a contract once listed stays and the list of a day is known before its open.
 */
import {
  addDays,
  daysBetween,
  type IsoDate,
  weekdayOf,
} from "../../../lib/engine/calendar/new-york";
import { previousTradingDay, tradingDay } from "../../../lib/engine/calendar/trading-calendar";
import {
  type OptionRight,
  occSymbol,
  parseOccSymbol,
} from "../../../lib/engine/instrument/occ-symbol";
import { micros } from "../../../lib/engine/money";
import { BoundedCache } from "./bounded-cache";
import { lastSplit } from "./corporate-calendar";
import type { DailyGrid } from "./daily-grid";
import { hashText } from "./random";
import { type MarketDay, marketDayAt, marketDayUpTo } from "./session-time";
import { LISTINGS, type Listing } from "./universe";

export type Contract = {
  readonly symbol: string;
  readonly underlying: Listing;
  readonly expiryDate: IsoDate;
  readonly right: OptionRight;
  readonly strikeCents: number;
  /** Of the symbol: keys what is drawn for the contract. */
  readonly hash: number;
};

type Expiry = {
  readonly expiryDate: IsoDate;
  readonly listedDate: IsoDate;
  readonly refinedDate: IsoDate;
};

const WEEKLY_DAYS = 55;
const MONTHLY_DAYS = 365;
const LONG_DAYS = 730;
const LONG_MONTHS = new Set(["01", "06", "12"]);
const MICROS_PER_CENT = 10_000;
const CACHED_LADDERS_MAX = 8000;
const CACHED_CONTRACTS_MAX = 20_000;
const CACHED_CHAINS_MAX = 150;

function expiryOfFriday(friday: IsoDate): Expiry {
  const dayOfMonth = Number(friday.slice(8));
  const isMonthly = dayOfMonth >= 15 && dayOfMonth <= 21;
  const monthlyDays = LONG_MONTHS.has(friday.slice(5, 7)) ? LONG_DAYS : MONTHLY_DAYS;
  return {
    expiryDate: tradingDay(friday) === null ? previousTradingDay(friday).date : friday,
    listedDate: addDays(friday, isMonthly ? -monthlyDays : -WEEKLY_DAYS),
    refinedDate: addDays(friday, -WEEKLY_DAYS),
  };
}

/** Lists the expiries open on a date, soonest first. */
function expiriesOn(date: IsoDate): Expiry[] {
  const expiries: Expiry[] = [];
  let friday = addDays(date, (5 - weekdayOf(date) + 7) % 7);
  for (; daysBetween(date, friday) <= LONG_DAYS; friday = addDays(friday, 7)) {
    const expiry = expiryOfFriday(friday);
    if (expiry.listedDate <= date && expiry.expiryDate >= date) expiries.push(expiry);
  }
  return expiries;
}

type Steps = { readonly fine: number; readonly coarse: number };

/** Strike distances in cents at a price in dollars. */
function stepsAt(price: number, isEtf: boolean): Steps {
  if (price < 30) return { fine: 50, coarse: 100 };
  if (isEtf) return price < 100 ? { fine: 50, coarse: 100 } : { fine: 100, coarse: 500 };
  if (price < 100) return { fine: 100, coarse: 500 };
  if (price < 250) return { fine: 250, coarse: 500 };
  return price < 700 ? { fine: 500, coarse: 1000 } : { fine: 1000, coarse: 2000 };
}

function addStrikes(strikes: Set<number>, step: number, lowCents: number, highCents: number): void {
  for (let strike = Math.ceil(lowCents / step) * step; strike <= highCents; strike += step) {
    if (strike > 0) strikes.add(strike);
  }
}

/** The listed contracts of one seed. */
export class OptionListing {
  readonly #grid: DailyGrid;
  readonly #ladders = new BoundedCache<string, ReadonlySet<number>>(CACHED_LADDERS_MAX);
  readonly #found = new BoundedCache<string, { contract: Contract | null }>(CACHED_CONTRACTS_MAX);
  readonly #chains = new BoundedCache<string, readonly Contract[]>(CACHED_CHAINS_MAX);

  constructor(grid: DailyGrid) {
    this.#grid = grid;
  }

  /** Lists the contracts on an underlying as of a market day, by expiry, right and strike. */
  contractsOn(underlying: Listing, marketDay: MarketDay): readonly Contract[] {
    return this.#chains.get(`${underlying.symbol} ${marketDay.index}`, () =>
      expiriesOn(marketDay.day.date).flatMap((expiry) => {
        const strikes = [...this.#ladder(underlying, expiry, marketDay)].sort((a, b) => a - b);
        return (["call", "put"] as const).flatMap((right) =>
          strikes.map((strikeCents) =>
            contractOf({ underlying, expiryDate: expiry.expiryDate, right, strikeCents }),
          ),
        );
      }),
    );
  }

  /** Finds a contract by its symbol when it is listed, or was at its expiry, on a market day; else null. */
  find(symbol: string, marketDay: MarketDay): Contract | null {
    return this.#found.get(`${symbol} ${marketDay.index}`, () => ({
      contract: this.#search(symbol, marketDay),
    })).contract;
  }

  #search(symbol: string, marketDay: MarketDay): Contract | null {
    const terms = parseOccSymbol(symbol);
    const underlying = terms && LISTINGS.get(terms.root);
    if (!terms || !underlying) return null;
    const lastDay = terms.expiryDate < marketDay.day.date ? dayBy(terms.expiryDate) : marketDay;
    const expiry = lastDay && expiriesOn(lastDay.day.date).find(isOn(terms.expiryDate));
    if (!expiry) return null;
    const strikeCents = Number(terms.strikeMicros) / MICROS_PER_CENT;
    if (!this.#ladder(underlying, expiry, lastDay).has(strikeCents)) return null;
    const { expiryDate, right } = terms;
    return { symbol, underlying, expiryDate, right, strikeCents, hash: hashText(symbol) };
  }

  /** The price in dollars a day's list is laid around: the close before it. */
  closeBefore(underlying: Listing, { index }: MarketDay): number {
    const state = this.#grid.dayState(underlying, Math.max(0, index - 1));
    const ratio = lastSplit(underlying, index - 1, index)?.ratio ?? 1;
    return Math.exp(index === 0 ? state.startLog : state.closeLog) / ratio;
  }

  #ladder(underlying: Listing, expiry: Expiry, marketDay: MarketDay): ReadonlySet<number> {
    const key = `${underlying.symbol} ${expiry.expiryDate} ${marketDay.index}`;
    return this.#ladders.get(key, () => {
      const strikes = this.#splitStrikes(underlying, expiry, marketDay);
      const { isEtf } = underlying;
      const coarse = this.#rangeSince(underlying, expiry.listedDate, marketDay);
      const below = isEtf ? 0.65 : 0.6;
      const above = isEtf ? 1.25 : 1.4;
      const { coarse: coarseStep } = stepsAt(coarse.first, isEtf);
      addStrikes(strikes, coarseStep, coarse.low * below * 100, coarse.high * above * 100);
      if (marketDay.day.date >= expiry.refinedDate) {
        const fine = this.#rangeSince(underlying, expiry.refinedDate, marketDay);
        const { fine: fineStep } = stepsAt(fine.first, isEtf);
        const band = isEtf ? 0.08 : 0.14;
        addStrikes(strikes, fineStep, fine.low * (1 - band) * 100, fine.high * (1 + band) * 100);
      }
      return strikes;
    });
  }

  /** What the strikes of before the last split have become. Source: engine.md §7, read 2026-11-21. */
  #splitStrikes(underlying: Listing, expiry: Expiry, marketDay: MarketDay): Set<number> {
    const listed = dayBy(expiry.listedDate)?.index ?? 0;
    const split = lastSplit(underlying, listed, marketDay.index);
    const before = split && marketDayAt(split.index - 1);
    if (!split || !before) return new Set();
    const strikes = [...this.#ladder(underlying, expiry, before)];
    return new Set(strikes.map((cents) => Math.round(cents / split.ratio)));
  }

  /** The closes (dollars) the lists from a date on were laid around: first, lowest and highest. */
  #rangeSince(underlying: Listing, date: IsoDate, until: MarketDay) {
    const split = lastSplit(underlying, 0, until.index);
    // Closes of before a split are of another share.
    const fromIndex = Math.max(dayBy(date)?.index ?? 0, split?.index ?? 0);
    const firstIndex = Math.min(fromIndex, until.index);
    const first = this.closeBefore(underlying, { ...until, index: firstIndex });
    let low = first;
    let high = first;
    for (let index = firstIndex + 1; index <= until.index; index += 1) {
      const close = this.closeBefore(underlying, { ...until, index });
      low = Math.min(low, close);
      high = Math.max(high, close);
    }
    return { first, low, high };
  }
}

function isOn(expiryDate: IsoDate): (expiry: Expiry) => boolean {
  return (expiry) => expiry.expiryDate === expiryDate;
}

function dayBy(date: IsoDate): MarketDay | null {
  return marketDayUpTo(date);
}

function contractOf(terms: Omit<Contract, "symbol" | "hash">): Contract {
  const symbol = occSymbol({
    root: terms.underlying.symbol,
    expiryDate: terms.expiryDate,
    right: terms.right,
    strikeMicros: micros(BigInt(terms.strikeCents * MICROS_PER_CENT)),
  });
  return { symbol, ...terms, hash: hashText(symbol) };
}
