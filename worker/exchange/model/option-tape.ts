/**
 * Prints and bars of the simulated options: at most one print a minute and contract, likelier near the
 * money and near expiry, at the bid, the ask or between.
 */

import { daysBetween } from "../../../lib/engine/calendar/new-york";
import { type Bar, barOfTrades } from "./bar";
import { BoundedCache } from "./bounded-cache";
import type { Contract, OptionListing } from "./option-listing";
import { isTrading, type OptionQuotes, optionsEndMs } from "./option-quotes";
import type { Trade } from "./quote";
import { hashOf, normalOf, uniformOf } from "./random";
import {
  lastDayBegunBy,
  type MarketDay,
  MINUTE_MS,
  marketDayAt,
  minuteStartMs,
  OPEN_MINUTE,
} from "./session-time";
import { midnightMs } from "./stock-bars";
import type { Liquidity } from "./universe";

const PRINT_CHANCE: Record<Liquidity, number> = { 1: 0.9, 2: 0.6, 3: 0.25, 4: 0.1 };
const EXCHANGES = ["C", "A", "N", "X", "W", "P", "Z", "M"] as const;
const CACHED_DAYS_MAX = 20_000;
const DAYS_BACK_MAX = 10;

const PRINT_KEY = 99;
const CHANCE_DRAW = 1;
const SECOND_DRAW = 2;
const SIDE_DRAW = 3;
const SIZE_DRAW = 4;

/** The option prints of one seed. */
export class OptionTape {
  readonly #seed: number;
  readonly #quotes: OptionQuotes;
  readonly #listing: OptionListing;
  readonly #days = new BoundedCache<string, { bar: Bar | null }>(CACHED_DAYS_MAX);

  constructor(seed: number, quotes: OptionQuotes, listing: OptionListing) {
    this.#seed = seed;
    this.#quotes = quotes;
    this.#listing = listing;
  }

  clear(): void {
    this.#days.clear();
  }

  /** The print of a minute, or null when there is none. */
  minuteTrade(contract: Contract, marketDay: MarketDay, minute: number): Trade | null {
    const key = this.#keyOf(contract, marketDay);
    const chance = this.#chance(contract, marketDay);
    return this.#tradeIf({ contract, marketDay, minute, key, chance });
  }

  /** The bar of a minute as known at an instant, or null without a print by then. */
  minuteBar(contract: Contract, marketDay: MarketDay, minute: number, knownMs: number): Bar | null {
    const trade = this.minuteTrade(contract, marketDay, minute);
    if (trade === null || trade.atMs > knownMs) return null;
    return barOfTrades(minuteStartMs(marketDay, minute), [trade], 1);
  }

  /** The bar of a day as known at an instant, or null without a print by then. */
  dayBar(contract: Contract, marketDay: MarketDay, knownMs: number): Bar | null {
    if (knownMs < marketDay.day.openMs || marketDay.day.date > contract.expiryDate) return null;
    const known = Math.floor((knownMs - marketDay.day.openMs) / MINUTE_MS) + OPEN_MINUTE;
    const endMinute = Math.min(known, endMinuteOf(contract, marketDay));
    return this.#days.get(`${contract.symbol} ${marketDay.index * 1440 + endMinute}`, () => {
      const trades: Trade[] = [];
      const key = this.#keyOf(contract, marketDay);
      const chance = this.#chance(contract, marketDay);
      for (let minute = OPEN_MINUTE; minute < endMinute; minute += 1) {
        const trade = this.#tradeIf({ contract, marketDay, minute, key, chance });
        if (trade !== null) trades.push(trade);
      }
      return { bar: barOfTrades(midnightMs(marketDay), trades, 1) };
    }).bar;
  }

  /** The last print at or before an instant, looking back ten trading days. */
  latestTrade(contract: Contract, atMs: number): Trade | null {
    const newest = lastDayBegunBy(atMs, ({ openMs }) => openMs);
    for (let back = 0; newest !== null && back < DAYS_BACK_MAX; back += 1) {
      const marketDay = marketDayAt(newest.index - back);
      if (marketDay === null) return null;
      const trade = this.#lastOfDay(contract, marketDay, atMs);
      if (trade !== null) return trade;
    }
    return null;
  }

  #lastOfDay(contract: Contract, marketDay: MarketDay, atMs: number): Trade | null {
    const key = this.#keyOf(contract, marketDay);
    const chance = this.#chance(contract, marketDay);
    const known = Math.floor((atMs - marketDay.day.openMs) / MINUTE_MS) + OPEN_MINUTE;
    let minute = Math.min(known, endMinuteOf(contract, marketDay) - 1);
    for (; minute >= OPEN_MINUTE; minute -= 1) {
      const trade = this.#tradeIf({ contract, marketDay, minute, key, chance });
      if (trade !== null && trade.atMs <= atMs) return trade;
    }
    return null;
  }

  #keyOf({ hash }: Contract, marketDay: MarketDay): number {
    return hashOf(this.#seed, hash, marketDay.index, PRINT_KEY);
  }

  #chance(contract: Contract, marketDay: MarketDay): number {
    const days = daysBetween(marketDay.day.date, contract.expiryDate);
    if (days < 0) return 0;
    const timeYears = (days + 0.5) / 365;
    const close = this.#listing.closeBefore(contract.underlying, marketDay);
    const distance = Math.log(contract.strikeCents / 100 / close) / (0.25 * Math.sqrt(timeYears));
    const near = Math.exp((-distance * distance) / 2);
    return Math.min(
      0.95,
      (PRINT_CHANCE[contract.underlying.liquidity] * near) / (1 + 5 * timeYears),
    );
  }

  #tradeIf(input: {
    contract: Contract;
    marketDay: MarketDay;
    minute: number;
    key: number;
    chance: number;
  }): Trade | null {
    const { contract, marketDay, minute, key, chance } = input;
    if (uniformOf(key, CHANCE_DRAW, minute) >= chance) return null;
    const second = hashOf(key, SECOND_DRAW, minute) % 60;
    const slotMs = minuteStartMs(marketDay, minute) + second * 1000;
    const quote = isTrading(contract, slotMs) ? this.#quotes.at(contract, slotMs) : null;
    if (quote === null) return null;
    const side = hashOf(key, SIDE_DRAW, minute);
    const isBid = quote.bidCents > 0 && side % 2 === 0;
    return {
      symbol: contract.symbol,
      id: marketDay.index * 1440 + minute,
      atMs: slotMs + 1 + (side % 998),
      cents: isBid ? quote.bidCents : quote.askCents,
      size: 1 + Math.floor(3 * Math.exp(1.1 * normalOf(key, SIZE_DRAW, minute))),
      exchange: EXCHANGES[side % EXCHANGES.length] ?? "C",
      conditions: ["I"],
    };
  }
}

function endMinuteOf(contract: Contract, marketDay: MarketDay): number {
  const endMs = optionsEndMs(contract.underlying, marketDay.day);
  return Math.round((endMs - marketDay.day.openMs) / MINUTE_MS) + OPEN_MINUTE;
}
