/**
 * Prints of the past from the data account's REST: what was printed while nobody listened, and the
 * official auction prints of a day.
 */
import { z } from "zod";
import { parseOccSymbol } from "@/lib/engine/instrument/occ-symbol";
import type { Auction } from "@/lib/engine/market/trade";
import { micros, units } from "@/lib/engine/money";
import type { Upstream } from "@/lib/server/market/upstream";
import { auctionKindOf } from "./auction-print";
import { type PastSpan, readPages } from "./past-pages";
import type { FeedTrade } from "./print-book";

const WireTrade = z.object({
  t: z.string(),
  p: z.number(),
  s: z.number(),
  x: z.string().default(""),
  /** A list for stocks, one text for options. */
  c: z.union([z.array(z.string()), z.string()]).default([]),
  z: z.enum(["A", "B", "C"]).optional(),
  i: z.number().optional(),
});
const Trades = z.object({
  trades: z.record(z.string(), z.array(WireTrade)),
  next_page_token: z.string().nullable(),
});
const WireAuction = z.object({
  t: z.string(),
  x: z.string(),
  p: z.number(),
  s: z.number().default(0),
  c: z.string(),
});
const Auctions = z.object({
  auctions: z.record(
    z.string(),
    z.array(
      z.object({
        o: z.array(WireAuction).nullish(),
        c: z.array(WireAuction).nullish(),
      }),
    ),
  ),
  next_page_token: z.string().nullable(),
});

const MICROS = 1_000_000;

export class PrintHistory {
  constructor(private readonly upstream: Upstream) {}

  /** Prints of a span of time, oldest first per symbol, both ends included. */
  async span(
    symbols: readonly string[],
    isOption: (symbol: string) => boolean,
    range: PastSpan,
  ): Promise<readonly FeedTrade[]> {
    const pages = await readPages(this.upstream, { kind: "trades", symbols, isOption }, range);
    return pages.flatMap((page) =>
      Object.entries(Trades.parse(page).trades).flatMap(([symbol, trades]) =>
        trades.map((trade) => toFeedTrade(symbol, trade)),
      ),
    );
  }

  /** The official prints of stocks in a span of time; `primaryOf` tells whose prints are official. */
  async auctions(
    symbols: readonly string[],
    primaryOf: (symbol: string) => string | null,
    range: PastSpan,
  ): Promise<readonly Auction[]> {
    const asked = { kind: "auctions", symbols, isOption: () => false } as const;
    const pages = await readPages(this.upstream, asked, range);
    return pages.flatMap((page) =>
      Object.entries(Auctions.parse(page).auctions).flatMap(([symbol, days]) =>
        days
          .flatMap(({ o, c }) => [...(o ?? []), ...(c ?? [])])
          .flatMap((print) => toAuction(symbol, print, primaryOf(symbol)) ?? []),
      ),
    );
  }
}

function toFeedTrade(symbol: string, trade: z.infer<typeof WireTrade>): FeedTrade {
  return {
    symbol,
    ...(trade.i === undefined ? {} : { id: trade.i }),
    price: trade.p,
    size: trade.s,
    exchange: trade.x,
    conditions: conditionsOf(trade.c),
    tape: parseOccSymbol(symbol) === null ? (trade.z ?? "C") : "O",
    atMs: Date.parse(trade.t),
  };
}

/** Stocks have a list of sale conditions, options one. */
export function conditionsOf(conditions: readonly string[] | string): readonly string[] {
  return typeof conditions === "string" ? [conditions] : conditions;
}

function toAuction(
  symbol: string,
  print: z.infer<typeof WireAuction>,
  primary: string | null,
): Auction | null {
  const size = Math.floor(print.s);
  const kind = auctionKindOf({ tape: "C", exchange: print.x, conditions: [print.c] }, primary);
  if (kind === null || size <= 0) return null;
  return {
    symbol,
    kind,
    priceMicros: micros(BigInt(Math.round(print.p * MICROS))),
    sizeNanos: units(size),
    exchange: print.x,
    atMs: Date.parse(print.t),
  };
}
