/**
 * The way of a price inside a day: Brownian bridges between the points of the daily grid, first over
 * minutes, then over the 250 ms slots of one minute.
 *
 * Each midpoint draws its own number by position, so a minute can be computed without the minutes before
 * it: about 20 microseconds for a minute, once.
 */
import { BoundedCache } from "./bounded-cache";
import type { DailyGrid } from "./daily-grid";
import { dayShape } from "./day-shape";
import { hashText, normalOf } from "./random";
import { type MarketDay, OPEN_MINUTE, PRE_OPEN_MINUTE, SLOTS_PER_MINUTE } from "./session-time";
import type { Listing } from "./universe";

const CACHED_DAYS_MAX = 600;
const CACHED_MINUTES_MAX = 3000;
const SLOT_NUMBERS = Float64Array.from({ length: SLOTS_PER_MINUTE + 1 }, (_, slot) => slot);

type Bridge = {
  readonly points: Float64Array;
  /** Variance from the start of the array up to each index. */
  readonly varianceBefore: Float64Array;
  readonly key: number;
  readonly a: number;
  readonly b: number;
};

/** Fills the points strictly between two known ones, halving the interval each time. */
function fillBridge(bridge: Bridge, from: number, to: number): void {
  if (to - from < 2) return;
  const { points, varianceBefore, key, a, b } = bridge;
  const middle = (from + to) >> 1;
  const atMiddle = varianceBefore[middle] ?? 0;
  const before = atMiddle - (varianceBefore[from] ?? 0);
  const after = (varianceBefore[to] ?? 0) - atMiddle;
  const start = points[from] ?? 0;
  const end = points[to] ?? 0;
  const mean = start + ((end - start) * before) / (before + after);
  const deviation = Math.sqrt((before * after) / (before + after));
  points[middle] = mean + deviation * normalOf(key, a, b, middle);
  fillBridge(bridge, from, middle);
  fillBridge(bridge, middle, to);
}

/** Prices of any symbol at any slot of any day of one seed. */
export class IntradayPath {
  readonly #seed: number;
  readonly #grid: DailyGrid;
  readonly #keys = new Map<string, number>();
  readonly #minutes = new BoundedCache<string, Float64Array>(CACHED_DAYS_MAX);
  readonly #recent = new Map<string, { place: number; prices: Float64Array }>();
  readonly #slots = new BoundedCache<string, Float64Array>(CACHED_MINUTES_MAX);

  constructor(seed: number, grid: DailyGrid) {
    this.#seed = seed;
    this.#grid = grid;
  }

  /** The log prices at the starts of a day's minutes since 04:00, and at its end. */
  minuteLogs(listing: Listing, marketDay: MarketDay): Float64Array {
    const cacheKey = `${listing.symbol} ${marketDay.index}`;
    return this.#minutes.get(cacheKey, () => this.#computeMinutes(listing, marketDay));
  }

  /** The prices in dollars at the 240 slots of a minute. */
  slotPrices(listing: Listing, marketDay: MarketDay, minute: number): Float64Array {
    const place = marketDay.index * 1440 + minute;
    // The minute asked for last, before the cache of many: a chain asks thousands of times for one.
    const recent = this.#recent.get(listing.symbol);
    if (recent?.place === place) return recent.prices;
    const prices = this.#slots.get(`${listing.symbol} ${place}`, () =>
      this.#computeSlots(listing, marketDay, minute),
    );
    this.#recent.set(listing.symbol, { place, prices });
    return prices;
  }

  /** The standard deviation of the log return within a minute, for bounding its extremes. */
  minuteDeviation(listing: Listing, marketDay: MarketDay, minute: number): number {
    const { varianceBefore } = dayShape(marketDay.day.isHalfDay);
    const index = minute - PRE_OPEN_MINUTE;
    const share = (varianceBefore[index + 1] ?? 0) - (varianceBefore[index] ?? 0);
    return this.#sessionDeviation(listing, marketDay, minute) * Math.sqrt(share);
  }

  #sessionDeviation(listing: Listing, marketDay: MarketDay, minute: number): number {
    const { sessionDeviations } = this.#grid.dayState(listing, marketDay.index);
    if (minute < OPEN_MINUTE) return sessionDeviations[0];
    return sessionDeviations[minute < marketDay.closeMinute ? 1 : 2];
  }

  #keyOf(symbol: string): number {
    const known = this.#keys.get(symbol);
    if (known !== undefined) return known;
    const key = hashText(`path ${symbol}`, this.#seed);
    this.#keys.set(symbol, key);
    return key;
  }

  #computeMinutes(listing: Listing, marketDay: MarketDay): Float64Array {
    const { closeMinute, postCloseMinute, index, day } = marketDay;
    const shape = dayShape(day.isHalfDay);
    const state = this.#grid.dayState(listing, index);
    const key = this.#keyOf(listing.symbol);
    const points = new Float64Array(postCloseMinute - PRE_OPEN_MINUTE + 1);
    const borders = [
      { minute: PRE_OPEN_MINUTE, log: state.startLog },
      { minute: OPEN_MINUTE, log: state.openLog },
      { minute: closeMinute, log: state.closeLog },
      { minute: postCloseMinute, log: state.postLog },
    ];
    for (const { minute, log } of borders) points[minute - PRE_OPEN_MINUTE] = log;
    state.sessionDeviations.forEach((deviation, session) => {
      const varianceBefore = shape.varianceBefore.map((share) => share * deviation ** 2);
      const from = (borders[session]?.minute ?? 0) - PRE_OPEN_MINUTE;
      const to = (borders[session + 1]?.minute ?? 0) - PRE_OPEN_MINUTE;
      fillBridge({ points, varianceBefore, key, a: index, b: -1 }, from, to);
    });
    return points;
  }

  #computeSlots(listing: Listing, marketDay: MarketDay, minute: number): Float64Array {
    const logs = this.minuteLogs(listing, marketDay);
    const key = this.#keyOf(listing.symbol);
    const at = minute - PRE_OPEN_MINUTE;
    const points = new Float64Array(SLOTS_PER_MINUTE + 1);
    points[0] = logs[at] ?? 0;
    points[SLOTS_PER_MINUTE] = logs[at + 1] ?? 0;
    const variance = this.minuteDeviation(listing, marketDay, minute) ** 2 / SLOTS_PER_MINUTE;
    const varianceBefore = SLOT_NUMBERS.map((slot) => slot * variance);
    const bridge = { points, varianceBefore, key, a: marketDay.index, b: at };
    fillBridge(bridge, 0, SLOTS_PER_MINUTE);
    for (let slot = 0; slot < SLOTS_PER_MINUTE; slot += 1)
      points[slot] = Math.exp(points[slot] ?? 0);
    return points.subarray(0, SLOTS_PER_MINUTE);
  }
}
