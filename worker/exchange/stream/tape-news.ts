/** What a tape tells beside prints and quotes: bands, and prints that are put right (alpaca-wire.md §4.2). */
import type { Fields } from "../../data-stream/message";
import type { Market } from "../model/market";
import { type Misreport, misreportsOf, PUT_RIGHT_MS_MAX } from "../model/misreports";
import { bandsFrom } from "../model/price-bands";
import type { Trade } from "../model/quote";
import { MINUTE_MS, momentAt, OPEN_MINUTE } from "../model/session-time";
import { tapeOf } from "../model/stock-tape";
import type { Listing } from "../model/universe";

interface Span {
  /** After this … */
  readonly beforeMs: number;
  /** … up to this. */
  readonly nowMs: number;
}

/** Prints as they are first reported, in order of time. */
export function firstReports(market: Market, listing: Listing, span: Span): readonly Trade[] {
  return minutesOf(market, listing, span).flatMap((trades) => {
    const misreports = new Map(misreportsOf(trades).map((one) => [one.right.id, one]));
    return trades
      .filter((trade) => isIn(trade.atMs, span))
      .flatMap((trade) => {
        const misreport = misreports.get(trade.id);
        if (misreport === undefined) return [trade];
        return misreport.kind === "corrected" ? [misreport.wrong] : [trade, misreport.wrong];
      });
  });
}

/** Corrections and cancels of prints. */
export function reportsPutRight(market: Market, listing: Listing, span: Span): readonly Fields[] {
  const reported = { ...span, beforeMs: span.beforeMs - PUT_RIGHT_MS_MAX };
  return minutesOf(market, listing, reported)
    .flatMap(misreportsOf)
    .filter(({ atMs }) => isIn(atMs, span))
    .map((misreport) => fieldsOf(listing, misreport));
}

function fieldsOf(listing: Listing, { kind, wrong, right, atMs }: Misreport): Fields {
  const about = { S: listing.symbol, x: wrong.exchange, z: tapeOf(listing), t: new Date(atMs) };
  if (kind === "canceled") {
    return { T: "x", ...about, i: wrong.id, p: wrong.cents / 100, s: wrong.size, a: "E" };
  }
  return {
    ...{ T: "c", ...about },
    ...{ oi: wrong.id, op: wrong.cents / 100, os: wrong.size, oc: [...wrong.conditions] },
    ...{ ci: right.id, cp: right.cents / 100, cs: right.size, cc: [...right.conditions] },
  };
}

/** The bands that began in the span; at most one, as a span is seconds long. */
export function newBands(market: Market, listing: Listing, { nowMs }: Span): Fields | null {
  const startMs = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS;
  const moment = momentAt(startMs);
  const bands = moment && bandsFrom(market.stockQuotes, listing, moment);
  if (!bands) return null;
  const { upCents, downCents } = bands;
  const limits = { u: upCents / 100, d: downCents / 100, i: "B" };
  return { T: "l", S: listing.symbol, ...limits, z: tapeOf(listing), t: new Date(startMs) };
}

/**
 * Where the auction would be with the orders it has so far, told each minute: the ten before the close and the
 * five before the open. Source: Nasdaq closing and opening cross, early order imbalance indicator from 15:50
 * and imbalances from 9:25, read 2026-11-21.
 */
export function newImbalance(market: Market, listing: Listing, { nowMs }: Span): Fields | null {
  const startMs = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS;
  const moment = momentAt(startMs);
  if (moment === null) return null;
  const { minute, marketDay } = moment;
  const isBefore = (auction: number, minutes: number) =>
    minute < auction && minute >= auction - minutes;
  if (!isBefore(OPEN_MINUTE, 5) && !isBefore(marketDay.closeMinute, 10)) return null;
  const price = Math.round(market.stockQuotes.mid(listing, moment) * 100) / 100;
  return { T: "i", S: listing.symbol, p: price, z: tapeOf(listing), t: new Date(startMs) };
}

function minutesOf(market: Market, listing: Listing, { beforeMs, nowMs }: Span) {
  const minutes = new Set([beforeMs, nowMs].map((atMs) => Math.floor(atMs / MINUTE_MS)));
  return [...minutes].flatMap((epochMinute) => {
    const moment = momentAt(epochMinute * MINUTE_MS);
    if (moment === null) return [];
    const { marketDay, minute } = moment;
    return [market.stockTape.minuteTrades({ listing, marketDay, minute })];
  });
}

function isIn(atMs: number, { beforeMs, nowMs }: Span): boolean {
  return atMs > beforeMs && atMs <= nowMs;
}
