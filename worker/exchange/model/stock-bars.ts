/**
 * Minute and day bars of the simulated stocks, made of their prints.
 *
 * A day has tens of thousands of prints; its high and low are found by expanding only the minutes whose
 * bridge can reach them (about a millisecond a day), its volume is the sum of the minutes' volumes.
 */
import { type Bar, barOfTrades, joinBars } from "./bar";
import { BoundedCache } from "./bounded-cache";
import type { IntradayPath } from "./intraday-path";
import {
  type MarketDay,
  MINUTE_MS,
  minuteStartMs,
  OPEN_MINUTE,
  PRE_OPEN_MINUTE,
} from "./session-time";
import { type PriceShift, SPREAD_BPS } from "./stock-quotes";
import type { StockTape } from "./stock-tape";
import type { Listing } from "./universe";

const CACHED_MINUTES_MAX = 30_000;
const CACHED_DAYS_MAX = 50_000;
const CATCH_UP_MINUTES_MAX = 30;
/** A bridge goes this many minute deviations past its ends once in a hundred million minutes. */
const REACH = 3;
/** The widest spread of a core session over the usual one: the first minute's width times its noise. */
const WIDEST = 3 * 1.3;

/** The bars of one seed. */
export class StockBars {
  readonly #path: IntradayPath;
  readonly #tape: StockTape;
  readonly #minutes = new BoundedCache<string, { bar: Bar | null }>(CACHED_MINUTES_MAX);
  readonly #days = new BoundedCache<string, { bar: Bar | null }>(CACHED_DAYS_MAX);
  /** The day asked for last, by symbol: today's bar is asked for again every minute. */
  readonly #running = new Map<string, Running>();
  readonly #shifts: ReadonlyMap<string, PriceShift>;

  constructor(path: IntradayPath, tape: StockTape, shifts: ReadonlyMap<string, PriceShift>) {
    this.#path = path;
    this.#tape = tape;
    this.#shifts = shifts;
  }

  clear(): void {
    this.#minutes.clear();
    this.#days.clear();
    this.#running.clear();
  }

