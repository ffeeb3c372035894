/**
 * Quotes of the simulated options: Black-Scholes on the underlying's middle and the day's surface, never
 * below intrinsic value (they may be exercised early), on the cent, once a second.
 *
 * As with stocks a quote is published when it changed and at least every two seconds.
 */
import { newYorkOf } from "../../../lib/engine/calendar/new-york";
import type { TradingDay } from "../../../lib/engine/calendar/trading-calendar";
import { optionCloseMs, tradingDay } from "../../../lib/engine/calendar/trading-calendar";
import {
  type Greeks,
  greeksOf,
  type OptionInputs,
  priceOption,
} from "../../../lib/engine/option/black-scholes";
import type { DailyGrid } from "./daily-grid";
import type { Contract } from "./option-listing";
import { type OptionModel, optionSize, optionSpreadCents } from "./option-touch";
import { isSameQuote, type Quote } from "./quote";
import { hashOf } from "./random";
import {
  lastDayBegunBy,
  type MarketDay,
  marketDayAt,
  marketDayUpTo,
  momentAt,
} from "./session-time";
import type { StockQuotes } from "./stock-quotes";
import { closesLate, type Listing } from "./universe";
import { type SurfaceShape, surfaceVolatility } from "./volatility-surface";

export const OPTION_SLOT_MS = 1000;
export const RATE = 0.043;

const YEAR_MS = 365 * 86_400_000;
const SIZE_BLOCK_SLOTS = 4;
const MONTH_YEARS = 30 / 365;
const EXCHANGES = ["C", "A", "N", "X", "W", "P", "Z", "M"] as const;

export type Computed = { readonly volatility: number; readonly greeks: Greeks };

/** Tells when trading in options on an underlying stops on a day (epoch ms). */
export function optionsEndMs(underlying: Listing, day: TradingDay): number {
  return optionCloseMs(day, closesLate(underlying.symbol));
}

/** The option quotes of one seed. */
export class OptionQuotes {
  readonly #seed: number;
  readonly #grid: DailyGrid;
  readonly #stocks: StockQuotes;

  constructor(seed: number, grid: DailyGrid, stocks: StockQuotes) {
    this.#seed = seed;
    this.#grid = grid;
    this.#stocks = stocks;
  }

  /** Values a contract at an instant inside a stock session; null outside. */
  model(contract: Contract, atMs: number): OptionModel | null {
    const moment = momentAt(atMs);
    const expiry = tradingDay(contract.expiryDate);
    if (moment === null || expiry === null) return null;
    const { underlying, right } = contract;
    const spot = this.#stocks.mid(underlying, moment);
    const strike = contract.strikeCents / 100;
    const timeYears = Math.max(0, expiry.closeMs - atMs) / YEAR_MS;
    const sign = right === "call" ? 1 : -1;
    const drift = (RATE - underlying.dividendYield) * timeYears;
    const logStrike = Math.log(strike / spot) - drift;
    const shape = this.#shapeAt(underlying, moment.marketDay, atMs);
    const volatility = timeYears === 0 ? 0 : surfaceVolatility({ shape, timeYears, logStrike });
    const inputs: OptionInputs = {
      right,
      spot,
      strike,
      timeYears,
      volatility,
      rate: RATE,
      dividendYield: underlying.dividendYield,
    };
    const mid = Math.max(priceOption(inputs), sign * (spot - strike));
    const deviation = volatility * Math.sqrt(timeYears);
    return { inputs, mid, depth: deviation === 0 ? 0 : (-sign * logStrike) / deviation };
  }

  /** The implied volatility at the money of a month that begins at an instant. */
  monthVolatility(underlying: Listing, atMs: number): number {
    const marketDay = marketDayUpTo(newYorkOf(atMs).date) ?? marketDayAt(0);
    if (marketDay === null) throw new RangeError("the market has a first day");
    const shape = this.#shapeAt(underlying, marketDay, atMs);
    return surfaceVolatility({ shape, timeYears: MONTH_YEARS, logStrike: 0 });
  }

  /** Finds implied volatility and greeks, or null where a market price would not give them. */
  computed(contract: Contract, atMs: number): Computed | null {
    const model = this.model(contract, atMs);
    if (model === null || model.inputs.timeYears === 0 || model.mid < 0.01) return null;
    const { inputs, mid } = model;
    const intrinsic = (inputs.right === "call" ? 1 : -1) * (inputs.spot - inputs.strike);
    if (mid <= intrinsic + 0.005) return null;
    return { volatility: inputs.volatility, greeks: greeksOf(inputs) };
  }

