/**
 * What a market does to whoever trades on it. Prices are wild on purpose, and every fault a feed has
 * comes along: sides missing, locked and crossed books, gaps, repeats, halts, silence.
 */
import type { OptionSeries } from "../../instrument/instrument";
import type { Auction, Trade } from "../../market/trade";
import { units } from "../../money";
import { cents, type Listing, type Listings } from "./listings";
import type { Random } from "./random";
import type { Shown, SimMarket } from "./sim-market";

export interface World {
  readonly random: Random;
  readonly listings: Listings;
  readonly market: SimMarket;
}

/** Shows another quote of a symbol; false when nobody quotes it. */
export function moveQuote({ random, listings, market }: World, symbol: string): boolean {
  const instrument = listings.instrument(symbol);
  const stock = listings.find(symbol);
  if (random.oneIn(60)) market.repeatEarlier(symbol);
  else if (stock !== null) {
    walk(random, stock);
    market.show(symbol, bookOf(random, stock.priceCents, 900), random.oneIn(40));
  } else if (instrument?.kind === "option") {
    const middle = premiumCents(random, listings, instrument);
    market.show(symbol, bookOf(random, middle, 60), random.oneIn(40));
  } else return false;
  return true;
}

/** A small step, and now and then a gap. */
function walk(random: Random, stock: Listing): void {
  const most = random.oneIn(150) ? 800 : 25;
  const change = Math.round((stock.priceCents * random.between(-most, most)) / 10_000);
  stock.priceCents = Math.min(200_000, Math.max(60, stock.priceCents + change));
}

function premiumCents(random: Random, listings: Listings, series: OptionSeries): number {
  const spot = listings.find(series.underlying)?.priceCents ?? 100;
  const time = random.between(0, Math.max(2, Math.round(spot / 60)));
  return listings.intrinsicCents(series) + time;
}

/** A book around a price: mostly sound, sometimes locked, crossed, empty on a side, or with no size. */
function bookOf(random: Random, middleCents: number, most: number): Shown {
  const half = Math.max(0, Math.round((middleCents * random.between(0, 60)) / 10_000));
  const fault = random.between(0, 99);
  const width = fault === 0 ? -1 : fault <= 4 ? 0 : 1 + half;
  const bid = Math.max(0, middleCents - half);
  const noBid = fault === 5 || bid === 0;
  const noAsk = fault === 6;
  const size = () => units(fault === 7 ? 0 : random.between(1, random.oneIn(3) ? most : 12));
  const none = units(0);
  return {
    bidMicros: cents(noBid ? 0 : bid),
    bidSizeNanos: noBid ? none : size(),
    askMicros: cents(noAsk ? 0 : Math.max(1, bid + width)),
    askSizeNanos: noAsk ? none : size(),
  };
}

/** Prints a trade at the quote or near it. */
export function movePrint({ random, market, listings }: World, symbol: string): void {
  const quote = market.quoteOf(symbol);
  const instrument = listings.instrument(symbol);
  if (quote === null || instrument === null) return;
  const { bidMicros, askMicros } = quote;
  const [least, most] = bidMicros < askMicros ? [bidMicros, askMicros] : [askMicros, bidMicros];
  const away = cents(random.between(-3, 3));
  const priceMicros = (random.oneIn(2) ? least : most) + away;
  if (priceMicros <= 0n) return;
  const tape = instrument.kind === "option" ? "O" : "C";
  market.print({
    ...{ symbol, exchange: "Q", tape },
    priceMicros: priceMicros as Trade["priceMicros"],
    sizeNanos: units(random.between(1, 300)),
    conditions: random.weighted(CONDITIONS),
  });
}

/** Most prints are regular; odd lots and average prices set nothing off. */
const CONDITIONS: readonly (readonly [number, Trade["conditions"]])[] = [
  [8, []],
  [2, ["@", "F"]],
  [1, ["I"]],
  [1, ["W"]],
];

/** The official print, which an exchange may also fail to make. */
export function moveAuction({ random, market, listings }: World, kind: Auction["kind"]): void {
  for (const { symbol, priceCents } of listings.stocks()) {
    if (random.oneIn(6)) continue;
    const sizeNanos = units(random.between(1, 5_000));
    market.printAuction({ symbol, kind, priceMicros: cents(priceCents), sizeNanos, exchange: "Q" });
  }
}

/** Halts and silence begin and end. */
export function moveFaults({ random, market, listings }: World): void {
  for (const symbol of market.halted()) market.setHalted(symbol, !random.oneIn(2));
  if (random.oneIn(3)) market.setHalted(random.pick(listings.stocks()).symbol, true);
  market.feedAlive = !random.oneIn(8);
}
