/**
 * Prints of the simulated stocks. A minute's volume and number of prints follow from the day's shape; the
 * prints are then spread over its slots at the bid, the ask or between, so a bar is exactly the sum of
 * its prints. The auctions print at the open and at the close.
 */
import { BoundedCache } from "./bounded-cache";
import { dayShape } from "./day-shape";
import type { Trade } from "./quote";
import { hashOf, hashText, normalOf, uniformOf } from "./random";
import {
  type MarketDay,
  minuteStartMs,
  OPEN_MINUTE,
  PRE_OPEN_MINUTE,
  SLOT_MS,
  SLOTS_PER_MINUTE,
} from "./session-time";
import type { StockQuotes } from "./stock-quotes";
import type { Liquidity, Listing } from "./universe";

const PRINTS_PER_MINUTE: Record<Liquidity, number> = { 1: 160, 2: 90, 3: 40, 4: 14 };
const CLOSING_AUCTION_SHARE = 0.08;
const OPENING_AUCTION_SHARE = 0.01;
const AVERAGE_SHARE = 1 / 390;
const CACHED_MINUTES_MAX = 1500;
const EXCHANGES = ["D", "P", "Q", "Z", "K", "N", "V"] as const;

const DAY_DRAW = 1;
const VOLUME_DRAW = 2;
const COUNT_DRAW = 3;
const SLOT_DRAW = 4;
const SIZE_DRAW = 5;
const SIDE_DRAW = 6;
const TIME_DRAW = 7;

export type MinuteVolume = { readonly volume: number; readonly prints: number };
type Place = { readonly listing: Listing; readonly marketDay: MarketDay; readonly minute: number };

/** The prints of one seed. */
export class StockTape {
  readonly #seed: number;
  readonly #quotes: StockQuotes;
  readonly #keys = new Map<string, number>();
  readonly #minutes = new BoundedCache<string, readonly Trade[]>(CACHED_MINUTES_MAX);

  constructor(seed: number, quotes: StockQuotes) {
    this.#seed = seed;
    this.#quotes = quotes;
  }

  /** The volume and number of prints of a minute, auctions included. */
  minuteVolume({ listing, marketDay, minute }: Place): MinuteVolume {
    const key = this.#keyOf(listing);
    const day = marketDay.index;
    const share = dayShape(marketDay.day.isHalfDay).volumeShare[minute - PRE_OPEN_MINUTE] ?? 0;
    const dayVolume =
      listing.dailyVolumeMillions * 1e6 * Math.exp(0.25 * normalOf(key, DAY_DRAW, day));
    const noise = Math.exp(0.45 * normalOf(key, VOLUME_DRAW, day, minute));
    const auction = auctionShare(marketDay, minute);
    const expected =
      (PRINTS_PER_MINUTE[listing.liquidity] * share * Math.sqrt(noise)) / AVERAGE_SHARE;
    const isCore = minute >= OPEN_MINUTE && minute < marketDay.closeMinute;
    const drawn = Math.floor(expected + uniformOf(key, COUNT_DRAW, day, minute));
    const prints = Math.min(SLOTS_PER_MINUTE, Math.max(drawn, isCore || auction > 0 ? 1 : 0));
    return {
      prints,
      volume: prints && Math.max(prints, Math.round(dayVolume * (share * noise + auction))),
    };
  }

  /** The prints of a minute in order of time. */
  minuteTrades(place: Place): readonly Trade[] {
    const cacheKey = `${place.listing.symbol} ${place.marketDay.index * 1440 + place.minute}`;
    return this.#minutes.get(cacheKey, () => this.#computeMinute(place));
  }

  clear(): void {
    this.#minutes.clear();
  }

  #keyOf({ symbol }: Listing): number {
    const known = this.#keys.get(symbol);
    if (known !== undefined) return known;
    const key = hashText(`tape ${symbol}`, this.#seed);
    this.#keys.set(symbol, key);
    return key;
  }