  /** The quote of the second an instant falls in, whether or not it is published there. */
  at(contract: Contract, atMs: number): Quote | null {
    const slot = Math.floor(atMs / OPTION_SLOT_MS);
    const model = this.model(contract, slot * OPTION_SLOT_MS);
    if (model === null) return null;
    const { liquidity } = contract.underlying;
    const key = this.#keyOf(contract);
    const spread = optionSpreadCents({ model, liquidity });
    const bidCents = Math.max(0, Math.round(model.mid * 100 - spread / 2));
    const askCents = Math.max(bidCents + 1, Math.round(model.mid * 100 - spread / 2) + spread);
    const block = Math.floor((slot + (key & 3)) / SIZE_BLOCK_SLOTS);
    const size = (side: number, cents: number) =>
      optionSize({ model, liquidity, hash: hashOf(key, side, block, cents) });
    return {
      symbol: contract.symbol,
      atMs: slot * OPTION_SLOT_MS,
      bidCents,
      askCents,
      bidSize: bidCents === 0 ? 0 : size(1, bidCents),
      askSize: size(2, askCents),
      bidExchange: EXCHANGES[hashOf(key, 3, block, bidCents) % EXCHANGES.length] ?? "C",
      askExchange: EXCHANGES[hashOf(key, 4, block, askCents) % EXCHANGES.length] ?? "C",
    };
  }

  /** The quote of a second when it is published there, else null. */
  publishedAt(contract: Contract, atMs: number): Quote | null {
    if (!isTrading(contract, atMs)) return null;
    const quote = this.at(contract, atMs);
    if (quote === null) return null;
    const slot = Math.floor(atMs / OPTION_SLOT_MS);
    if ((slot + this.#keyOf(contract)) % 2 === 0) return quote;
    const beforeMs = (slot - 1) * OPTION_SLOT_MS;
    if (!isTrading(contract, beforeMs)) return quote;
    const before = this.at(contract, beforeMs);
    return before !== null && isSameQuote(quote, before) ? null : quote;
  }

  /** The last quote published at or before an instant; null when it never traded before it. */
  latest(contract: Contract, atMs: number): Quote | null {
    for (let slotMs = lastOptionMs(contract, atMs); slotMs !== null; slotMs -= OPTION_SLOT_MS) {
      const quote = this.publishedAt(contract, slotMs);
      if (quote !== null) return quote;
      if (!isTrading(contract, slotMs)) return null;
    }
    return null;
  }

  #keyOf({ hash }: Contract): number {
    return hashOf(this.#seed, hash);
  }

  #shapeAt(underlying: Listing, marketDay: MarketDay, atMs: number): SurfaceShape {
    const { day, index } = marketDay;
    const today = this.#grid.dayState(underlying, index).volatility;
    const before = index === 0 ? today : this.#grid.dayState(underlying, index - 1).volatility;
    const elapsed = (atMs - day.openMs) / (day.closeMs - day.openMs);
    const share = Math.min(1, Math.max(0, elapsed));
    return {
      volatility: before + (today - before) * share,
      meanVolatility: this.#grid.meanVolatility(underlying),
      ...slopeOf(underlying),
    };
  }
}

/** Both keep eta (1 + |rho|) below 2, the bound of volatility-surface.ts. */
function slopeOf({ isEtf, sector }: Listing): { rho: number; eta: number } {
  if (sector === "haven") return { rho: -0.1, eta: 0.8 };
  return isEtf ? { rho: -0.65, eta: 1 } : { rho: -0.35, eta: 1 };
}

/** Tells whether a contract trades at an instant, apart from when it was listed. */
export function isTrading(contract: Contract, atMs: number): boolean {
  const marketDay = momentAt(atMs)?.marketDay;
  return (
    marketDay !== undefined &&
    marketDay.day.date <= contract.expiryDate &&
    atMs >= marketDay.day.openMs &&
    atMs < optionsEndMs(contract.underlying, marketDay.day)
  );
}

/** Finds the last second at or before an instant in which a contract traded, as epoch ms. */
function lastOptionMs(contract: Contract, atMs: number): number | null {
  const expiry = tradingDay(contract.expiryDate);
  const untilMs =
    expiry === null ? atMs : Math.min(atMs, optionsEndMs(contract.underlying, expiry));
  const marketDay = lastDayBegunBy(untilMs, ({ openMs }) => openMs);
  if (marketDay === null) return null;
  const endMs = optionsEndMs(contract.underlying, marketDay.day) - OPTION_SLOT_MS;
  return Math.floor(Math.min(untilMs, endMs) / OPTION_SLOT_MS) * OPTION_SLOT_MS;
}