  /** The bar of a minute as known at an instant; null without prints by then. */
  minuteBar(listing: Listing, marketDay: MarketDay, minute: number, knownMs: number): Bar | null {
    const startMs = minuteStartMs(marketDay, minute);
    if (startMs > knownMs) return null;
    const place = { listing, marketDay, minute };
    if (startMs + MINUTE_MS > knownMs) {
      const trades = this.#tape.minuteTrades(place).filter(({ atMs }) => atMs <= knownMs);
      return barOfTrades(startMs, trades);
    }
    const key = `${listing.symbol} ${marketDay.index * 1440 + minute}`;
    return this.#minutes.get(key, () => ({
      bar: barOfTrades(startMs, this.#tape.minuteTrades(place)),
    })).bar;
  }

  /** The bar of a day's core session and closing auction as known at an instant; null before the open. */
  dayBar(listing: Listing, marketDay: MarketDay, knownMs: number): Bar | null {
    const { day, closeMinute } = marketDay;
    if (knownMs < day.openMs) return null;
    const running = Math.floor((knownMs - day.openMs) / MINUTE_MS) + OPEN_MINUTE;
    const endMinute = Math.min(running, closeMinute);
    const key = `${listing.symbol} ${marketDay.index * 1440 + endMinute}`;
    const finished = this.#days.get(key, () => ({
      bar: this.#finishedBar(listing, marketDay, endMinute),
    })).bar;
    const rest =
      endMinute < closeMinute
        ? this.minuteBar(listing, marketDay, endMinute, knownMs)
        : this.#closingBar(listing, marketDay, knownMs);
    return joinBars(
      midnightMs(marketDay),
      [finished, rest].filter((bar) => bar !== null),
    );
  }

  /** The bar of a day's minutes before one, going on from what was known of the day a few minutes ago. */
  #finishedBar(listing: Listing, marketDay: MarketDay, endMinute: number): Bar | null {
    if (endMinute === OPEN_MINUTE) return null;
    const { index } = marketDay;
    const known = this.#running.get(listing.symbol);
    const missing = known?.dayIndex === index ? endMinute - known.endMinute : -1;
    const isNear = missing >= 0 && missing <= CATCH_UP_MINUTES_MAX;
    const from = known !== undefined && isNear ? known : null;
    const extremes =
      from === null
        ? this.#findExtremes(listing, marketDay, endMinute)
        : this.#extendExtremes(listing, marketDay, from, endMinute);
    if (extremes === null) return null;
    const sums = this.#sums(listing, marketDay, from, endMinute);
    this.#running.set(listing.symbol, { dayIndex: index, endMinute, extremes, sums });
    const { volume, prints, turnover } = sums;
    return { ...extremes, volume, prints, vwap: turnover / volume };
  }

  #extendExtremes(listing: Listing, marketDay: MarketDay, from: Running, endMinute: number): Bar {
    let extremes = from.extremes;
    for (let minute = from.endMinute; minute < endMinute; minute += 1) {
      const bar = this.minuteBar(listing, marketDay, minute, Number.POSITIVE_INFINITY);
      if (bar !== null) extremes = { ...widened(extremes, bar), close: bar.close };
    }
    return extremes;
  }

  #closingBar(listing: Listing, marketDay: MarketDay, knownMs: number): Bar | null {
    const place = { listing, marketDay, minute: marketDay.closeMinute };
    const auction = this.#tape.minuteTrades(place).slice(0, 1);
    return barOfTrades(
      marketDay.day.closeMs,
      auction.filter(({ atMs }) => atMs <= knownMs),
    );
  }

  /** A bar whose open, high, low and close are the day's; its volume is not. */
  #findExtremes(listing: Listing, marketDay: MarketDay, endMinute: number): Bar | null {
    const startMs = midnightMs(marketDay);
    const whole = (minute: number) =>
      this.minuteBar(listing, marketDay, minute, Number.POSITIVE_INFINITY);
    const edges = [whole(OPEN_MINUTE), whole(endMinute - 1)].filter((bar) => bar !== null);
    const found = joinBars(startMs, edges);
    if (found === null) return null;
    const reaches = this.#reaches(listing, marketDay, endMinute);
    const isOpen = (reach: Reach, best: Bar) => reach.top > best.high || reach.bottom < best.low;
    let best = found;
    // The likeliest extremes first: after them most minutes are ruled out unseen.
    for (const order of [reaches.toSorted(byTop), reaches.toSorted(byBottom)]) {
      for (const reach of order) {
        if (!isOpen(reach, best)) continue;
        const seen = this.#narrowed(listing, marketDay, reach);
        const bar = isOpen(seen, best) ? whole(reach.minute) : null;
        if (bar !== null) best = widened(best, bar);
      }
    }
    return best;
  }

  /** Bounds each minute's prints by its bridge's ends. */
  #reaches(listing: Listing, marketDay: MarketDay, endMinute: number): Reach[] {
    const logs = this.#path.minuteLogs(listing, marketDay);
    return Array.from({ length: endMinute - OPEN_MINUTE }, (_, index) => {
      const minute = OPEN_MINUTE + index;
      const start = logs[minute - PRE_OPEN_MINUTE] ?? 0;
      const end = logs[minute + 1 - PRE_OPEN_MINUTE] ?? 0;
      const reach = this.#shifts.has(listing.symbol)
        ? Number.POSITIVE_INFINITY
        : REACH * this.#path.minuteDeviation(listing, marketDay, minute);
      const top = Math.exp(Math.max(start, end) + reach);
      const bottom = Math.exp(Math.min(start, end) - reach);
      return {
        minute,
        top: top + halfSpread(listing, top),
        bottom: bottom - halfSpread(listing, top),
      };
    });
  }

  /** Bounds a minute's prints by its whole path, which costs a tenth of its prints. */
  #narrowed(listing: Listing, marketDay: MarketDay, reach: Reach): Reach {
    // A gap switched on for a test is not in the path.
    if (this.#shifts.has(listing.symbol)) return reach;
    const prices = this.#path.slotPrices(listing, marketDay, reach.minute);
    let top = 0;
    let bottom = Number.POSITIVE_INFINITY;
    // A loop, since spreading a typed array costs more than making it.
    for (let slot = 0; slot < prices.length; slot += 1) {
      const price = prices[slot] ?? 0;
      if (price > top) top = price;
      if (price < bottom) bottom = price;
    }
    const half = halfSpread(listing, top);
    return { minute: reach.minute, top: top + half, bottom: bottom - half };
  }

  /** Sums minute by minute in one order, so that going on gives the very bits of starting over. */
  #sums(listing: Listing, marketDay: MarketDay, from: Running | null, endMinute: number): Sums {
    const logs = this.#path.minuteLogs(listing, marketDay);
    let { volume, prints, turnover } = from?.sums ?? { volume: 0, prints: 0, turnover: 0 };
    for (let minute = from?.endMinute ?? OPEN_MINUTE; minute < endMinute; minute += 1) {
      const count = this.#tape.minuteVolume({ listing, marketDay, minute });
      volume += count.volume;
      prints += count.prints;
      turnover += count.volume * Math.exp(logs[minute - PRE_OPEN_MINUTE] ?? 0);
    }
    return { volume, prints, turnover };
  }
}

type Sums = { readonly volume: number; readonly prints: number; readonly turnover: number };
type Running = {
  readonly dayIndex: number;
  readonly endMinute: number;
  readonly extremes: Bar;
  readonly sums: Sums;
};

/** What a minute's prints can reach at most, in dollars. */
type Reach = { readonly minute: number; readonly top: number; readonly bottom: number };

const byTop = (a: Reach, b: Reach) => b.top - a.top;
const byBottom = (a: Reach, b: Reach) => a.bottom - b.bottom;

/** The farthest a print is from the middle: half the widest spread of the day, and the rounding. */
function halfSpread({ liquidity }: Listing, price: number): number {
  return (price * SPREAD_BPS[liquidity] * 1e-4 * WIDEST) / 2 + 0.01;
}

function widened(day: Bar, minute: Bar): Bar {
  return { ...day, high: Math.max(day.high, minute.high), low: Math.min(day.low, minute.low) };
}

/** Tells the instant of New York midnight, where Alpaca stamps a day's bar. */
export function midnightMs(marketDay: MarketDay): number {
  return marketDay.day.openMs - OPEN_MINUTE * MINUTE_MS;
}
