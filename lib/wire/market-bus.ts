/**
 * Names and shapes of what hub, gateway, matcher and web tell each other through Redis. All of it
 * can be lost: the hub writes it again.
 */
import { z } from "zod";
import type { FeedKind } from "./raxx/desk";

export type MarketName = "sim" | "alpaca";

/** Hash: symbol -> packed quote; the field ALIVE_FIELD holds the wall time of the feed's last message. */
export function latestKey(market: MarketName, feed: FeedKind): string {
  return `raxx:${market}:latest:${feed}`;
}

/** Hash: symbol -> packed prints: the last sale and the official auction prints. */
export function printsKey(market: MarketName, feed: FeedKind): string {
  return `raxx:${market}:prints:${feed}`;
}

/** Hash: symbol -> official close of the day before, as a decimal. */
export function previousCloseKey(market: MarketName): string {
  return `raxx:${market}:previous-close`;
}

export const ALIVE_FIELD = "$alive";
export const HALTED_FIELD = "$halted";

/** Channel: quotes that changed, conflated, one message per flush. */
export function quotesChannel(market: MarketName, feed: FeedKind): string {
  return `raxx:${market}:quotes:${feed}`;
}

/** Channel: prints in the order of the tape, one message per flush. */
export function tradesChannel(market: MarketName, feed: FeedKind): string {
  return `raxx:${market}:trades:${feed}`;
}

/** Channel: bands and prints that were put right, one message per flush. */
export function tapeNewsChannel(market: MarketName, feed: FeedKind): string {
  return `raxx:${market}:tape-news:${feed}`;
}

/** Sorted set and channel: symbols somebody looks at, with the wall time until which they do. */
export const WATCH_KEY = "raxx:watch";

/** Channel: ids of the accounts whose events were committed, as csv. A hint; readers poll as well. */
export const COMMITTED_CHANNEL = "raxx:committed";

/**
 * A quote as it travels: prices in whole micros and sizes in whole shares or contracts, which fit
 * a double exactly.
 */
export const PackedQuote = z.tuple([
  z.string(), // symbol
  z.number(), // bid micros
  z.number(), // bid size
  z.string(), // bid exchange
  z.number(), // ask micros
  z.number(), // ask size
  z.string(), // ask exchange
  z.number(), // at, epoch ms of the feed
  z.number(), // seq
  z.string(), // feed
  z.number(), // bid set at
  z.number(), // ask set at
  z.boolean(), // after a gap
]);
export type PackedQuote = z.infer<typeof PackedQuote>;

/** A print: price in micros, size, exchange, sale conditions, tape, at, seq, feed. */
const PackedTrade = z.tuple([
  z.number(),
  z.number(),
  z.string(),
  z.array(z.string()),
  z.enum(["A", "B", "C", "O"]),
  z.number(),
  z.number(),
  z.string(),
]);
export type PackedTrade = z.infer<typeof PackedTrade>;

/** A print as it is told: symbol, the tape's id, price in micros, size, exchange, sale conditions, tape, at. */
export const ToldTrade = z.tuple([
  z.string(),
  z.number(),
  z.number(),
  z.number(),
  z.string(),
  z.array(z.string()),
  z.enum(["A", "B", "C", "O"]),
  z.number(),
]);
export type ToldTrade = z.infer<typeof ToldTrade>;

const aboutNews = { S: z.string(), z: z.enum(["A", "B", "C"]), t: z.number() };

/**
 * What a stock's tape tells beside prints and quotes, in the fields of the wire (alpaca-wire.md §4.2) with
 * its time as epoch ms: a band that begins (l), where an auction with an imbalance would be (i), a print that is
 * corrected (c) or canceled (x).
 */
export const TapeNews = z.discriminatedUnion("T", [
  z.object({ T: z.literal("l"), ...aboutNews, u: z.number(), d: z.number(), i: z.string() }),
  z.object({ T: z.literal("i"), ...aboutNews, p: z.number() }),
  z.object({
    ...{ T: z.literal("c"), ...aboutNews, x: z.string() },
    ...{ oi: z.number(), op: z.number(), os: z.number(), oc: z.array(z.string()) },
    ...{ ci: z.number(), cp: z.number(), cs: z.number(), cc: z.array(z.string()) },
  }),
  z.object({
    ...{ T: z.literal("x"), ...aboutNews, x: z.string() },
    ...{ i: z.number(), p: z.number(), s: z.number(), a: z.string() },
  }),
]);
export type TapeNews = z.infer<typeof TapeNews>;

/** An official print: price in micros, size, exchange, at. */
const PackedAuction = z.tuple([z.number(), z.number(), z.string(), z.number()]);
export type PackedAuction = z.infer<typeof PackedAuction>;

/** The last sale of a symbol and its latest official opening and closing prints. */
export const PackedPrints = z.tuple([
  PackedTrade.nullable(),
  PackedAuction.nullable(),
  PackedAuction.nullable(),
]);
export type PackedPrints = z.infer<typeof PackedPrints>;
