/**
 * Quotes of the simulated stocks and funds: a spread by price and liquidity laid around the path, on the
 * penny, with sizes that hold for two seconds or until the price moves.
 *
 * A quote is *published* in the slots where it changed, and in one slot every two seconds. History, latest
 * quote and stream all show the published ones, so they agree to the millisecond.
 */
import type { IntradayPath } from "./intraday-path";
import { isSameQuote, type Quote } from "./quote";
import { hashOf, hashText, normalOf, uniformOf } from "./random";
import {
  lastMomentAt,
  type Moment,
  momentAt,
  OPEN_MINUTE,
  PRE_OPEN_MINUTE,
  SLOT_MS,
} from "./session-time";
import type { Liquidity, Listing } from "./universe";

/** Usual spread by liquidity, in basis points of the price. */
export const SPREAD_BPS: Record<Liquidity, number> = { 1: 0.1, 2: 0.35, 3: 0.9, 4: 1.8 };
const ROUND_LOTS: Record<Liquidity, number> = { 1: 7, 2: 4, 3: 2.5, 4: 1.5 };
const EXTENDED_HOURS_WIDTH = 4;
const SPREAD_BLOCK_SLOTS = 20;
const SIZE_BLOCK_SLOTS = 8;
const EXCHANGES = ["P", "Q", "Z", "K", "V", "N", "J", "Y"] as const;

const SPREAD_DRAW = 1;
const BID_DRAW = 2;
const ASK_DRAW = 3;

/** A factor on the price from an instant on: a gap switched on for a test. */
export type PriceShift = { readonly fromMs: number; readonly factor: number };

/** The quotes of one seed. */
export class StockQuotes {
  readonly #seed: number;
  readonly #path: IntradayPath;
  readonly #shifts: ReadonlyMap<string, PriceShift>;
  readonly #keys = new Map<string, number>();

  constructor(seed: number, path: IntradayPath, shifts: ReadonlyMap<string, PriceShift>) {
    this.#seed = seed;
    this.#path = path;
    this.#shifts = shifts;
  }

  /** The price in dollars, unrounded, between the quotes. */
  mid(listing: Listing, moment: Moment): number {
    const price =
      this.#path.slotPrices(listing, moment.marketDay, moment.minute)[moment.slotOfMinute] ?? 0;
    const shift = this.#shifts.get(listing.symbol);
    return shift === undefined || moment.slot * SLOT_MS < shift.fromMs
      ? price
      : price * shift.factor;
  }

  /** The prices of a slot's quote, in cents. */
  touch(listing: Listing, moment: Moment): { bidCents: number; askCents: number } {
    const key = this.#keyOf(listing.symbol);
    const midCents = this.mid(listing, moment) * 100;
    const spread = spreadCents({ listing, moment, midCents, key });
    const bidCents = Math.max(1, Math.round(midCents - spread / 2));
    return { bidCents, askCents: bidCents + spread };
  }

  /** The quote of a slot, whether or not it is published there. */
  at(listing: Listing, moment: Moment): Quote {
    const key = this.#keyOf(listing.symbol);
    const { bidCents, askCents } = this.touch(listing, moment);
    const bidBlock = Math.floor((moment.slot + (key & 7)) / SIZE_BLOCK_SLOTS);
    const askBlock = Math.floor((moment.slot + 4 + (key & 7)) / SIZE_BLOCK_SLOTS);
    return {
      symbol: listing.symbol,
      atMs: moment.slot * SLOT_MS,
      bidCents,
      askCents,
      bidSize: sizeOf({ listing, key, draw: BID_DRAW, cents: bidCents, block: bidBlock }),
      askSize: sizeOf({ listing, key, draw: ASK_DRAW, cents: askCents, block: askBlock }),
      bidExchange: exchangeOf(key, bidCents, bidBlock),
      askExchange: exchangeOf(key, askCents, askBlock),
    };
  }

  /** The quote of a slot when it is published there, else null. */
  publishedAt(listing: Listing, moment: Moment): Quote | null {
    const quote = this.at(listing, moment);
    if ((moment.slot + (this.#keyOf(listing.symbol) & 7)) % SIZE_BLOCK_SLOTS === 0) return quote;
    const before = slotBefore(moment);
    return before !== null && isSameQuote(quote, this.at(listing, before)) ? null : quote;
  }

  /** The last quote published at or before an instant, or null before the first day. */
  latest(listing: Listing, atMs: number): Quote | null {
    for (let moment = lastMomentAt(atMs); moment !== null; moment = slotBefore(moment)) {
      const quote = this.publishedAt(listing, moment);
      if (quote !== null) return quote;
    }
    return null;
  }

  #keyOf(symbol: string): number {
    const known = this.#keys.get(symbol);
    if (known !== undefined) return known;
    const key = hashText(`quote ${symbol}`, this.#seed);
    this.#keys.set(symbol, key);
    return key;
  }
}

/** Steps to the slot before in the same session day, or null at its first. */
function slotBefore(moment: Moment): Moment | null {
  if (moment.slotOfMinute > 0) {
    return { ...moment, slot: moment.slot - 1, slotOfMinute: moment.slotOfMinute - 1 };
  }
  return moment.minute === PRE_OPEN_MINUTE ? null : momentAt((moment.slot - 1) * SLOT_MS);
}

function spreadCents(input: {
  listing: Listing;
  moment: Moment;
  midCents: number;
  key: number;
}): number {
  const { listing, moment, midCents, key } = input;
  const { marketDay, minute } = moment;
  const isCore = minute >= OPEN_MINUTE && minute < marketDay.closeMinute;
  const width = isCore ? 1 + 2 * Math.exp((OPEN_MINUTE - minute) / 4) : EXTENDED_HOURS_WIDTH;
  const noise =
    0.7 + 0.6 * uniformOf(key, SPREAD_DRAW, Math.floor(moment.slot / SPREAD_BLOCK_SLOTS));
  const spread = midCents * SPREAD_BPS[listing.liquidity] * 1e-4 * width * noise;
  return Math.max(1, Math.round(spread));
}

function sizeOf(input: {
  listing: Listing;
  key: number;
  draw: number;
  cents: number;
  block: number;
}): number {
  const { listing, key, draw, cents, block } = input;
  // Cheap shares are shown in larger numbers: about the same dollars are at the touch.
  const lots = ROUND_LOTS[listing.liquidity] * Math.max(1, 6000 / cents);
  return 100 * Math.max(1, Math.round(lots * Math.exp(0.8 * normalOf(key, draw, cents, block))));
}

function exchangeOf(key: number, cents: number, block: number): string {
  return EXCHANGES[hashOf(key, cents, block) % EXCHANGES.length] ?? "P";
}