  #computeMinute(place: Place): Trade[] {
    const { listing, marketDay, minute } = place;
    const { volume, prints } = this.minuteVolume(place);
    const key = hashOf(this.#keyOf(listing), marketDay.index, minute);
    const startSlot = minuteStartMs(marketDay, minute) / SLOT_MS;
    const auction = auctionShare(marketDay, minute) > 0;
    const width = SLOTS_PER_MINUTE / Math.max(1, prints);
    const trades: Trade[] = [];
    let left = volume;
    for (let print = 0; print < prints; print += 1) {
      const isAuction = auction && print === 0;
      const drawn = Math.floor(uniformOf(key, SLOT_DRAW, print) * Math.floor(width));
      const slotOfMinute = Math.floor(print * width) + (isAuction ? 0 : drawn);
      const size = isAuction
        ? Math.ceil(left * 0.6)
        : printSize({ left, others: prints - print - 1, draw: uniformOf(key, SIZE_DRAW, print) });
      left -= size;
      const moment = { marketDay, minute, slotOfMinute, slot: startSlot + slotOfMinute };
      const quote = this.#quotes.touch(listing, moment);
      const side = hashOf(key, SIDE_DRAW, print) % 100;
      trades.push({
        symbol: listing.symbol,
        id: marketDay.index * 400_000 + minute * SLOTS_PER_MINUTE + slotOfMinute,
        atMs: moment.slot * SLOT_MS + 1 + (hashOf(key, TIME_DRAW, print) % (SLOT_MS - 1)),
        cents: isAuction
          ? Math.round(this.#quotes.mid(listing, moment) * 100)
          : printCents(quote.bidCents, quote.askCents, side),
        size,
        exchange: isAuction ? primaryOf(listing) : (EXCHANGES[side % EXCHANGES.length] ?? "D"),
        conditions: conditionsOf({ listing, place, isAuction, size }),
      });
    }
    return trades;
  }
}

function auctionShare(marketDay: MarketDay, minute: number): number {
  if (minute === OPEN_MINUTE) return OPENING_AUCTION_SHARE;
  return minute === marketDay.closeMinute ? CLOSING_AUCTION_SHARE : 0;
}

function printSize(input: { left: number; others: number; draw: number }): number {
  const { left, others, draw } = input;
  if (others === 0) return left;
  const wanted = Math.floor((left / (others + 1)) * (0.2 + 1.6 * draw));
  return Math.max(1, Math.min(wanted, left - others));
}

function printCents(bidCents: number, askCents: number, draw: number): number {
  if (draw < 44) return bidCents;
  return draw < 88 ? askCents : Math.floor((bidCents + askCents) / 2);
}

/** Names the listing exchange by its code on the tape. */
function primaryOf({ exchange }: Listing): string {
  return { ARCA: "P", NASDAQ: "Q", NYSE: "N" }[exchange];
}

/** Names the tape a listing reports on: A for NYSE, B for ARCA, C for NASDAQ. */
export function tapeOf({ exchange }: Listing): "A" | "B" | "C" {
  return ({ ARCA: "B", NASDAQ: "C", NYSE: "A" } as const)[exchange];
}

function conditionsOf(input: {
  listing: Listing;
  place: Place;
  isAuction: boolean;
  size: number;
}): string[] {
  const { listing, place, isAuction, size } = input;
  const { minute, marketDay } = place;
  // Source: UTP and CTA condition codes: @ or blank regular, O opening print, 6 closing print,
  // T extended hours, I odd lot; alpaca-wire.md §5.1, read 2026-11-20.
  const conditions = [tapeOf(listing) === "C" ? "@" : " "];
  if (isAuction) return [...conditions, minute === OPEN_MINUTE ? "O" : "6"];
  if (minute < OPEN_MINUTE || minute >= marketDay.closeMinute) conditions.push("T");
  if (size < 100) conditions.push("I");
  return conditions;
}
